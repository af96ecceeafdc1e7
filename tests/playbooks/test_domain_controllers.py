"""Domain controllers of the inventory: their logs are read in a play of their own, and nothing else is there."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import DOMAIN_CONTROLLER

from lab import domain_controllers
from lab.faults import BY_NAME
from lab.node_files import States
from lab.simulation import DOMAIN_CONTROLLERS
from tests.playbooks.controller import Controller, Run
from tests.playbooks.test_clients import add

AUDIT = "playbooks/audit.yml"
FAULT = BY_NAME["evidence/event-11-on-a-domain-controller"]
FIRST = 5  # the number of the address of the first one


@pytest.fixture
def states(in_one_process: Controller) -> States:
    """Two of them: the second one does not answer."""
    described = {name: domain_controllers.description(number) for number, name in enumerate(("dc1", "dc2"), 1)}
    add(in_one_process, described, DOMAIN_CONTROLLER, FIRST)
    found = States(in_one_process.lab / DOMAIN_CONTROLLERS)
    found.write("dc1", domain_controllers.domain_controller(1))
    found.path("dc2").unlink(missing_ok=True)
    return found


def broken(states: States) -> dict[str, Any]:
    state = states.read("dc1")
    FAULT.inject(state, 1)
    states.write("dc1", state)
    return state


def of_controllers(run: Run) -> dict[str, Any]:
    assert run.report, run.output
    (farm,) = run.report["farms"]
    return {one["domain_controller"]: one for one in farm["domain_controllers"]}


def test_one_is_asked_once_after_the_nodes_and_one_that_is_off_fails_nothing(
    in_one_process: Controller, states: States, tmp_path: Path
) -> None:
    before = broken(states)
    run = in_one_process.play(AUDIT, "-e", f"kerberos_history={tmp_path}")
    assert run.code == 0, run.output
    requests = in_one_process.requests()
    assert [one.payloads for one in requests if one.node == "dc1"] == [["read_events", "read_ticket_requests"]]
    assert requests[-1].node == "dc1", "the tickets of the run come before it"
    found = of_controllers(run)
    assert [one["subject"] for one in found["dc1"]["findings"]] == ["event 11 for HTTP/intranet.example.com"]
    assert "not known" not in found["dc1"]["findings"][0]["reason"], "every node has told its last fix"
    assert found["dc2"]["problem"]
    assert found["dc2"]["controls"] == {"EVENT-1": "could not check"}
    assert "domain controller dc1: EVENT-1 event 11 for HTTP/intranet.example.com" in run.told
    assert "2026-01-31 07:40:12 domain controller dc1: event 11: several accounts hold" in run.told
    assert run.report
    (farm,) = run.report["farms"]
    assert farm["status"] == "drift"
    assert not any(node["problem"] or node["findings"] for node in farm["nodes"])
    assert states.read("dc1") == before, "it is only read"
    fleet = in_one_process.play("playbooks/report.yml", "-e", f"kerberos_history={tmp_path}")
    assert (fleet.code, of_controllers(fleet)) == (0, found)


def test_another_computer_than_the_one_that_is_described_is_not_asked(
    in_one_process: Controller, states: States
) -> None:
    state = states.read("dc1")
    state["computer"]["name"] = "DC7"
    states.write("dc1", state)
    run = in_one_process.play(AUDIT, "-e", "kerberos_concerns=evidence")
    assert run.code == 0, run.output
    assert of_controllers(run)["dc1"]["problem"].startswith("DC7 answered, and not DC1")


def test_a_fix_asks_none(in_one_process: Controller, states: States) -> None:
    in_one_process.inject("windows_authentication/machine-key", "web1")
    run = in_one_process.play("fix-kerberos.yml")
    assert run.code == 0, run.output
    assert not [one for one in in_one_process.requests() if one.node.startswith("dc")]


def test_its_logs_are_collected_for_support_without_a_name(
    in_one_process: Controller, states: States, tmp_path: Path
) -> None:
    broken(states)
    path = tmp_path / "evidence.zip"
    run = in_one_process.play("playbooks/collect_evidence.yml", "-e", f"kerberos_evidence_path={path}")
    assert run.code == 0, run.output
    assert "of 3 nodes and 1 domain controller," in run.told
    with zipfile.ZipFile(path) as file:
        found = {name: file.read(name).decode() for name in file.namelist()}
    assert "recordings/evidence_on_domain_controller/domain-controller-1.json" in found
    assert "domain-controller-1: event 11: several accounts hold" in found["timeline.txt"]
    left = [
        word
        for word in ("intranet", "example", "anna", "svc-", "dc1")
        for text in found.values()
        if word in text.lower()
    ]
    assert left == []
