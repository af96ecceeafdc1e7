"""A roll over three nodes that is killed at any call of any request: the next run finishes it, and harms nothing.

What a killed run leaves behind is the nodes as they are at that moment. So one whole run is watched, and each moment of
it made anew. That a killed ansible-playbook leaves nothing else is shown by test_roll, at random moments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from lab import intranet
from lab.node_files import NodeState
from tests.playbooks.controller import OURS, Controller, Run, inventory_of, own_network
from tests.playbooks.moments import Moment, Moments, Writes
from tests.playbooks.wire import WiredLab, given_back

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


@dataclass(frozen=True)
class Roll:
    """A whole run: the farm before it, each of its moments, and what it has written."""

    lab: WiredLab
    controller: Controller
    first: dict[str, NodeState]
    moments: list[Moment] = field(default_factory=list)
    writes: Writes = field(default_factory=Counter)

    def play(self) -> tuple[Run, Writes]:
        watched = Moments(self.lab)
        run = self.controller.play("fix-kerberos.yml")
        self.lab.watch = None
        self.moments[:] = self.moments or watched.all
        return run, watched.writes


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roll]:
    folder, network = tmp_path_factory.mktemp("roll"), own_network(2)
    lab = WiredLab(folder / "lab", network, nodes=len(BROKEN))
    controller = Controller(folder / "lab", inventory_of(network, folder / "inventory"), folder)
    for node, faults in BROKEN.items():
        for fault in faults:
            controller.inject(fault, node)
    roll = Roll(lab, controller, controller.settings())
    run, writes = roll.play()
    assert run.code == 0, run.output
    roll.writes.update(writes)
    yield roll
    lab.close()


def test_every_node_is_written_by_every_concern(roll: Roll) -> None:
    """Else the moments below would be fewer than a real roll has."""
    concerns = ("write_dns_registration", "write_site_acl", "write_iis", "write_authentication")
    assert set(roll.writes) >= {(node, write) for node in BROKEN for write in concerns}
    assert {roll.writes[node, "write_cluster"] for node in BROKEN} == {2}, "drained and started"
    assert len(roll.moments) > 30


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_next_run_finishes_what_a_killed_one_has_begun(batch: int, roll: Roll) -> None:
    for moment in roll.moments[batch::BATCHES]:
        for node, state in moment.states.items():
            roll.controller.states.write(node, state)
        away = [node for node, state in moment.states.items() if _is_away(state)]
        assert len(away) <= 1, f"killed after {moment.after}: {away} serve nobody"
        again, writes = roll.play()
        assert again.code == 0, f"killed after {moment.after}: {again.output}"
        assert again.said() == {node: set() for node in BROKEN}, f"killed after {moment.after}"
        states = {node: roll.controller.states.read(node) for node in BROKEN}
        assert not [node for node, state in states.items() if _is_away(state) or _is_marked(state)]
        assert _settings(moment.writes + writes) == _settings(roll.writes), f"killed after {moment.after}"
        for number in range(1, len(BROKEN) + 1):
            node = intranet.name(number)
            back = given_back(states[node], number)
            assert {name: back[name] for name in back if name not in OURS} == roll.first[node], moment.after


def _is_away(state: NodeState) -> bool:
    return state["cluster"]["own"]["state"] != "Converged"


def _is_marked(state: NodeState) -> bool:
    return state["cluster"]["marker"]["run"] is not None


def _settings(writes: Writes) -> Writes:
    """A node is drained again for what was left to do."""
    return Counter({key: count for key, count in writes.items() if key[1] != "write_cluster"})
