"""A rolling fix: one node at a time, drained, changed, proved, started; and what is left when something stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.facts.cluster import STOPPED, of_farm
from tests.playbooks.controller import Controller
from tests.settings import changes_of

pytestmark = pytest.mark.usefixtures("in_one_process")

BROKEN = {
    "web1": ("app_pool/built-in-identity", "site_acl/readers-lack-access"),
    "web2": ("app_pool/another-account", "windows_authentication/ntlm-first"),
    "web3": ("windows_authentication/machine-key", "dns_registration/own-adapter-not-registered"),
}


def break_farm(controller: Controller) -> None:
    for node, faults in BROKEN.items():
        for fault in faults:
            controller.inject(fault, node)


def stopped(controller: Controller) -> list[str]:
    return [node for node in controller.states.nodes() if of_farm(controller.states.read(node))["status"] == STOPPED]


def test_a_pool_that_does_not_start_stops_the_rolling_fix_with_that_node_drained_and_the_next_run_resumes_it(
    powershell: Controller,
) -> None:
    break_farm(powershell)
    first = powershell.settings()
    run = powershell.play("fix-kerberos.yml", "-e", "kerberos_service_password=of-last-year")
    assert run.code != 0
    assert stopped(powershell) == ["web1"]
    assert {node: state for node, state in powershell.settings().items() if node != "web1"} == {
        node: state for node, state in first.items() if node != "web1"
    }, "one wrong password is tried on one node"
    assert "LEFT DRAINED" in run.output
    assert "resume: ansible-playbook -i " in run.output
    assert "undo:   ansible-playbook -i " in run.output

    again = powershell.play("fix-kerberos.yml", "-e", "kerberos_service_password_changed=true")
    assert again.code == 0, again.output
    assert again.reported() == {node: set() for node in BROKEN}
    assert stopped(powershell) == []


def test_a_drained_node_on_which_nothing_was_to_be_written_is_started_again(controller: Controller) -> None:
    controller.inject("app_pool/network-logon-removed", "web1")
    waivers = '{"app_pool_waivers": [{"control": "POOL-3", "reason": "known to the role alone", "owner": "Jo"}]}'
    run = controller.play("fix-kerberos.yml", "-e", waivers)
    assert (run.code, run.recap["web1"]["changed"]) == (0, 2), "drained and started"
    assert stopped(controller) == []
    assert changes_of(controller.states.read("web1")) == []


def test_what_an_interrupted_run_has_left_of_an_identity_is_finished(powershell: Controller) -> None:
    powershell.inject("app_pool/interrupted", "web1")
    run = powershell.play("fix-kerberos.yml")
    assert (run.code, run.reported()) == (0, {node: set() for node in BROKEN}), run.output
    assert stopped(powershell) == []


def test_a_node_that_was_left_drained_is_started_by_a_rollback(controller: Controller) -> None:
    break_farm(controller)
    first = controller.settings()
    controller.play("fix-kerberos.yml", "-e", "kerberos_service_password=of-last-year")
    back = controller.play("playbooks/rollback.yml")
    assert controller.settings() == first, back.output
    assert stopped(controller) == []


def test_check_mode_prints_the_plan_and_changes_nothing(controller: Controller) -> None:
    break_farm(controller)
    first = controller.settings()
    run = controller.play("fix-kerberos.yml", "--check", "--diff")
    assert controller.settings() == first
    plan = run.output[run.output.rindex("web1:\n") :].splitlines()
    steps = [line.strip().partition(";")[0].partition(":")[0] for line in plan if line.strip()[:1].isdigit()][:5]
    assert steps == [
        "1. drain the node", "2. site_acl", "3. app_pool", "4. verify the fix with another audit",
        "5. start the node again, only if the audit succeeds",
    ]  # fmt: skip
    assert "undo: playbooks/rollback.yml rolls all of it back" in run.output


def test_the_change_record_has_every_change_of_every_node(controller: Controller, tmp_path: Path) -> None:
    break_farm(controller)
    record = tmp_path / "change.md"
    controller.play("fix-kerberos.yml", "-e", f"kerberos_change_record={record}", "--check")
    assert not record.exists()
    controller.play("fix-kerberos.yml", "-e", f"kerberos_change_record={record}")
    rows = [row.split(" | ") for row in record.read_text(encoding="utf-8").splitlines() if row.startswith("| 20")]
    assert {(row[1], row[2]) for row in rows} == {
        ("web1", "ACL-2"), ("web1", "POOL-1"), ("web2", "POOL-1"), ("web2", "AUTH-2"), ("web3", "AUTH-3"),
        ("web3", "DNS-1"),
    }  # fmt: skip
