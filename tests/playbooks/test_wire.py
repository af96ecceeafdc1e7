"""Nodes that are slow, that refuse, or that answer what is no answer: each is reported for what it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from lab.winrm import certificate
from lab.winrm.endpoint import Faults, Limits, Output
from tests.playbooks.controller import Controller, Run
from tests.playbooks.wire import WiredLab


@pytest.fixture
def controller(wired: WiredLab, tmp_path: Path) -> Controller:
    wired.reset()
    wired.payloads.clear()
    return Controller(wired.folder, wired.inventory(tmp_path / "hosts.yml"), tmp_path, nodes=1)


def _states(run: Run) -> set[str]:
    """Of all controls of the node."""
    assert run.report, run.output
    return set(run.report["farms"][0]["nodes"][0]["controls"].values())


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
def test_an_account_without_access_is_reported_with_the_reason(
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
    assert message in run.told
    assert account.password not in run.output
    assert _states(run) == {"could not check"}


NO_POWERSHELL = b"'PowerShell' is not recognized as an internal or external command,\r\noperable program.\r\n"


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (Output(b"", NO_POWERSHELL, 1), "PowerShell did not start (exit code 1: 'PowerShell' is not recognized"),
        (Output(b"", b"", 0), "the node printed nothing"),
        (Output(b"eyJub2RlIjoge", b"", 0), "the node printed 13 characters that are not a complete answer"),
        (Output(b"Welcome to WEB1!\r\n", b"", 0), "the node printed 16 characters that are not a complete answer"),
    ],
    ids=["no PowerShell", "nothing", "cut", "not ours"],
)
def test_what_is_no_answer_is_reported(wired: WiredLab, controller: Controller, output: Output, message: str) -> None:
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


def test_shells_that_were_left_behind_are_reported(wired: WiredLab, controller: Controller) -> None:
    wired.endpoint.limits = Limits(shells=0)
    try:
        run = controller.play("playbooks/audit.yml")
    finally:
        wired.endpoint.limits = Limits()
    assert "this account has too many WinRM shells open there" in run.output


def test_a_certificate_of_another_authority_is_reported(controller: Controller, tmp_path: Path) -> None:
    other = certificate.issue(tmp_path, ["127.0.0.1"])
    run = controller.play("playbooks/audit.yml", "-e", f"ansible_winrm_ca_trust_path={other.authority}")
    assert "its certificate is not trusted; give the file with the certificate of the authority" in run.told
