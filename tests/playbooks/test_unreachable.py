"""A node that cannot be reached for one task of its fix: nothing is written undrained, and the rolling fix stops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from lab.facts.cluster import CONVERGED, STOPPED
from lab.node_files import NodeState
from lab.winrm.endpoint import Faults
from tests.playbooks.controller import Controller, Run, own_network
from tests.playbooks.two_nodes import NODES, RECYCLES, controller_of, statuses
from tests.playbooks.wire import WiredLab, asked, leases_expired

FIX, ROLLBACK = "fix-kerberos.yml", "playbooks/rollback.yml"
# The tasks that ask the first node, after its audit, in their order; and what their first request asks for.
TASKS = {
    "lease": ["read_lease"],
    "drain": ["read_lease", "read_cluster"],
    "confirm": ["read_lease", "read_cluster"],
    "role": [
        "read_lease",
        "read_iis",
        "read_accounts",
        "read_user_rights",
        "read_authentication",
        "read_failed_logons",
    ],
    "start": ["read_lease", "read_cluster"],
}


@dataclass(frozen=True)
class Roll:
    """opens: the message by which each task of a fix opens its shell on the first node; rolls_back: of a rollback."""

    lab: WiredLab
    opens: Mapping[str, int]
    rolls_back: Mapping[str, int]


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roll]:
    lab = WiredLab(tmp_path_factory.mktemp("roll"), own_network(2), nodes=len(NODES))
    farm = controller_of(lab, tmp_path_factory.mktemp("whole"))
    fix = opened(lab, farm, FIX, TASKS)
    rollback = opened(lab, farm, ROLLBACK, [task for task in TASKS if task != "role"])
    yield Roll(lab, fix, rollback)
    lab.close()


def opened(lab: WiredLab, farm: Controller, playbook: str, tasks: Iterable[str]) -> dict[str, int]:
    begun = []

    def watch(node: str, stdin: bytes, before: Mapping[str, NodeState]) -> None:
        payloads = [call["payload"] for call in asked(stdin)["calls"]]
        # Create and Command come before the input.
        if node == NODES[0] and payloads in TASKS.values():
            begun.append((payloads, lab.endpoint.counters.messages - 2))

    lab.reset()
    lab.watch = watch
    assert farm.play(playbook).code == 0
    lab.watch = None
    opens = {}
    for task in tasks:
        found = next(number for number, (asks, _) in enumerate(begun) if asks == TASKS[task])
        opens[task] = begun[found][1]
        del begun[: found + 1]
    return opens


def play_cut(roll: Roll, farm: Controller, playbook: str, message: int) -> Run:
    roll.lab.payloads.clear()
    roll.lab.reset(Faults(cut_before=frozenset([message])))
    run = farm.play(playbook)
    roll.lab.reset()
    return run


@pytest.mark.parametrize(
    ("task", "first"),
    [("lease", CONVERGED), ("drain", CONVERGED), ("confirm", CONVERGED), ("role", CONVERGED), ("start", STOPPED)],
)
def test_a_node_that_is_not_reachable_once_stops_the_rolling_fix(
    task: str, first: int, roll: Roll, tmp_path: Path
) -> None:
    farm = controller_of(roll.lab, tmp_path)
    run = play_cut(roll, farm, FIX, roll.opens[task])
    assert (RECYCLES in roll.lab.payloads) is (task == "start"), run.output
    assert statuses(farm.states) == [first, CONVERGED]
    assert not farm.states.read("web2")["journal"]["entries"], "no node after it was changed"
    assert run.code == 2
    assert run.report
    assert "web1 could not be fixed, and no node after it was changed" in run.output
    assert run.output.count("NOT FIXED: ") == 1
    assert re.search("NOT FIXED: .*: the connection broke", run.told)
    assert ("LEFT DRAINED" in run.output) is (first == STOPPED)

    again = farm.play(FIX)
    assert again.code == 0, again.output
    assert statuses(farm.states) == [CONVERGED, CONVERGED]


@pytest.mark.parametrize("task", ["drain", "confirm"])
def test_a_node_that_is_not_reachable_once_ends_the_rollback(task: str, roll: Roll, tmp_path: Path) -> None:
    """The second node comes first, and was rolled back. Nothing was written on the first, so it is started again."""
    farm = controller_of(roll.lab, tmp_path)
    assert farm.play(FIX).code == 0
    run = play_cut(roll, farm, ROLLBACK, roll.rolls_back[task])
    assert roll.lab.payloads.count(RECYCLES) == 1, run.output
    assert statuses(farm.states) == [CONVERGED, CONVERGED]
    assert run.code == 2
    assert run.report
    assert run.output.count("NOT ROLLED BACK: ") == 1

    for node in NODES:
        farm.states.write(node, leases_expired(farm.states.read(node)))
    again = farm.play(ROLLBACK)
    assert (again.code, statuses(farm.states)) == (0, [CONVERGED, CONVERGED]), again.output
    assert roll.lab.payloads.count(RECYCLES) == 2
