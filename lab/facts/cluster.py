"""A cluster of Network Load Balancing is one thing over several nodes, and each of the lab's nodes has its own state.

A node's file has what is true of this node alone: its own host, its own state. What it sees of the others is made from
their files when a job begins, and left out again when it ends. Nodes hear each other within a segment: the value of
state.cluster_driver.segment, where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lab import intranet
from lab.node_files import NodeState

NAME = intranet.NAMES[0]
INTERFACE = "NLB"
DEFAULT = "(default)"  # of a state: the converged host with the lowest number, which takes what no port rule is about


def healthy(number: int) -> dict[str, Any]:
    """State of the node of this number."""
    name = intranet.name(number).upper()
    return {
        "installed": True,
        "clusters": [{"name": NAME, "interface": INTERFACE, "addresses": list(intranet.VIRTUAL), "mode": "MULTICAST"}],
        "hosts": [{"cluster": NAME, "name": name, "state": "Converged", "priority": number}],
        "port_rules": [_rule(80), _rule(443)],
        "own": {"name": name, "state": "Converged"},
        "marker": {"run": None, "time": None},
        "connections": 0,
        "left_addresses": [],
    }


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
    """The state with all hosts that the node sees. others: may hold the node itself."""
    if "cluster" not in state:
        return state
    own = state["cluster"]
    heard = [other["cluster"] for other in others if "cluster" in other and _segment(other) == _segment(state)]
    names = {cluster["name"] for cluster in own["clusters"]}
    hosts = {host["name"]: host for node in (*heard, own) for host in node["hosts"] if host["cluster"] in names}
    seen = _with_default(sorted(hosts.values(), key=lambda host: (host["cluster"], host["priority"])))
    states = {host["name"]: host["state"] for host in seen}
    mine = {**own["own"], "state": states.get(own["own"]["name"], own["own"]["state"])}
    return {**state, "cluster": {**own, "hosts": seen, "own": mine}}


def parted(state: NodeState) -> NodeState:
    """What of it belongs into the node's own file."""
    if "cluster" not in state:
        return state
    own = state["cluster"]
    mine = own["own"]
    hosts = [{**host, "state": _bare(host["state"])} for host in own["hosts"] if host["name"] == mine["name"]]
    mine = {**mine, "state": _bare(mine["state"]) if mine["state"] else None}
    return {**state, "cluster": {**own, "hosts": hosts, "own": mine}}


def _segment(state: NodeState) -> Any:
    return state.get("cluster_driver", {}).get("segment")


def _with_default(hosts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    first: dict[str, str] = {}
    for host in hosts:
        if host["state"] == "Converged":
            first.setdefault(host["cluster"], host["name"])
    return [{**host, "state": host["state"] + DEFAULT * (first.get(host["cluster"]) == host["name"])} for host in hosts]


def _bare(state: str) -> str:
    return state.removesuffix(DEFAULT)


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As write_cluster.ps1, where the node needs no time. Raises ValueError where the payload throws."""
    own = state["cluster"]
    then, now = (sorted((h["name"], h["state"]) for h in hosts) for hosts in (arguments["hosts"], own["hosts"]))
    if then != now:
        raise ValueError(f"the cluster has changed since it was read: it was {then}, now it is {now}")
    stops = arguments["own"]["state"] == "Stopped"
    if not stops and own["marker"]["run"] is None:
        raise ValueError("nlb.kerberos did not stop this node: the administrator who stopped it must start it")
    if stops or _bare(own["own"]["state"]) != "Converged":
        end = "Stopped" if stops else "Converged"
        connections = 0 if stops and own["own"]["state"] != "Stopped" else own["connections"]
        hosts = [{**host, "state": end} if host["name"] == own["own"]["name"] else host for host in own["hosts"]]
        own = {**own, "hosts": hosts, "own": {**own["own"], "state": end}, "connections": connections}
    state["cluster"] = {**own, "marker": dict(arguments["marker"])}
    return {}


STATE = {"cluster": healthy}
PAYLOADS = {"write_cluster": write}
