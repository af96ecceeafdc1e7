"""Faults of the names of the farm's nodes."""

from __future__ import annotations

from lab import intranet
from lab.fault import Fault
from lab.node_files import NodeState

NODES = (("HOST-3", "computer names of the nodes"),)


def _name_of_the_farm(state: NodeState, number: int) -> None:
    _rename(state, intranet.NAMES[1].upper())


def _same_name(state: NodeState, number: int) -> None:
    """A copy of another node."""
    _rename(state, intranet.name(2 if number == 1 else 1).upper())


def _rename(state: NodeState, name: str) -> None:
    state["computer"]["name"] = name
    state["cluster"]["own"]["name"] = name
    state["authentication"]["computer"] = f"{name}$"


FAULTS = (
    Fault(
        "machine_account/name-of-the-farm",
        "116",
        "a node has a name of the farm as its own computer name",
        _name_of_the_farm,
        (
            ("HOST-3", "computer name and intranet.example.com"),
            ("HOST-3", "computer name and intranet"),
        ),
        step="3",
        fixed=False,
    ),
    Fault(
        "machine_account/same-computer-name",
        "117",
        "two nodes have one computer name",
        _same_name,
        NODES,
        others=NODES,
        step="3",
        fixed=False,
    ),
)
