"""A rolling fix of three nodes that is killed at any call of any request: the next run finishes it, and harms nothing.

What a killed run leaves behind is the nodes as they are at that moment. So one whole run is watched, and each moment of
it made anew. That a killed ansible-playbook leaves nothing else is shown by killing a few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from lab import healthy, intranet
from lab.facts.cluster import CONVERGED, of_farm
from lab.node_files import NodeState
from tests import reported
from tests.playbooks.controller import Controller, Run, inventory_of, own_network
from tests.playbooks.killed import kill_a_fix
from tests.playbooks.moments import Moment, Moments, Writes, is_write
from tests.playbooks.wire import WiredLab, rolled_back
from tests.settings import settings_of

# Every node has something of every concern that a fix writes; what recycles comes after something that does not.
BROKEN = {
    "web1": (
        "dns_registration/own-adapter-not-registered",
        "site_acl/readers-lack-access",
        "app_pool/built-in-identity",
        "windows_authentication/ntlm-first",
    ),
    "web2": (
        "dns_registration/virtual-address-registered",
        "site_acl/web-config-unreadable",
        "app_pool/another-account",
        "windows_authentication/kerberos-provider-in-kernel-mode",
    ),
    "web3": (
        "dns_registration/dynamic-update-disabled",
        "site_acl/pool-lacks-access",
        "app_pool/another-account",
        "windows_authentication/machine-key",
    ),
}
BATCHES = 8

# Processes that share a session's tests would each watch a whole run.
pytestmark = pytest.mark.xdist_group("killed rolling fix")


@dataclass(frozen=True)
class RollingFix:
    """A whole run: the farm before it, each of its moments, and what it has written."""

    lab: WiredLab
    controller: Controller
    first: dict[str, NodeState]
    moments: list[Moment]
    writes: Writes
    messages: int

    def play(self) -> tuple[Run, Writes]:
        self.controller.one_process = True
        run = self.controller.play("fix-kerberos.yml")
        self.controller.one_process = False
        written = ((one.node, payload) for one in self.controller.requests() for payload in one.payloads)
        return run, Counter(write for write in written if is_write(write[1]))


@pytest.fixture(scope="module")
def rolling_fix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RollingFix]:
    folder, network = tmp_path_factory.mktemp("roll"), own_network(2)
    lab = WiredLab(folder / "lab", network, nodes=len(BROKEN))
    controller = Controller(folder / "lab", inventory_of(network, folder / "inventory"), folder)
    for node, faults in BROKEN.items():
        for fault in faults:
            controller.inject(fault, node)
    first, watched = controller.settings(), Moments(lab)
    run = controller.play("fix-kerberos.yml")
    lab.watch = None
    assert run.code == 0, run.output
    yield RollingFix(lab, controller, first, watched.all, watched.writes, lab.messages())
    lab.close()


def test_every_node_is_written_by_every_concern(rolling_fix: RollingFix) -> None:
    """Else the moments below would be fewer than a real run has."""
    concerns = ("write_dns_registration", "write_site_acl", "write_iis", "write_authentication")
    assert set(rolling_fix.writes) >= {(node, write) for node in BROKEN for write in concerns}
    assert {rolling_fix.writes[node, "write_cluster"] for node in BROKEN} == {2}, "drained and started"
    assert len(rolling_fix.moments) > 30


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_next_run_finishes_what_a_killed_one_has_begun(batch: int, rolling_fix: RollingFix) -> None:
    for moment in rolling_fix.moments[batch::BATCHES]:
        for node, state in moment.states.items():
            rolling_fix.controller.states.write(node, state)
        away = [node for node, state in moment.states.items() if _is_away(state)]
        assert len(away) <= 1, f"killed after {moment.after}: {away} serve no client"
        again, writes = rolling_fix.play()
        assert again.code == 0, f"killed after {moment.after}: {again.output}"
        pending = {node: reported.pending(faults, number) for number, (node, faults) in enumerate(BROKEN.items(), 1)}
        assert again.reported() == pending, f"killed after {moment.after}"
        states = {node: rolling_fix.controller.states.read(node) for node in BROKEN}
        assert not [node for node, state in states.items() if _is_away(state) or _is_marked(state)]
        assert _settings(moment.writes + writes) == _settings(rolling_fix.writes), f"killed after {moment.after}"
        for number in range(1, len(BROKEN) + 1):
            node = intranet.name(number)
            back = rolled_back(states[node], number)
            assert settings_of(back) == rolling_fix.first[node], moment.after


@pytest.mark.parametrize("part", [1, 2, 3])
@pytest.mark.parametrize("workers", [False, True], ids=["alone", "with its workers"])
def test_a_killed_run_leaves_one_of_these_moments(part: int, workers: bool, rolling_fix: RollingFix) -> None:
    for number, (node, settings) in enumerate(rolling_fix.first.items(), 1):
        rolling_fix.controller.states.write(node, {**healthy.node(number), **settings})
    kill_a_fix(rolling_fix.controller, rolling_fix.lab, rolling_fix.messages * part // 4, workers=workers)
    left = _left({node: rolling_fix.controller.states.read(node) for node in BROKEN})
    assert left in [_left(moment.states) for moment in rolling_fix.moments]
    assert left != _left(rolling_fix.moments[0].states), "killed too early to show anything"


def _left(states: Mapping[str, NodeState]) -> list[object]:
    """What does not depend on a run's identifier and time."""
    entries = [len(state["journal"]["entries"]) for state in states.values()]
    marked = [_is_marked(state) for state in states.values()]
    settings = [settings_of(state) for state in states.values()]
    for state in settings:
        state["cluster"] = {**state["cluster"], "marker": None}
    return [entries, marked, settings]


def _is_away(state: NodeState) -> bool:
    return of_farm(state)["status"] != CONVERGED


def _is_marked(state: NodeState) -> bool:
    return state["cluster"]["marker"]["run"] is not None


def _settings(writes: Writes) -> Writes:
    """A node is drained again for what was left to do."""
    return Counter({key: count for key, count in writes.items() if key[1] != "write_cluster"})
