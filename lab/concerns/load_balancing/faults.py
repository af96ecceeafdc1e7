"""Faults of the cluster that the farm's nodes are in."""

from __future__ import annotations

from lab.fault import Fault
from lab.node_files import NodeState

SPLIT = (("NLB-1", "convergence of the cluster"),)


def _stopped(state: NodeState, number: int) -> None:
    cluster = state["cluster"]
    cluster["own"]["state"] = cluster["hosts"][0]["state"] = "Stopped"


def _split(state: NodeState, number: int) -> None:
    state["cluster_driver"] = {"segment": number}


def _unbound(state: NodeState, number: int) -> None:
    cluster = state["cluster"]
    cluster["left_addresses"] = cluster["clusters"][0]["addresses"]
    cluster["clusters"], cluster["hosts"], cluster["port_rules"] = [], [], []
    cluster["own"]["state"] = cluster["connections"] = None


FAULTS = (
    Fault(
        "load_balancing/stopped",
        "27",
        "Network Load Balancing is stopped on a node",
        _stopped,
        (("NLB-1", "state in cluster intranet.example.com"),),
        fixed=False,
    ),
    Fault(
        "load_balancing/split-convergence",
        "28",
        "split convergence: each node is converged without the others",
        _split,
        SPLIT,
        others=SPLIT,
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
)
