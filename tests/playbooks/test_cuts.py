"""A run that is cut off its node where it matters: the next one converges, nothing is lost, nothing is written twice.

tests/wire cuts every message of every concern's runs, without Ansible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from lab.node_files import NodeState
from lab.winrm.endpoint import Faults
from tests.playbooks.controller import Controller, Run
from tests.playbooks.wire import WiredLab, broken_node, leases_expired, rolled_back
from tests.settings import settings_of

AUDIT, FIX, ROLLBACK = "playbooks/audit.yml", "fix-kerberos.yml", "playbooks/rollback.yml"
WRITE = "write_dns_registration"
AUDITED = "read_cluster"  # by the audits of a node, and not for the directory
# Ansible's connection waits for the output of a command although its input was lost: by default, for 20 seconds.
PATIENCE = 0.05
# What is read last is the proof.
CUTS = {
    "before the first message": ("cut_before", None),
    "before the write": ("cut_before", WRITE),
    "in the write": ("cut_after", WRITE),
    "before the proof": ("cut_before", AUDITED),
    "in the proof": ("cut_after", AUDITED),
}


@dataclass(frozen=True)
class Whole:
    """What a fix and then a rollback leave that nothing cuts; and which message of a run hands over which payload."""

    broken: NodeState
    fixed: NodeState
    messages: Mapping[str, Mapping[str, int]]  # by playbook and payload

    def cut(self, playbook: str, cut: str) -> Faults:
        side, payload = CUTS[cut]
        return Faults(patience=PATIENCE, **{side: frozenset([self.messages[playbook][payload] if payload else 1])})


@pytest.fixture(scope="module")
def whole(wired: WiredLab, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    controller = broken_node(wired, tmp_path_factory.mktemp("whole"))
    states, messages = {}, {}
    for playbook in (AUDIT, FIX, ROLLBACK):
        wired.reset()
        assert controller.play(playbook).code == 0
        states[playbook] = controller.states.read("web1")
        messages[playbook] = dict(wired.message_of)
    assert settings_of(states[ROLLBACK]) == settings_of(states[AUDIT]) != settings_of(states[FIX])
    return Whole(states[AUDIT], states[FIX], messages)


@pytest.fixture
def controller(wired: WiredLab, tmp_path: Path) -> Controller:
    return broken_node(wired, tmp_path)


def play_cut(wired: WiredLab, controller: Controller, playbook: str, cut: Faults) -> Run:
    wired.reset(cut)
    wired.payloads.clear()
    run = controller.play(playbook)
    wired.reset()
    assert "Unexpected failure" not in run.output, run.output
    controller.states.write("web1", leases_expired(controller.states.read("web1")))
    return run


def test_an_audit_that_is_cut_changes_nothing_and_is_repeated(
    wired: WiredLab, controller: Controller, whole: Whole
) -> None:
    first = controller.states.read("web1")
    run = play_cut(wired, controller, AUDIT, whole.cut(AUDIT, "in the proof"))
    assert controller.states.read("web1") == first
    assert wired.payloads.count(AUDITED) == 2, "what only reads is asked once more"
    assert run.code == 0, run.output
    assert {control for control, _ in run.reported()["web1"]} == {"DNS-1", "DNS-2", "DNS-3"}


@pytest.mark.parametrize("cut", CUTS)
def test_a_fix_that_is_cut_is_finished_by_the_next_run(
    cut: str, wired: WiredLab, controller: Controller, whole: Whole
) -> None:
    play_cut(wired, controller, FIX, whole.cut(FIX, cut))
    again = controller.play(FIX)
    assert again.code == 0, again.output
    assert settings_of(controller.states.read("web1")) == settings_of(whole.fixed)
    assert wired.payloads.count(WRITE) == 1
    back = rolled_back(leases_expired(controller.states.read("web1")))
    assert settings_of(back) == settings_of(whole.broken)


@pytest.mark.parametrize("cut", ["before the write", "in the write"])
def test_a_rollback_that_is_cut_is_finished_by_the_next_run(
    cut: str, wired: WiredLab, controller: Controller, whole: Whole
) -> None:
    controller.states.write("web1", leases_expired(whole.fixed))
    play_cut(wired, controller, ROLLBACK, whole.cut(ROLLBACK, cut))
    again = controller.play(ROLLBACK)
    assert again.code == 0, again.output
    assert settings_of(controller.states.read("web1")) == settings_of(whole.broken)
    assert wired.payloads.count(WRITE) == 1


def test_a_node_that_is_lost_after_its_fix_stops_the_rolling_fix(
    wired: WiredLab, controller: Controller, whole: Whole
) -> None:
    proof = whole.messages[FIX][AUDITED]
    run = play_cut(wired, controller, FIX, Faults(patience=PATIENCE, cut_before=frozenset(range(proof, 100))))
    assert wired.payloads.count(WRITE) == 1
    assert run.code != 0
    assert "NOT FIXED: audit: " in run.output
    assert "no node after it was changed" in run.output
    assert run.report
    assert set(run.report["farms"][0]["nodes"][0]["controls"].values()) == {"could not check"}
