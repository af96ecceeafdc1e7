"""setspn in the lab's directory: lines of a report, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab import __main__ as command
from lab import setspn
from lab.directory import healthy
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.file import DirectoryFile, DirectoryState, lines
from lab.faults import BY_NAME

MEND = [
    line
    for name in ("intranet.example.com", "intranet")
    for line in (rf"setspn -D HTTP/{name} EXAMPLE\WEB1$", rf"setspn -S HTTP/{name} 'EXAMPLE\svc-intranet'")
]
OTHER = "Enable-ADAccount -Identity svc-intranet"


def broken() -> DirectoryState:
    state = healthy.directory(2)
    BY_NAME["spn/on-a-node"].inject(state, 0)
    return state


def test_the_lines_of_a_report_mend_the_directory(tmp_path: Path) -> None:
    lab, report = tmp_path / "lab", tmp_path / "kerberos-audit.json"
    DirectoryFile(lab).write(broken())
    findings = [{"commands": MEND[:2]}, {}, {"commands": [*MEND[2:], OTHER]}, {"commands": MEND[:1]}]
    report.write_text(json.dumps({"farms": [{"findings": findings}]}), encoding="utf-8")
    assert command.main(["--folder", str(lab), "setspn", str(report)]) == 0
    assert lines(DirectoryFile(lab).read()) == lines(healthy.directory(2))


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        (r"setspn -S HTTP/intranet EXAMPLE\svc-intranet", "Duplicate SPN found, aborting operation: CN=WEB1,"),
        (r"setspn -D HTTP/intranet EXAMPLE\svc-intranet", "does not hold HTTP/intranet"),
        (r"setspn -S HTTP/other EXAMPLE\nobody", "has no account EXAMPLE"),
        (r"setspn -A HTTP/other EXAMPLE\svc-intranet", "expected setspn -D or -S"),
        ("setspn -D HTTP/other", "expected setspn -D or -S"),
    ],
)
def test_what_it_refuses_changes_nothing(line: str, refused: str) -> None:
    state = broken()
    with pytest.raises(ValueError, match=refused):
        setspn.run(state, line)
    assert state == broken()


def test_a_name_is_one_in_any_case() -> None:
    state = broken()
    setspn.run(state, r"setspn -D http/INTRANET example\web1$")
    setspn.run(state, r"setspn -S HTTP/intranet EXAMPLE\svc-intranet")
    assert "HTTP/intranet" in state["objects"][SERVICE_ACCOUNT]["servicePrincipalName"]
