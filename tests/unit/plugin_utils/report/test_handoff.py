"""The commands that others run, in files: in order, each with why, and what takes them back."""

from dataclasses import replace
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.registry_values import HEAD, value_line
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.handoff import HOW, MARK, NOTHING, handed_off, told

from tests.unit.plugin_utils.report.told import node, report

MOVE = Finding("SPN-2", "HTTP/a", State.DRIFT, "old", "svc", commands=("-D a", "-S a"), undo=("-D a back", "-S a back"))
ADD = Finding("SPN-1", "HTTP/b", State.DRIFT, "none", "svc", commands=("-S a", "-S b"), undo=("-D b", "-D a back"))
TYPES = Finding("SPN-4", "types", State.DRIFT, 4, 24, reason="why", commands=("Set-ADUser svc",))

ZONES = r"Software\Policies\Zones"


def of_browser(subject, *values):
    return Finding("ZONE-3", subject, State.DRIFT, "sends none", "sends a ticket", commands=values)


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


def test_values_of_policies_are_in_a_file_of_their_own_and_each_under_its_key():
    listed = value_line("HKLM", ZONES, "ListBox", 1)
    found = of(
        MOVE,
        of_browser("a", listed, value_line("HKLM", rf"{ZONES}\Map", "a", "1")),
        of_browser("edge", value_line("HKLM", r"Software\Edge", "Allow", 'x "y"')),
        of_browser("b", listed, value_line("HKLM", rf"{ZONES}\Map", "b", "1")),
    )
    assert not any("HKEY" in file.text or "ZONE-3" in file.text for file in (found.written, found.taken_back))
    lines = [line for line in found.in_registry.text.splitlines() if line[:1] != ";"]
    assert lines == [
        HEAD, "", "",
        rf"[HKEY_LOCAL_MACHINE\{ZONES}]", '"ListBox"=dword:00000001',
        rf"[HKEY_LOCAL_MACHINE\{ZONES}\Map]", '"a"="1"', "",
        r"[HKEY_LOCAL_MACHINE\Software\Edge]", r'"Allow"="x \"y\""', "",
        rf"[HKEY_LOCAL_MACHINE\{ZONES}\Map]", '"b"="1"',
    ]  # fmt: skip
    assert told(found).endswith("; 4 values of the registry for clients in /to/intranet.handoff.reg")


def test_a_value_that_the_file_cannot_hold_is_told_and_not_written():
    for text in ("b\u00fccher", "a\n[HKEY_LOCAL_MACHINE\\evil]"):
        written = of(of_browser("edge", value_line("HKLM", ZONES, "Allow", text))).in_registry.text
        assert "; not written, because of a character in it: " in written
        assert not [line for line in written.splitlines() if line.startswith("[")]
