"""Whether a node of the lab answers the farm's clients: by its state, not by what the product reads of it."""

from __future__ import annotations

from collections.abc import Mapping

from lab import intranet
from lab.facts.cluster import CONVERGED, of_farm
from lab.node_files import NodeState


def pools_of_site(state: NodeState) -> set[str]:
    site = next(site for site in state["iis"]["sites"] if site["name"] == intranet.SITE)
    return {application["pool"] for application in site["applications"]}


def serves(state: NodeState) -> bool:
    iis = state["iis"]
    if not state["cluster"]["clusters"] or not any(site["name"] == intranet.SITE for site in iis["sites"]):
        return False
    site = next(site for site in iis["sites"] if site["name"] == intranet.SITE)
    pools = [pool["state"] for pool in iis["pools"] if pool["name"] in pools_of_site(state)]
    running = all(service["state"] == "Running" for service in iis["services"])
    started = all(state == "Started" for state in (site["state"], *pools))
    return of_farm(state)["status"] == CONVERGED and running and started


def serving(states: Mapping[str, NodeState]) -> list[str]:
    return [node for node, state in states.items() if serves(state)]


def pool_runs(state: NodeState) -> bool:
    pool = next((pool for pool in state["iis"]["pools"] if pool["name"] == intranet.SITE), None)
    return pool is None or pool["state"] == "Started"
