"""A rollback says what it does before it does it, leaves nothing unproved behind, and reports in every case."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lab.facts.cluster import CONVERGED, STOPPED, of_farm
from tests.held import held_by
from tests.playbooks.controller import Controller, Run

pytestmark = pytest.mark.usefixtures("in_one_process")

ROLLBACK, FIX = "playbooks/rollback.yml", "fix-kerberos.yml"
OTHER = "20260101T000000Z-0a0a0a"


def runs(controller: Controller) -> list[str]:
    """All in the nodes' journals, the oldest first."""
    nodes = map(controller.states.read, controller.states.nodes())
    return sorted({json.loads(entry["text"])["run"] for node in nodes for entry in node["journal"]["entries"]})


def statuses(controller: Controller) -> list[int]:
    return [of_farm(controller.states.read(node))["status"] for node in controller.states.nodes()]


def drained_by(controller: Controller, node: str, run: str) -> None:
    """As a run has left it."""
    state = controller.states.read(node)
    of_farm(state)["status"] = STOPPED
    state["cluster"]["marker"] = {"run": run, "time": "2026-01-01 00:00:00"}
    controller.states.write(node, state)


def fixed(controller: Controller, *nodes: str, fault: str = "dns_registration/own-adapter-not-registered") -> str:
    """The run that has fixed these nodes."""
    controller.inject(fault, *nodes)
    assert controller.play(FIX).code == 0
    return runs(controller)[-1]


def nothing_was_done(run: Run) -> bool:
    return run.changed() == 0 and not re.search(r"TASK \[(Drain|Start|Roll back what)", run.output)


def test_it_names_the_run_and_each_setting_before_it_changes_anything(controller: Controller, tmp_path: Path) -> None:
    first = controller.settings()
    run = fixed(controller, "web1", "web3", fault="app_pool/network-logon-removed")
    record = tmp_path / "change.md"
    back = controller.play(ROLLBACK, "-e", f"kerberos_change_record={record}")
    before, _, after = back.output.partition("TASK [Drain the node before anything restarts there]")
    assert re.search(rf"Rolling back run {run} of \d{{4}}-\d\d-\d\d \d\d:\d\d UTC, by \S+ on .*; on web1, web3", before)
    assert before.count("POOL-3 ") == 2
    assert "web2: nothing to roll back" in before
    assert "rolled back: POOL-3 " in after
    assert (back.code, back.recap["web2"]["changed"]) == (0, 0), back.output
    assert controller.settings() != first
    text = record.read_text(encoding="utf-8")
    assert f"- rolls back: {run}" in text
    assert len([line for line in text.splitlines() if line.startswith("| 20")]) == 2
    assert "Undo" not in text


def test_a_run_that_no_journal_knows_is_refused_with_the_list(controller: Controller) -> None:
    run = fixed(controller, "web2")
    settled = controller.settings()
    back = controller.play(ROLLBACK, "-e", "kerberos_undoes=banana")
    assert back.code == 2
    assert "kerberos_undoes: found 'banana', which is in no journal of this farm; expected all, or" in back.output
    assert run in back.output
    assert controller.settings() == settled
    assert nothing_was_done(back)


def test_a_run_that_was_rolled_back_is_not_rolled_back_again(controller: Controller) -> None:
    run = fixed(controller, "web2", fault="app_pool/network-logon-removed")
    assert controller.play(ROLLBACK).code == 0
    states = {node: controller.states.read(node) for node in controller.states.nodes()}
    back = controller.play(ROLLBACK, "-e", f"kerberos_undoes={run}")
    assert f"run {run} was rolled back already, by " in back.output
    assert nothing_was_done(back), back.output
    assert {node: controller.states.read(node) for node in controller.states.nodes()} == states
    assert "Every run that has changed this farm is rolled back already" in controller.play(ROLLBACK).output


def test_several_runs_and_all_of_them(controller: Controller) -> None:
    first = controller.settings()
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    broken = controller.settings()
    controller.play(FIX)
    fixed(controller, "web2")
    last = fixed(controller, "web1", fault="dns_registration/dynamic-update-disabled")
    assert controller.play(ROLLBACK, "-e", f"kerberos_undoes={','.join(runs(controller)[:2])}").code == 0
    now = controller.settings()
    assert now["web2"] != first["web2"]
    again = controller.play(ROLLBACK, "-e", "kerberos_undoes=all")
    assert last in again.output
    assert (
        controller.settings()["web1"]["dns_registration"]["adapters"] == broken["web1"]["dns_registration"]["adapters"]
    )


def test_one_that_fails_is_not_forgotten_and_names_what_to_do(controller: Controller) -> None:
    first = controller.settings()
    run = fixed(controller, "web1", "web2", fault="app_pool/network-logon-removed")
    state = controller.states.read("web2")
    controller.states.write("web2", {**state, "lease": held_by(OTHER, 170)})
    back = controller.play(ROLLBACK)
    assert back.code == 2
    assert back.report
    assert "NOT ROLLED BACK: " in back.output
    assert statuses(controller) == [CONVERGED] * 3

    state = controller.states.read("web2")
    controller.states.write("web2", {**state, "lease": {"run": None, "until": None, "drained": False}})
    again = controller.play(ROLLBACK)
    assert f"Rolling back run {run} " in again.output
    assert again.code == 0, again.output
    assert controller.settings() != first
    assert "Every run that has changed" in controller.play(ROLLBACK).output


def test_a_node_that_another_run_has_left_drained_is_not_started(controller: Controller) -> None:
    run = fixed(controller, "web3")
    drained_by(controller, "web1", OTHER)
    back = controller.play(ROLLBACK, "-e", f"kerberos_undoes={run}")
    assert statuses(controller) == [STOPPED, CONVERGED, CONVERGED]
    assert back.recap["web3"]["changed"] == 1
    assert controller.play(ROLLBACK).changed() == 0
    assert statuses(controller) == [STOPPED, CONVERGED, CONVERGED], "nothing is left to roll back"


def test_a_node_that_the_run_has_drained_and_not_changed_is_started_when_it_is_proved(controller: Controller) -> None:
    drained_by(controller, "web1", OTHER)
    back = controller.play(ROLLBACK, "-e", f"kerberos_undoes={OTHER}")
    assert f"run {OTHER} is in no journal: it has drained a node, and has changed nothing" in back.output
    assert statuses(controller) == [CONVERGED] * 3, back.output
    assert back.code == 0


def test_a_node_that_does_not_serve_is_not_started(controller: Controller) -> None:
    drained_by(controller, "web1", OTHER)
    state = controller.states.read("web1")
    next(pool for pool in state["iis"]["pools"] if pool["name"] == "Intranet")["state"] = "Stopped"
    controller.states.write("web1", state)
    back = controller.play(ROLLBACK, "-e", f"kerberos_undoes={OTHER}")
    assert back.code == 2
    assert statuses(controller) == [STOPPED, CONVERGED, CONVERGED]
    assert "NOT ROLLED BACK: " in back.output
    assert "the node does not serve" in " ".join(back.output.split())


def test_where_every_node_refuses_there_is_a_report(controller: Controller) -> None:
    controller.lose(*controller.states.nodes())
    back = controller.play(ROLLBACK)
    assert back.code == 2
    assert back.report
    assert "Nothing is left to roll back on the nodes that were read." in back.output


def test_a_damaged_entry_and_a_run_of_the_future_stop_nothing(controller: Controller) -> None:
    run = fixed(controller, "web2")
    state = controller.states.read("web2")
    (entry, *_) = [one for one in state["journal"]["entries"] if json.loads(one["text"])["changes"]]
    forged = {**json.loads(entry["text"]), "run": "99991231T000000Z-ffffff", "time": "9999-12-31T00:00:00+00:00"}
    state["journal"]["entries"] += [{"id": "cut", "text": entry["text"][:40]}, {"id": "f", "text": json.dumps(forged)}]
    controller.states.write("web2", state)
    back = controller.play(ROLLBACK)
    said = " ".join(back.output.split())
    assert r"web2: %ProgramData%\nlb.kerberos\journal\cut.json is no valid entry" in said
    assert "run 99991231T000000Z-ffffff of 9999-12-31T00:00 lies in the future" in said
    assert f"Rolling back run {run} " in said
    assert back.recap["web2"]["changed"] == 1


def test_check_mode_shows_it_and_changes_nothing(controller: Controller) -> None:
    fixed(controller, "web2", fault="app_pool/network-logon-removed")
    states = {node: controller.states.read(node) for node in controller.states.nodes()}
    back = controller.play(ROLLBACK, "--check", "--diff")
    assert "would be rolled back: POOL-3 " in back.output
    assert {node: controller.states.read(node) for node in controller.states.nodes()} == states
    assert back.code == 0


def test_the_history_lists_every_run_and_how_it_ended(controller: Controller) -> None:
    empty = controller.play("playbooks/history.yml")
    assert empty.code == 0, empty.output
    assert "Farm intranet: no run has changed it" in empty.output
    one = fixed(controller, "web1", "web2")
    two = fixed(controller, "web3")
    controller.play(ROLLBACK)
    undo = runs(controller)[-1]
    states = {node: controller.states.read(node) for node in controller.states.nodes()}
    listed = controller.play("playbooks/history.yml").output
    assert {node: controller.states.read(node) for node in controller.states.nodes()} == states
    text = listed[listed.index("Farm intranet: 3 runs have changed it") :]
    assert text.index(f"{undo}, rollback of {two}") < text.index(f"\n{two}") < text.index(f"\n{one}")
    assert f"rolled back by {undo}" in text
    assert "DNS-1 registration of adapter LAN: off -> on (web1, web2)" in text
    assert all(len(line) <= 100 for line in text.splitlines()[:20])
    controller.lose("web3")
    lost = controller.play("playbooks/history.yml")
    assert lost.code == 2
    assert "done; not known of web3, not read" in lost.output
