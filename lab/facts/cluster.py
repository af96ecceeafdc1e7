"""A cluster of Network Load Balancing is one thing over several nodes, and each of the lab's nodes has its own state.

A node's file has what is true of this node alone. What it hears of the others is made from their files when a job
begins, and left out again when it ends: state.cluster_peers, with whom it is converged, and which host is the default
one. Nodes hear each other within a segment: the value of state.cluster_driver.segment, where there is one.

state.cluster_driver, where there is one, has what Windows does now and then, see lab/windows/standins/cluster/:
    segment, slow, broken, status, query, events, silent, enumeration, language
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from lab import intranet
from lab.node_files import NodeState

NAME = intranet.NAMES[0]
INTERFACE = "NLB"
STOPPED, CONVERGING, CONVERGED, DEFAULT, DRAINING, SUSPENDED = 1005, 1006, 1007, 1008, 1009, 1013
Cluster = dict[str, Any]


def healthy(number: int) -> dict[str, Any]:
    """State of the node of this number."""
    return {
        "installed": True,
        "clusters": [cluster(NAME, INTERFACE, list(intranet.VIRTUAL), number)],
        "port_rules": [_rule(80), _rule(443)],
        "own": {"name": intranet.name(number).upper()},
        "marker": {"run": None, "time": None},
        "left_addresses": [],
    }


def cluster(name: str, interface: str, addresses: list[str], host: int, status: int = CONVERGED) -> Cluster:
    """addresses: the first is the cluster's own. converged_with follows from the other nodes."""
    return {
        "name": name,
        "interface": interface,
        "addresses": addresses,
        "mode": "multicast",
        "host": host,
        "status": status,
        "converged_with": None,
        "connections": 0,
        "problem": "",
    }


def of_farm(state: NodeState) -> Cluster:
    """Empty, and nobody's, on a node that was taken out of it."""
    found: Cluster = next(iter(state["cluster"]["clusters"]), {})
    return found


def _rule(port: int) -> dict[str, Any]:
    return {
        "cluster": NAME,
        "start": port,
        "end": port,
        "protocol": "Tcp",
        "affinity": "Single",
        "mode": "Multiple",
        "address": "255.255.255.255",
    }


def joined(state: NodeState, others: Iterable[NodeState]) -> NodeState:
    """The state with what the node hears of the other hosts. others: may hold the node itself.

    Two nodes may have one computer name, and are two hosts all the same.
    """
    if "cluster" not in state:
        return state
    own = state["cluster"]
    heard = [
        other["cluster"]
        for other in others
        if "cluster" in other and other is not state and _segment(other) == _segment(state)
    ]
    peers = {
        one["name"]: [
            {"host": host["host"], "status": bare(host["status"])}
            for node in heard
            for host in node["clusters"]
            if host["name"] == one["name"]
        ]
        for one in own["clusters"]
    }
    return converged({**state, "cluster": copy.deepcopy(own), "cluster_peers": peers})


def converged(state: NodeState) -> NodeState:
    """The same state, in which each cluster shows the hosts that it is converged with."""
    for one in state["cluster"]["clusters"]:
        peers = state.get("cluster_peers", {}).get(one["name"], [])
        one["status"] = bare(one["status"])
        one["converged_with"] = None
        if one["status"] in (CONVERGED, DRAINING):
            hosts = [peer["host"] for peer in peers if peer["status"] in (CONVERGED, DRAINING)]
            one["converged_with"] = sorted({one["host"], *hosts})
        taking = [peer["host"] for peer in peers if peer["status"] == CONVERGED]
        if one["status"] == CONVERGED and one["host"] == min([one["host"], *taking]):
            one["status"] = DEFAULT
    return state


def parted(state: NodeState) -> NodeState:
    """What of it belongs into the node's own file."""
    if "cluster" not in state:
        return state
    own = state["cluster"]
    mine = [{**one, "status": bare(one["status"]), "converged_with": None} for one in own["clusters"]]
    return {
        name: {**own, "clusters": mine} if name == "cluster" else part
        for name, part in state.items()
        if name != "cluster_peers"
    }


def _segment(state: NodeState) -> Any:
    return state.get("cluster_driver", {}).get("segment")


def bare(status: int | None) -> int | None:
    """The default host is the converged one with the lowest number, so it is in no node's own file."""
    return CONVERGED if status == DEFAULT else status


STATE = {"cluster": healthy}
