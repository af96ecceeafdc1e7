"""The commands that others run, in files: in order, each with why, and what takes them back."""

from dataclasses import replace
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.handoff import HOW, MARK, NOTHING, handed_off, told

from tests.unit.plugin_utils.report.told import node, report

MOVE = Finding("SPN-2", "HTTP/a", State.DRIFT, "old", "svc", commands=("-D a", "-S a"), undo=("-D a back", "-S a back"))
ADD = Finding("SPN-1", "HTTP/b", State.DRIFT, "none", "svc", commands=("-S a", "-S b"), undo=("-D b", "-D a back"))
TYPES = Finding("SPN-4", "types", State.DRIFT, 4, 24, reason="why", commands=("Set-ADUser svc",))


def of(*findings, **farm):
    own = {"findings": [finding.as_dict() for finding in findings], "controls": {"SPN-1": "drift"}}
    (found,) = handed_off({"time": "now", **report(node("web1"), **own, **farm)}, Path("/to"))
    return found


def lines(file):
    """Without those that say what the file is."""
    assert file.text.startswith(f"{MARK}# ")
    head, _, rest = file.text.partition("\n\n")
    assert HOW in head
    return rest.splitlines()


def test_each_command_stands_once_in_order_with_its_finding_and_the_reverse_in_reverse_order():
    found = of(MOVE, ADD)
    assert [line for line in lines(found.written) if line[:1] == "-"] == ["-D a", "-S a", "-S b"]
    assert [line for line in lines(found.taken_back) if line[:1] == "-"] == ["-D b", "-D a back", "-S a back"]
    assert lines(found.written)[0].startswith("# SPN-2 HTTP/a: old, should be svc")
    assert told(found) == (
        "intranet: 3 commands in /to/intranet.handoff.ps1; what takes them back is in /to/intranet.handoff-undo.ps1"
    )


def test_what_nothing_takes_back_says_so():
    assert lines(of(TYPES).taken_back) == [
        "# nothing takes this back: SPN-4 types: 4, should be 24; why (report only)",
    ]


def test_nothing_to_hand_off_is_said_so_that_no_line_is_stale():
    for found in (of(), of(replace(MOVE, state=State.WAIVED)), of(replace(MOVE, commands=(), undo=()))):
        assert lines(found.written) == lines(found.taken_back) == [f"# {NOTHING}"]
        assert told(found) == ""


def test_what_is_not_known_is_no_nothing():
    assert "# Nothing is known: no such field" in of(problem="no such field").written.text
    unknown = of(MOVE, counts={"could not check": 2}).written.text
    assert "# Perhaps not all of it: 2 checks could not be made" in unknown


def test_nothing_that_a_server_has_said_begins_a_line():
    evil = replace(MOVE, subject="x\nRemove-ADUser admin", commands=("setspn -S 'a\nb' c",), undo=())
    for file in (of(evil).written, of(evil).taken_back):
        assert all(line.startswith("#") for line in lines(file))
