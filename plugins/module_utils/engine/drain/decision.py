# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Decides whether a node may be drained before a change recycles it, and started after it. Pure: no node is asked.

At least one host must always serve the clients. So a node is drained only while every other one is converged. And only
a node that a run has drained is started: a marker on the node shows that, and it is written before the stop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.cluster.membership import Cluster, Membership
from ...model import addresses
from ...model.addresses import Address
from ...model.call import Call
from ...model.option_checks import whole_number

DRAINED, STARTED = "drained", "started"
SECONDS = 120
CONVERGENCE = 30  # seconds: it takes about ten, after the drain has closed the connections that were left
UNBOUND = "it is on an adapter without Network Load Balancing"

ARGUMENT_SPEC: dict[str, Any] = {
    "virtual_addresses": {"type": "list", "elements": "str"},
    "nodes": {"type": "int"},
    "state": {"type": "str", "required": True, "choices": [DRAINED, STARTED]},
    "timeout": {"type": "int", "default": SECONDS},
}


@dataclass(frozen=True)
class DrainRequest:
    """nodes: how many the farm has. seconds: for the connections to end."""

    virtual: tuple[Address, ...]
    nodes: int
    state: str
    seconds: int

    @classmethod
    def from_arguments(cls, args: Mapping[str, Any]) -> DrainRequest:
        """Raises ValueError, to be shown to the user."""
        return cls(
            addresses.parse_option(args["virtual_addresses"], "virtual_addresses"),
            whole_number(args["nodes"], 1, 1000, "nodes"),
            args["state"],
            whole_number(args["timeout"], 1, 3600, "timeout"),
        )


def refusal(node: Membership, wanted: DrainRequest) -> str | None:
    """Why nothing must be done on this node now; None where it may be."""
    clusters = node.of_farm(frozenset(wanted.virtual))
    if not node.installed:
        return f"{node.name} has no Network Load Balancing; where another load balancer is used, set drain: false"
    if len(clusters) != 1:
        names = ", ".join(cluster.name for cluster in clusters) or "none"
        return f"the virtual addresses are in clusters {names} of {node.name}, expected one"
    if wanted.state == STARTED:
        return may_start(node)
    return None if stopped(node) else may_drain(node, clusters[0], wanted)


def may_drain(node: Membership, cluster: Cluster, wanted: DrainRequest) -> str | None:
    """Why this node must not be drained now, as far as it sees the others."""
    if unlike := _unlike_description(node, cluster, wanted.virtual):
        return unlike
    others = node.others(cluster)
    if not any(host.converged for host in others):
        return f"{node.name} is the last node of {cluster.name} that is converged: no node would serve the clients"
    if len(cluster.hosts) < wanted.nodes:
        return (
            f"{node.name} sees {len(cluster.hosts)} hosts of {cluster.name}, and the farm has {wanted.nodes} nodes: "
            "bring the missing ones back first; while the cluster is split, a drain may leave no host in one part of it"
        )
    if away := [f"{host.name} is {host.state}" for host in others if not host.converged]:
        return f"{', '.join(away)}: only one node of {cluster.name} is drained at a time"
    if not (node.converged or (node.run and node.state == "Draining")):
        return f"{node.name} is {node.state}: wait until it is converged"
    return None


def may_start(node: Membership) -> str | None:
    """Why this node must not be started, although it has a drain marker."""
    if node.state == "Suspended":
        return (
            f"{node.name} is suspended, which this collection never does: "
            "the administrator who has suspended it should resume it"
        )
    return None


def stopped(node: Membership) -> bool:
    return node.state == "Stopped"


def changes(node: Membership, wanted: DrainRequest) -> bool:
    """Whether the node is to be stopped or started. A change of the marker alone does not count."""
    return not node.converged if wanted.state == STARTED else not stopped(node)


def write(node: Membership, wanted: DrainRequest, run: str, time: str) -> Call:
    """time: UTC, without a letter T, which newer PowerShells would turn into a date."""
    (cluster,) = node.of_farm(frozenset(wanted.virtual))
    drains = wanted.state == DRAINED
    return Call(
        "write_cluster",
        {
            "own": {"state": "Stopped" if drains else "Started"},
            "interface": cluster.interface,
            "hosts": [{"name": host.name, "state": host.state} for host in cluster.hosts],
            "marker": {"run": run if drains else None, "time": time if drains else None},
            "timeout": wanted.seconds,
            "wait": wanted.seconds + CONVERGENCE,
        },
    )


def alone(node: Membership, wanted: DrainRequest) -> bool:
    """Whether no other host of the cluster is converged."""
    return not any(
        host.converged for cluster in node.of_farm(frozenset(wanted.virtual)) for host in node.others(cluster)
    )


def _unlike_description(node: Membership, cluster: Cluster, virtual: Sequence[Address]) -> str | None:
    """Where the cluster is not the one that is described, a stop could stop more, or less, than intended."""
    if node.left:
        addresses_left = ", ".join(map(str, node.left))
        return f"{addresses_left} would be answered by {node.name} even while it is drained: {UNBOUND}"
    if absent := [str(address) for address in virtual if address not in cluster.addresses]:
        return f"{cluster.name} has no {', '.join(absent)}: correct the cluster or the description"
    if node.state is None:
        return f"{cluster.name} has no host {node.name}"
    return None
