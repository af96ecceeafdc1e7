"""A rolling fix of a farm with every state that a cluster, a site or a lease may have: at each write a node serves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lab.concerns.load_balancing.faults import FAULTS
from lab.concerns.load_balancing.situations import HARMLESS, NOT_KNOWN
from lab.faults import BY_NAME
from lab.node_files import NodeState
from tests.faults.rolling import RollingFix
from tests.held import held_by

BROKEN = ("app_pool/network-logon-removed", "windows_authentication/ntlm-first")
SITE = "Intranet"
Switch = Callable[[NodeState, int], None]


def site_stopped(state: NodeState, number: int) -> None:
    next(site for site in state["iis"]["sites"] if site["name"] == SITE)["state"] = "Stopped"


def pool_stopped(state: NodeState, number: int) -> None:
    site = next(site for site in state["iis"]["sites"] if site["name"] == SITE)
    pool = next(pool for pool in state["iis"]["pools"] if pool["name"] == site["applications"][0]["pool"])
    pool["state"] = "Stopped"


def service_stopped(state: NodeState, number: int) -> None:
    next(service for service in state["iis"]["services"] if service["name"] == "W3SVC")["state"] = "Stopped"


def held_by_another_run(state: NodeState, number: int) -> None:
    state["lease"] = held_by("20260131T075900Z-b")


def left_drained(state: NodeState, number: int) -> None:
    state["cluster"]["clusters"][0]["status"] = 1005
    state["cluster"]["marker"] = {"run": "20260131T075900Z-b", "time": "2026-01-31 07:59:00"}


SWITCHES: dict[str, Switch] = {
    **{fault.name.partition("/")[2]: fault.inject for fault in FAULTS},
    **HARMLESS,
    **NOT_KNOWN,
    "the site is stopped": site_stopped,
    "a pool is stopped": pool_stopped,
    "a service of IIS is stopped": service_stopped,
    "another run holds the lease": held_by_another_run,
    "a run has left it drained": left_drained,
}
WHERE: dict[str, Callable[[int], range]] = {
    "the first node": lambda nodes: range(1, 2),
    "the last node": lambda nodes: range(nodes, nodes + 1),
    "all but the first": lambda nodes: range(2, nodes + 1),
    "all nodes": lambda nodes: range(1, nodes + 1),
}
CHOSEN = [(nodes, where) for nodes in (2, 3, 4) for where in WHERE if nodes < 4 or where == "the last node"]


def farm_of(nodes: int) -> RollingFix:
    farm = RollingFix(nodes)
    for number, state in farm.states.items():
        for fault in BROKEN:
            BY_NAME[fault].inject(state, number)
    return farm


def rolled(farm: RollingFix) -> str:
    served = farm.serving()
    stopped = farm.roll()
    assert all(served <= now for now in farm.served), f"clients of {served} were served, then {farm.served}"
    return stopped


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize(("nodes", "where"), CHOSEN)
def test_while_a_farm_is_fixed_its_clients_are_served(nodes: int, where: str, switch: str) -> None:
    farm = farm_of(nodes)
    for number in WHERE[where](nodes):
        SWITCHES[switch](farm.states[number], number)
    stopped = rolled(farm)
    if switch in HARMLESS and not stopped:
        assert farm.drained == list(farm.states)


@pytest.mark.parametrize(("nodes", "where"), CHOSEN)
def test_while_nodes_cannot_be_reached_the_clients_of_the_others_are_served(nodes: int, where: str) -> None:
    farm = farm_of(nodes)
    farm.unreachable = set(WHERE[where](nodes))
    assert "no answer came in time" in rolled(farm)
    assert len(farm.drained) == (2 if (nodes, where) == (3, "the last node") else 3 if nodes == 4 else 0)


@pytest.mark.parametrize("nodes", [2, 3, 4])
def test_a_farm_whose_other_nodes_serve_is_fixed(nodes: int) -> None:
    farm = farm_of(nodes)
    assert rolled(farm) == ""
    assert farm.drained == list(farm.states)
    assert farm.serving()
