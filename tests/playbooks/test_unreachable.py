"""A node that cannot be reached for one task of its fix: nothing is written undrained, and the rolling fix stops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from lab.facts.cluster import CONVERGED, STOPPED
from lab.node_files import NodeState
from lab.winrm.endpoint import Faults
from tests.playbooks.controller import Controller, Run, own_network
from tests.playbooks.test_races import NODES, RECYCLES, controller_of, statuses
from tests.playbooks.wire import WiredLab, asked

# The tasks that ask the first node, after its audit, in their order; and what their first request asks for.
TASKS = {
    "lease": ["read_lease"],
    "drain": ["read_lease", "read_cluster"],
    "confirm": ["read_lease", "read_cluster"],
    "role": ["read_lease", "read_iis", "read_accounts", "read_user_rights", "read_authentication"],
    "start": ["read_lease", "read_cluster"],
}


@dataclass(frozen=True)
class Roll:
    """opens: the message by which each task opens its shell on the first node."""

    lab: WiredLab
    opens: Mapping[str, int]


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roll]:
    lab = WiredLab(tmp_path_factory.mktemp("roll"), own_network(2), nodes=len(NODES))
    farm, begun = controller_of(lab, tmp_path_factory.mktemp("whole")), []

    def watch(node: str, stdin: bytes, before: Mapping[str, NodeState]) -> None:
        payloads = [call["payload"] for call in asked(stdin)["calls"]]
        # Create and Command come before the input.
        if node == NODES[0] and payloads in TASKS.values():
            begun.append((payloads, lab.endpoint.counters.messages - 2))

    lab.reset()
    lab.watch = watch
    assert farm.play("fix-kerberos.yml").code == 0
    lab.watch = None
    opens = {}
    for task, payloads in TASKS.items():
        found = next(number for number, (asks, _) in enumerate(begun) if asks == payloads)
        opens[task] = begun[found][1]
        del begun[: found + 1]
    yield Roll(lab, opens)
    lab.close()


def play(roll: Roll, work: Path, task: str) -> tuple[Run, Controller]:
    farm = controller_of(roll.lab, work)
    roll.lab.payloads.clear()
    roll.lab.reset(Faults(cut_before=frozenset([roll.opens[task]])))
    run = farm.play("fix-kerberos.yml")
    roll.lab.reset()
    return run, farm


@pytest.mark.parametrize(
    ("task", "first"),
    [("lease", CONVERGED), ("drain", CONVERGED), ("confirm", STOPPED), ("role", STOPPED), ("start", STOPPED)],
)
def test_a_node_that_is_not_reachable_once_stops_the_rolling_fix(
    task: str, first: int, roll: Roll, tmp_path: Path
) -> None:
    run, farm = play(roll, tmp_path, task)
    assert (RECYCLES in roll.lab.payloads) is (task == "start"), run.output
    assert statuses(farm.states) == [first, CONVERGED]
    assert not farm.states.read("web2")["journal"]["entries"], "no node after it was changed"
    assert run.code == 2
    assert run.report
    assert "web1 could not be fixed, and no node after it was changed" in run.output
    assert run.output.count("NOT FIXED: ") == 1
    assert re.search("NOT FIXED: .*: the connection broke", run.output)
    assert ("LEFT DRAINED" in run.output) is (first == STOPPED)

    again = farm.play("fix-kerberos.yml")
    assert again.code == 0, again.output
    assert statuses(farm.states) == [CONVERGED, CONVERGED]
