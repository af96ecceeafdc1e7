"""Each case: the DACL of a folder, and what a file and a folder in it get (Microsoft, "ACE inheritance rules")."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.access_control.access_list import AccessList
from lab.access_control.inheritance import Child, inherited

CASES = {path.stem: json.loads(path.read_text("utf-8")) for path in Path(__file__).with_suffix("").glob("*.json")}


@pytest.mark.parametrize("child", ["file", "folder"])
@pytest.mark.parametrize("name", sorted(CASES))
def test_what_a_child_gets(name: str, child: str) -> None:
    parent = AccessList.of(CASES[name]["parent"]).entries or ()
    given = inherited(parent, Child(child == "folder", owner="BA", group="DU"))
    assert "".join(entry.text for entry in given) == CASES[name][child]
