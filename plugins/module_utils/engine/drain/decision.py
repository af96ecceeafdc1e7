# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Decides whether a node may be drained before a change recycles it, and started after it. Pure: no node is asked.

At least one host must always serve the clients. So a node is drained only while every other one that could be asked is
converged, and one of them serves. And only a node that a run has drained is started: a marker on the node shows that,
and it is written before the stop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...facts.cluster.membership import Cluster, Membership
from ...model import addresses
from ...model.addresses import Address
from ...model.call import Call
from ...model.option_checks import whole_number
from ...node.errors import NodeError
from ..lease.lease import Lease
from . import node_state, others
from .node_state import NodeState
from .others import Others

DRAINED, STARTED = "drained", "started"
SECONDS = 120
CONVERGENCE = 30  # seconds: it takes about ten, after the drain has closed the connections that were left
UNBOUND = "it is on an adapter without Network Load Balancing"
TAKE_FIRST = (
    "take it with nlb.kerberos.lease (state: held) before the nodes are asked with nlb.kerberos.node_state, so that "
    "two runs at once notice each other"
)

ARGUMENT_SPEC: dict[str, Any] = {
    "virtual_addresses": {"type": "list", "elements": "str"},
    "nodes": {"type": "list", "elements": "str"},
    "state": {"type": "str", "required": True, "choices": [DRAINED, STARTED]},
    "states": {"type": "list", "elements": "dict"},
    "timeout": {"type": "int", "default": SECONDS},
}


@dataclass(frozen=True)
class DrainRequest:
    """node: this one's name in the inventory. nodes: those of the farm, this one included.

    states: what they have said of themselves. seconds: for the connections to end.
    """

    node: str
    virtual: tuple[Address, ...]
    nodes: tuple[str, ...]
    state: str
    states: tuple[NodeState, ...]
    seconds: int

    @classmethod
    def from_arguments(cls, args: Mapping[str, Any], node: str) -> DrainRequest:
        """Raises ValueError, to be shown to the user."""
        if node not in args["nodes"]:
            raise ValueError(f"nodes: found {', '.join(args['nodes']) or 'none'}, expected {node} among them")
        states = node_state.parse_option(args["states"] or ())
        if twice := others.claimed_twice(states):
            raise ValueError(f"states: has {twice} more than once, expected one state of each node")
        return cls(
            node,
            addresses.parse_option(args["virtual_addresses"], "virtual_addresses"),
            tuple(args["nodes"]),
            args["state"],
            states,
            whole_number(args["timeout"], 1, 3600, "timeout"),
        )

    def others(self, now: datetime) -> Others:
        """now: the controller's time."""
        names = tuple(name for name in self.nodes if name != self.node)
        said = self.said()
        serving = said.serving if said else node_state.NOT_ASKED
        return Others(names, self.states, frozenset(self.virtual), now, serving)

    def said(self) -> NodeState | None:
        """What this node has said of itself when all were asked."""
        return next((state for state in self.states if state.node == self.node), None)


@dataclass(frozen=True)
class Moment:
    """What is known when the node may be drained: its lease, the controller's time, and the run. check: check mode."""

    lease: Lease
    now: datetime
    run: str
    check: bool = False


def refusal(node: Membership, wanted: DrainRequest, moment: Moment) -> str | None:
    """Why nothing must be done on this node now; None where it may be."""
    clusters = node.of_farm(frozenset(wanted.virtual))
    if not node.installed:
        return f"{wanted.node} has no Network Load Balancing; where another load balancer is used, set drain: false"
    if not clusters and (unread := node.of_unknown_farm()):
        return _unread(unread[0], wanted)
    if len(clusters) != 1:
        names = ", ".join(cluster.name for cluster in clusters) or "none"
        return f"the virtual addresses are in clusters {names} of {wanted.node}, expected one"
    (own,) = clusters
    if own.problem:
        return _unread(own, wanted)
    if wanted.state == STARTED:
        return may_start(own, wanted)
    return None if own.stopped else may_drain(node, own, wanted, moment)


def _unread(cluster: Cluster, wanted: DrainRequest) -> str:
    return f"cluster {cluster.name} of {wanted.node} could not be read ({cluster.problem}): try this cmdlet on the node"


def may_drain(node: Membership, own: Cluster, wanted: DrainRequest, moment: Moment) -> str | None:
    """Why this node must not be drained now."""
    if unlike := _unlike_description(node, own, wanted):
        return unlike
    if unheld := _without_lease(wanted, moment):
        return unheld
    around = wanted.others(moment.now)
    if by_others := others.refusal(around, own, moment.run):
        return by_others
    if not (own.converged or (node.run and own.draining)):
        return f"{wanted.node} is {own.state}: wait until it is converged"
    # A host that is draining leaves its cluster whatever is decided here.
    if nobody := others.nobody_serves(around, own, together=own.converged):
        return f"no other node would serve the clients of {own.name}: {nobody}{_where_none_serves(wanted)}"
    return None


def may_start(own: Cluster, wanted: DrainRequest) -> str | None:
    """Why this node must not be started, although it has a drain marker."""
    if own.suspended:
        return (
            f"{wanted.node} is suspended, which this collection never does: "
            "the administrator who has suspended it should resume it"
        )
    return None


def alone_now(own: Cluster, wanted: DrainRequest, now: datetime) -> str | None:
    """Why no other node serves, while this one, which the same run has drained, is stopped; None where one does.

    A stopped host converges with none, so that is not asked of the others.
    """
    return others.nobody_serves(wanted.others(now), own, together=False)


def own_cluster(node: Membership, wanted: DrainRequest) -> Cluster:
    """Where refusal found no reason against it, there is one. Raises NodeError where a write has changed that."""
    clusters = node.of_farm(frozenset(wanted.virtual))
    if len(clusters) != 1:
        raise NodeError(f"the virtual addresses are in {len(clusters)} clusters of {wanted.node} now, expected one")
    if clusters[0].problem:
        raise NodeError(_unread(clusters[0], wanted))
    return clusters[0]


def changes(own: Cluster, wanted: DrainRequest) -> bool:
    """Whether the node is to be stopped or started. A change of the marker alone does not count."""
    return not own.converged if wanted.state == STARTED else not own.stopped


def write(own: Cluster, wanted: DrainRequest, run: str, time: str) -> Call:
    """time: UTC, without a letter T, which newer PowerShells would turn into a date."""
    drains = wanted.state == DRAINED
    return Call(
        "write_cluster",
        {
            "own": {"state": "Stopped" if drains else "Started"},
            "interface": own.interface,
            "host": own.host,
            "status": own.status,
            "marker": {"run": run if drains else None, "time": time if drains else None},
            "timeout": wanted.seconds,
            "wait": wanted.seconds + CONVERGENCE,
        },
    )


def converged_alone(own: Cluster, wanted: DrainRequest) -> bool:
    """Whether the node is known to have converged without any other one of a farm that has some."""
    together = own.converged_with
    return len(wanted.nodes) > 1 and together is not None and not together - {own.host}


def _where_none_serves(wanted: DrainRequest) -> str:
    if len(wanted.nodes) == 1:
        return "; where its users may be interrupted, set kerberos_farm.drain: false"
    said = wanted.said()
    if said is None or said.serving.serves is not False:
        return ""
    return f"; {wanted.node} does not serve either: where no node does, set kerberos_farm.drain: false for one run"


def _without_lease(wanted: DrainRequest, moment: Moment) -> str | None:
    """Another run that asks this node must have seen this run's lease since before this run has asked it."""
    if moment.check:
        return None
    if moment.lease.run != moment.run or not moment.lease.remaining:
        return f"this run does not hold the lease of {wanted.node}: {TAKE_FIRST}"
    said = wanted.said()
    if said is None or said.held_by != moment.run:
        return f"states does not show that this run holds the lease of {wanted.node}: {TAKE_FIRST}"
    return None


def _unlike_description(node: Membership, cluster: Cluster, wanted: DrainRequest) -> str | None:
    """Where the cluster is not the one that is described, a stop could stop more, or less, than intended."""
    if node.left:
        addresses_left = ", ".join(map(str, node.left))
        return f"{addresses_left} would be answered by {wanted.node} even while it is drained: {UNBOUND}"
    if absent := _absent(cluster, wanted.virtual):
        return f"{cluster.name} has no {', '.join(absent)}: correct the cluster or the description"
    if not cluster.known:
        return f"the state of {wanted.node} in {cluster.name} is not known"
    return None


def _absent(cluster: Cluster, virtual: Sequence[Address]) -> list[str]:
    return [str(address) for address in virtual if address not in cluster.addresses]
