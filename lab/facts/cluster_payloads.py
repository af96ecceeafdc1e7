"""What read_cluster and write_cluster do to a node's state, without PowerShell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lab.facts.cluster import CONVERGED, CONVERGING, DRAINING, STOPPED, SUSPENDED, Cluster, bare, converged
from lab.node_files import NodeState

LOOPBACK = ("127.0.0.1", "::1")
SILENCE = "The device is not ready."
WORDS = {
    STOPPED: "stopped",
    CONVERGING: "converging",
    CONVERGED: "converged",
    DRAINING: "draining",
    SUSPENDED: "suspended",
}


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As read_cluster.ps1."""
    own, driver = state["cluster"], state.get("cluster_driver", {})
    counted = arguments.get("connections", False)
    silent = {one["name"] for one in own["clusters"] if one["interface"] in driver.get("silent", {})}
    return {
        **own,
        "clusters": [_shown(one, driver, counted) for one in own["clusters"]],
        "port_rules": [rule for rule in own["port_rules"] if rule["cluster"] not in silent],
        "present_addresses": [*_bound(state), *LOOPBACK],
    }


def _bound(state: NodeState) -> list[str]:
    adapters = state["dns_registration"]["adapters"]
    return [bound["address"].split("%")[0] for adapter in adapters for bound in adapter["addresses"]]


def _shown(one: Cluster, driver: Mapping[str, Any], counted: bool) -> Cluster:
    if command := driver.get("silent", {}).get(one["interface"]):
        return _silent(one, command)
    status = one["status"]
    if driver.get("status") == "refused" and status not in (STOPPED, SUSPENDED):
        status = None
    hosts = _known(one["converged_with"], driver) if status is not None else None
    return {
        **one,
        "status": status,
        "converged_with": hosts,
        "connections": one["connections"] if counted else None,
    }


def _silent(one: Cluster, command: str) -> Cluster:
    """A cluster about which this cmdlet does not answer."""
    nothing = dict.fromkeys(("host", "status", "converged_with", "connections"))
    shown = None if command == "Get-NlbClusterVip" else one["addresses"]
    return {**one, **nothing, "mode": "", "addresses": shown, "problem": f"{command}: {SILENCE}"}


def _known(hosts: list[int] | None, driver: Mapping[str, Any]) -> list[int] | None:
    """What nlb.exe and the System log together show of the hosts."""
    events = driver.get("events", hosts)
    logged = events if isinstance(events, list) else None
    if hosts is None or driver.get("query"):
        return logged if hosts is not None else None
    return hosts if logged in (hosts, None) else None


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As write_cluster.ps1, where the node needs no time. Raises ValueError where the payload throws."""
    (one,) = [one for one in state["cluster"]["clusters"] if one["interface"] == arguments["interface"]]
    marker = state["cluster"]["marker"]
    _check_that_it_is_the_same(one, arguments, state.get("cluster_driver", {}))
    stops = arguments["own"]["state"] == "Stopped"
    if not stops and marker["run"] is None:
        raise ValueError("nlb.kerberos did not stop this node: the administrator who stopped it must start it")
    if stops and one["status"] != STOPPED:
        one["connections"] = 0
    one["status"] = STOPPED if stops else CONVERGED
    state["cluster"]["marker"] = dict(arguments["marker"])
    converged(state)
    return {}


def _check_that_it_is_the_same(one: Cluster, arguments: Mapping[str, Any], driver: Mapping[str, Any]) -> None:
    """By the driver alone: neither addresses nor port rules are asked for."""
    if driver.get("silent", {}).get(one["interface"]) == "Get-NlbClusterDriverInfo":
        raise ValueError(SILENCE)
    now = one["host"], bare(_shown(one, {**driver, "silent": {}}, False)["status"])
    then = arguments["host"], bare(arguments["status"])
    if now != then:
        words = [
            f"host {host}, {WORDS.get(status or 0, 'in a state that is not known')}" for host, status in (then, now)
        ]
        raise ValueError(f"this node has changed since it was read: it was {words[0]}, now it is {words[1]}")


PAYLOADS = {"read_cluster": read, "write_cluster": write}
