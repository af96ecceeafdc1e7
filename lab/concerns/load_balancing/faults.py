"""Faults of the cluster that the farm's nodes are in."""

from __future__ import annotations

from typing import Any

from lab.facts.cluster import CONVERGING, INTERFACE, STOPPED, SUSPENDED, of_farm
from lab.fault import Fault
from lab.intranet import VIRTUAL
from lab.node_files import NodeState

FURTHER = "10.0.0.51"  # an address that nobody has described
STATE = (("NLB-1", "state in cluster intranet.example.com"),)
CONVERGENCE = (("NLB-1", "convergence of the cluster"),)
NUMBERS = (("NLB-1", "host numbers of the cluster"),)


def _stopped(state: NodeState, number: int) -> None:
    of_farm(state).update(status=STOPPED)


def _suspended(state: NodeState, number: int) -> None:
    of_farm(state).update(status=SUSPENDED)


def _split(state: NodeState, number: int) -> None:
    state["cluster_driver"] = {"segment": number}


def _unbound(state: NodeState, number: int) -> None:
    cluster = state["cluster"]
    cluster["left_addresses"] = of_farm(state)["addresses"]
    cluster["clusters"], cluster["port_rules"] = [], []


def _refused(state: NodeState, number: int) -> None:
    state["cluster_driver"] = {"status": "refused"}


def _same_number(state: NodeState, number: int) -> None:
    """A clone of another node: the cluster does not let it in."""
    of_farm(state).update(host=2 if number == 1 else 1, status=CONVERGING)


def _disabled(state: NodeState, number: int) -> None:
    state["cluster"]["port_rules"][0]["mode"] = "Disabled"


def _further_address(state: NodeState, number: int) -> None:
    """Added to the cluster and its adapter, as NLB Manager does it."""
    of_farm(state)["addresses"].append(FURTHER)
    bound = _adapter(state)["addresses"]
    bound.append({**bound[0], "address": FURTHER})


def _address_on_no_adapter(state: NodeState, number: int) -> None:
    _adapter(state)["addresses"] = [one for one in _adapter(state)["addresses"] if one["address"] != VIRTUAL[0]]


def _adapter(state: NodeState) -> dict[str, Any]:
    return next(one for one in state["dns_registration"]["adapters"] if one["name"] == INTERFACE)


FAULTS = (
    Fault(
        "load_balancing/stopped",
        "27",
        "Network Load Balancing is stopped on a node",
        _stopped,
        STATE,
        fixed=False,
    ),
    Fault(
        "load_balancing/split-convergence",
        "28",
        "split convergence: each node is converged without the others",
        _split,
        CONVERGENCE,
        others=CONVERGENCE,
        step="4",
        fixed=False,
    ),
    Fault(
        "load_balancing/address-left-after-unbinding",
        "29",
        "a virtual address is left on a node that Network Load Balancing was unbound from",
        _unbound,
        (
            ("NLB-1", "cluster"),
            ("NLB-1", "virtual address {virtual}"),
            ("NLB-1", "virtual address {virtual6}"),
        ),
        step="4",
        fixed=False,
    ),
    Fault(
        "load_balancing/state-not-known",
        "75",
        "the provider of Network Load Balancing does not answer, so that the node's state is not known",
        _refused,
        STATE,
        fixed=False,
        checked=False,
    ),
    Fault(
        "load_balancing/duplicate-host-number",
        "76",
        "two nodes have the same host number, so that one of them cannot join the cluster",
        _same_number,
        (*STATE, *NUMBERS),
        others=NUMBERS,
        fixed=False,
    ),
    Fault(
        "load_balancing/suspended",
        "77",
        "Network Load Balancing is suspended on a node",
        _suspended,
        STATE,
        fixed=False,
    ),
    Fault(
        "load_balancing/port-rule-disabled",
        "112",
        "the port rule for the site's port is disabled, so that the cluster answers no client there",
        _disabled,
        (("NLB-1", "port 80 of the site"),),
        alone=(("NLB-1", "port rules of the cluster"),),
        step="4",
        fixed=False,
    ),
    Fault(
        "load_balancing/address-not-described",
        "113",
        "the cluster has an address that the description of the farm lacks",
        _further_address,
        (("NLB-1", f"cluster address {FURTHER}"),),
        step="4",
        fixed=False,
    ),
    Fault(
        "load_balancing/address-on-no-adapter",
        "114",
        "a virtual address is on the cluster and on no adapter of a node",
        _address_on_no_adapter,
        (("NLB-1", "virtual address {virtual}"),),
        step="4",
        fixed=False,
    ),
)
