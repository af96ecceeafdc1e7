"""Lines with setspn as changes of Samba's directory."""

from __future__ import annotations

import pytest

from lab.directory import accounts
from lab.samba.plan import SPN
from lab.samba.setspn import change_of


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (r"setspn -D HTTP/intranet EXAMPLE\WEB1$", (accounts.computer(1), SPN, "delete", ["HTTP/intranet"])),
        (r"setspn -S HTTP/intranet 'EXAMPLE\svc-intranet'", (accounts.SERVICE_ACCOUNT, SPN, "add", ["HTTP/intranet"])),
    ],
)
def test_a_line_is_a_change(line: str, expected: object) -> None:
    assert change_of(line) == expected


@pytest.mark.parametrize("line", [r"setspn -A HTTP/intranet EXAMPLE\WEB1$", r"setspn -S HTTP/intranet EXAMPLE\nobody"])
def test_what_is_no_such_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"setspn|no account"):
        change_of(line)
