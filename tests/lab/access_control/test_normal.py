"""Each case: a DACL, and how .NET shows it for a folder and for a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.access_control.access_list import AccessList
from lab.access_control.normal import normal

CASES = {path.stem: json.loads(path.read_text("utf-8")) for path in Path(__file__).with_suffix("").glob("*.json")}
DOMAIN = "S-1-5-21-1-2-3"


@pytest.mark.parametrize("kind", ["file", "folder"])
@pytest.mark.parametrize("name", sorted(CASES))
def test_an_acl_is_shown_as_dotnet_does(name: str, kind: str) -> None:
    shown = normal(AccessList.of(CASES[name]["dacl"]), kind == "folder", DOMAIN)
    assert shown.text == CASES[name][kind]
    assert normal(shown, kind == "folder", DOMAIN) == shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("O:BA", "found 'O:BA', expected a DACL"),
        ("D:PAI(A;OICI;FA)", "expected an entry"),
        ("D:(OA;;FA;;;SY)", "expected an entry"),
        ("D:(A;XX;FA;;;SY)", "expected flags"),
        ("D:(A;;FAQQ;;;SY)", "found rights FAQQ"),
    ],
)
def test_what_is_no_acl_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        AccessList.of(text)


def test_a_name_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="found 'XY', expected a SID or a short name"):
        normal(AccessList.of("D:(A;;FA;;;XY)(A;;FA;;;SY)"), True, DOMAIN)
