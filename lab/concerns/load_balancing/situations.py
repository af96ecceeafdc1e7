"""States of a node's clusters in which nothing is wrong, and those in which it cannot be found out."""

from __future__ import annotations

from collections.abc import Callable

from lab.facts.cluster import CONVERGED, INTERFACE, STOPPED, cluster
from lab.node_files import NodeState

Injected = Callable[[NodeState, int], None]
OTHER_ADDRESS = "10.9.0.60"


def stopped_in_another_cluster(state: NodeState, number: int) -> None:
    """Of another farm, on the adapter for backups: somebody maintains its application."""
    state["cluster"]["clusters"].append(cluster("reports.example.com", "Backup", [OTHER_ADDRESS], number, STOPPED))


def silent_in_another_cluster(state: NodeState, number: int) -> None:
    """Of another farm, whose driver does not answer."""
    state["cluster"]["clusters"].append(cluster("reports.example.com", "Backup", [OTHER_ADDRESS], number))
    state["cluster_driver"] = {"silent": {"Backup": "Get-NlbClusterDriverInfo"}}


def addresses_of_another_cluster_not_known(state: NodeState, number: int) -> None:
    silent_in_another_cluster(state, number)
    state["cluster_driver"] = {"silent": {"Backup": "Get-NlbClusterVip"}}


def converged_in_another_cluster_only(state: NodeState, number: int) -> None:
    """Stopped in the farm's, which is listed first."""
    state["cluster"]["clusters"][0]["status"] = STOPPED
    state["cluster"]["clusters"].append(cluster("reports.example.com", "Backup", [OTHER_ADDRESS], number, CONVERGED))


def translated(state: NodeState, number: int) -> None:
    """A German Windows."""
    state["cluster_driver"] = {"language": "de"}


def asks_no_other_host(state: NodeState, number: int) -> None:
    """No credentials for a second host: what asks one waits for it, and fails."""
    state["cluster_driver"] = {"enumeration": "error"}


def seen_with_remote_control(state: NodeState, number: int) -> None:
    """An enumeration shows other hosts, with states that may be old."""
    state["cluster_driver"] = {"enumeration": "stale"}


def without_program(state: NodeState, number: int) -> None:
    state["cluster_driver"] = {"query": "missing"}


def with_an_emptied_log(state: NodeState, number: int) -> None:
    state["cluster_driver"] = {"events": "none"}


HARMLESS: dict[str, Injected] = {
    "stopped in the cluster of another farm": stopped_in_another_cluster,
    "the driver of another farm's cluster does not answer": silent_in_another_cluster,
    "the addresses of another farm's cluster are not known": addresses_of_another_cluster_not_known,
    "a German Windows": translated,
    "no credentials for a second host": asks_no_other_host,
    "remote control is on": seen_with_remote_control,
    "nlb.exe is missing": without_program,
    "the System log was cleared": with_an_emptied_log,
}


def not_known(state: NodeState, number: int) -> None:
    """nlb.exe writes something else than expected, and the System log was cleared."""
    state["cluster_driver"] = {"query": "unlike", "events": "none"}


def told_differently(state: NodeState, number: int) -> None:
    """nlb.exe and the System log: one of them is not understood, or not up to date."""
    state["cluster_driver"] = {"events": [number]}


NOT_KNOWN: dict[str, Injected] = {
    "neither nlb.exe nor the System log shows the hosts": not_known,
    "nlb.exe and the System log show different hosts": told_differently,
}


def silent(command: str) -> Injected:
    """About the farm's own cluster this cmdlet does not answer."""

    def inject(state: NodeState, number: int) -> None:
        state["cluster_driver"] = {"silent": {INTERFACE: command}}

    return inject


SILENT: dict[str, Injected] = {
    f"{command} does not answer": silent(command)
    for command in ("Get-NlbClusterVip", "Get-NlbClusterPortRule", "Get-NlbClusterDriverInfo")
}
