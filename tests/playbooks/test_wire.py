"""Each request of an audit, a fix and a rollback cut once, before and after it was carried out: the next run converges,
nothing is lost, nothing is written twice.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from lab import healthy
from lab.faults import BY_NAME
from lab.winrm import certificate
from lab.winrm.endpoint import Faults, Limits, Output
from tests.playbooks.controller import Controller, Run
from tests.playbooks.wire import WiredLab, given_back, half_a_minute_later

WRITE = "write_dns_registration"
FAULTS = (
    "dns_registration/virtual-address-registered",
    "dns_registration/dynamic-update-disabled",
    "dns_registration/own-adapter-not-registered",
)
PARTS = 4


@pytest.fixture
def controller(wired: WiredLab, tmp_path: Path) -> Controller:
    wired.reset()
    wired.payloads.clear()
    return Controller(wired.folder, wired.inventory(tmp_path / "hosts.yml"), tmp_path, nodes=1)


def breaks(controller: Controller) -> None:
    state = healthy.node(1)
    for fault in FAULTS:
        BY_NAME[fault].inject(state, 1)
    controller.states.write("web1", state)


def later(controller: Controller) -> None:
    controller.states.write("web1", half_a_minute_later(controller.states.read("web1")))


def cuts(wired: WiredLab, controller: Controller, playbook: str) -> list[Faults]:
    """One for each message of a whole run, before and after it."""
    wired.reset()
    assert controller.play(playbook).code == 0
    numbers = range(1, wired.endpoint.counters.messages + 1)
    assert len(numbers) >= 6
    return [fault for n in numbers for fault in (Faults(cut_before=frozenset([n])), Faults(cut_after=frozenset([n])))]


def play_cut(wired: WiredLab, controller: Controller, playbook: str, fault: Faults) -> Run:
    wired.reset(fault)
    run = controller.play(playbook)
    wired.reset()
    assert "Unexpected failure" not in run.output, run.output
    return run


def test_an_audit_cut_anywhere_changes_nothing_and_tells(wired: WiredLab, controller: Controller) -> None:
    breaks(controller)
    first = controller.states.read("web1")
    whole = controller.play("playbooks/audit.yml").said()
    for fault in cuts(wired, controller, "playbooks/audit.yml"):
        run = play_cut(wired, controller, "playbooks/audit.yml", fault)
        assert controller.states.read("web1") == first
        if run.code == 0:
            assert run.said() == whole
        else:
            assert _states(run) == {"could not check"}, fault
    assert controller.play("playbooks/audit.yml").said() == whole


def _states(run: Run) -> set[str]:
    """Of all controls of the node."""
    assert run.report, run.output
    return set(run.report["farms"][0]["nodes"][0]["controls"].values())


# In parts, so that both processes of a test run have something to do until the end.
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_fix_cut_anywhere_is_finished_by_the_next_run(
    wired: WiredLab, controller: Controller, side: str, part: int
) -> None:
    breaks(controller)
    first = controller.settings()["web1"]
    faults = cuts(wired, controller, "fix-kerberos.yml")
    fixed = controller.settings()["web1"]
    for fault in [fault for fault in faults if getattr(fault, f"cut_{side}")][part::PARTS]:
        breaks(controller)
        wired.payloads.clear()
        play_cut(wired, controller, "fix-kerberos.yml", fault)
        later(controller)
        again = controller.play("fix-kerberos.yml")
        assert again.code == 0, again.output
        assert controller.settings()["web1"] == fixed, fault
        assert wired.payloads.count(WRITE) == 1, fault
        later(controller)
        back = given_back(controller.states.read("web1"))
        assert {name: back[name] for name in first} == first, fault


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_rollback_cut_anywhere_is_finished_by_the_next_run(
    wired: WiredLab, controller: Controller, side: str, part: int
) -> None:
    breaks(controller)
    first = controller.settings()["web1"]
    controller.play("fix-kerberos.yml")
    fixed = controller.states.read("web1")
    faults = cuts(wired, controller, "playbooks/rollback.yml")
    for fault in [fault for fault in faults if getattr(fault, f"cut_{side}")][part::PARTS]:
        controller.states.write("web1", fixed)
        wired.payloads.clear()
        play_cut(wired, controller, "playbooks/rollback.yml", fault)
        later(controller)
        again = controller.play("playbooks/rollback.yml")
        assert again.code == 0, again.output
        assert controller.settings()["web1"] == first, fault
        assert wired.payloads.count(WRITE) == 1, fault


def test_a_node_that_is_lost_after_its_fix_stops_the_roll(wired: WiredLab, controller: Controller) -> None:
    breaks(controller)
    # The audit takes 6 messages, the fix 10; what comes then is the proof.
    wired.reset(Faults(cut_before=frozenset(range(17, 100))))
    run = controller.play("fix-kerberos.yml")
    assert wired.payloads.count(WRITE) == 1
    assert run.code != 0
    assert "NOT FIXED: the node could not be audited after its fix" in run.output
    assert "no node after it was touched" in run.output
    assert _states(run) == {"could not check"}


def test_a_slow_node_is_waited_for(wired: WiredLab, controller: Controller) -> None:
    wired.reset(Faults(delay=0.3))
    assert controller.play("playbooks/audit.yml").code == 0


@pytest.mark.parametrize("playbook", ["playbooks/audit.yml", "fix-kerberos.yml"])
def test_a_node_that_never_answers_is_given_up(wired: WiredLab, controller: Controller, playbook: str) -> None:
    async def hang(command_line: str, stdin: bytes):  # type: ignore[no-untyped-def]
        await asyncio.sleep(60)

    execute, wired.endpoint.execute = wired.endpoint.execute, hang
    try:
        run = controller.play(playbook, "-e", "kerberos_timeout=3")
    finally:
        wired.endpoint.execute = execute
    assert run.code != 0
    assert _states(run) == {"could not check"}
    assert "did not answer within 3 seconds" in run.output


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"account": "wrong"}, "the user name or the password is wrong"),
        ({"deny": True}, "it may not use WinRM there; use an administrator of the node"),
    ],
    ids=["wrong password", "no administrator"],
)
def test_who_may_not_enter_is_told_why(
    wired: WiredLab, controller: Controller, change: dict[str, object], message: str
) -> None:
    account = wired.endpoint.account
    if "account" in change:
        wired.endpoint.account = replace(account, password="another one")
    else:
        wired.reset(Faults(deny=True))
    try:
        run = controller.play("playbooks/audit.yml")
    finally:
        wired.endpoint.account = account
    assert message in run.output
    assert account.password not in run.output
    assert _states(run) == {"could not check"}


NO_POWERSHELL = b"'PowerShell' is not recognized as an internal or external command,\r\noperable program.\r\n"


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (Output(b"", NO_POWERSHELL, 1), "PowerShell did not start (exit code 1: 'PowerShell' is not recognized"),
        (Output(b"", b"", 0), "the node printed nothing"),
        (Output(b"eyJub2RlIjoge", b"", 0), "the node printed 13 characters that are no whole answer"),
        (Output(b"Welcome to WEB1!\r\n", b"", 0), "the node printed 16 characters that are no whole answer"),
    ],
    ids=["no PowerShell", "nothing", "cut", "not ours"],
)
def test_what_is_no_answer_is_told(wired: WiredLab, controller: Controller, output: Output, message: str) -> None:
    async def execute(command_line: str, stdin: bytes) -> Output:
        return output

    former, wired.endpoint.execute = wired.endpoint.execute, execute
    try:
        run = controller.play("playbooks/audit.yml")
    finally:
        wired.endpoint.execute = former
    assert run.code != 0
    assert message in run.output
    assert _states(run) == {"could not check"}


def test_shells_that_were_left_behind_are_told(wired: WiredLab, controller: Controller) -> None:
    wired.endpoint.limits = Limits(shells=0)
    try:
        run = controller.play("playbooks/audit.yml")
    finally:
        wired.endpoint.limits = Limits()
    assert "this account has too many WinRM shells open there" in run.output


def test_a_certificate_of_another_authority_is_told(controller: Controller, tmp_path: Path) -> None:
    other = certificate.issue(tmp_path, ["127.0.0.1"])
    run = controller.play("playbooks/audit.yml", "-e", f"ansible_winrm_ca_trust_path={other.authority}")
    assert "its certificate is not trusted; give the file with the certificate of the authority" in run.output
