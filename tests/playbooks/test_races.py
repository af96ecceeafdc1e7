"""What happens beside a fix: two runs at once on two nodes, and other nodes that stop serving while one is drained."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from lab.facts.cluster import CONVERGED, STOPPED, of_farm
from lab.node_files import NodeState
from lab.winrm.endpoint import Limits
from tests.playbooks.controller import Controller, Run, own_network
from tests.playbooks.two_nodes import NODES, RECYCLES, controller_of, statuses, when
from tests.playbooks.wire import WiredLab


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredLab]:
    lab = WiredLab(tmp_path_factory.mktemp("race"), own_network(2), nodes=len(NODES))
    yield lab
    lab.close()


@pytest.fixture
def farm(lab: WiredLab, tmp_path: Path) -> Iterator[Controller]:
    """Two nodes, each with something to fix that restarts worker processes."""
    lab.payloads.clear()
    yield controller_of(lab, tmp_path)
    lab.watch = None


def test_a_node_is_started_again_where_the_other_one_stops_while_it_is_drained(lab: WiredLab, farm: Controller) -> None:
    def stop() -> None:
        state = farm.states.read("web2")
        of_farm(state)["status"] = STOPPED
        farm.states.write("web2", state)

    when(lab, "web1", "write_cluster", stop)
    run = farm.play("fix-kerberos.yml")
    assert "NOT FIXED: drain: since this node was drained, no other node serves any more (web2 is stopped)" in run.told
    assert "LEFT DRAINED" not in run.output
    assert statuses(farm.states) == [CONVERGED, STOPPED]
    assert RECYCLES not in lab.payloads
    assert farm.states.read("web1")["lease"]["run"] is None


def test_a_node_that_converges_alone_when_it_is_started_stops_the_rolling_fix(lab: WiredLab, farm: Controller) -> None:
    def part() -> None:
        state = farm.states.read("web1")
        farm.states.write("web1", {**state, "cluster_driver": {"segment": "another"}})

    when(lab, "web1", RECYCLES, part)
    run = farm.play("fix-kerberos.yml")
    assert "NOT FIXED: drain: started, but converged alone" in run.told
    assert "LEFT DRAINED" not in run.output
    assert (run.code, statuses(farm.states)) == (2, [CONVERGED, CONVERGED])
    assert run.report
    assert not farm.states.read("web2")["journal"]["entries"]
    assert farm.states.read("web1")["lease"]["run"] is None


def test_asking_every_node_leaves_no_shell_open(lab: WiredLab, farm: Controller) -> None:
    """Of the connections of a loop Ansible closes the last one, and a node is asked by every other one's drain."""
    lab.reset()
    former, lab.endpoint.limits = lab.endpoint.limits, Limits(shells=1)
    try:
        run = farm.play("fix-kerberos.yml")
    finally:
        lab.endpoint.limits = former
    assert run.code == 0, run.output


def test_of_two_runs_at_once_on_two_nodes_never_both_are_away(lab: WiredLab, farm: Controller, tmp_path: Path) -> None:
    """Their steps are mixed as it happens; tests/unit/engine/drain mixes them in every order."""
    away = []

    def watch(node: str, stdin: bytes, before: Mapping[str, NodeState]) -> None:
        away.append([status for status in statuses(farm.states) if status != CONVERGED])

    lab.watch = watch
    runs: dict[str, Run] = {}

    def fix(node: str) -> None:
        (tmp_path / node).mkdir()
        # A variable of Ansible's own: the run is a process of its own, beside the other one.
        one = copy.copy(farm)
        one.work, one.environment = tmp_path / node, {"ANSIBLE_FORKS": "2"}
        runs[node] = one.play("fix-kerberos.yml", "--limit", node)

    threads = [threading.Thread(target=fix, args=(node,)) for node in NODES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(map(len, away)) <= 1
    assert statuses(farm.states) == [CONVERGED, CONVERGED]
    for node in NODES:
        fixed = bool(farm.states.read(node)["journal"]["entries"])
        assert fixed is ("NOT FIXED: " not in runs[node].output), runs[node].output
        assert farm.states.read(node)["lease"]["run"] is None
