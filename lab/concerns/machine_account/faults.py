"""Faults of the names of the farm's nodes, and of the farm itself among the accounts of the forest."""

from __future__ import annotations

from lab import intranet
from lab.directory import accounts
from lab.directory.file import DirectoryState
from lab.directory.forest import CHILD, CHILD_ROOT, CHILD_SID
from lab.fault import Fault
from lab.node_files import NodeState

IN_CHILD = f"CN={{}},CN=Computers,{CHILD_ROOT}"
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


def _node_in_child_domain(state: DirectoryState, number: int) -> None:
    _add_to_child_domain(state, intranet.name(1), f"{CHILD_SID}-1611")


def _farm_in_child_domain(state: DirectoryState, number: int) -> None:
    _add_to_child_domain(state, intranet.NAMES[1], f"{CHILD_SID}-1612")


def _add_to_child_domain(state: DirectoryState, name: str, sid: str) -> None:
    state["objects"][IN_CHILD.format(name.upper())] = accounts.computer_account(name, CHILD, sid)


FAULTS = (
    Fault(
        "machine_account/node-in-child-domain",
        "23",
        "a computer of a child domain has the name of a node",
        _node_in_child_domain,
        (("HOST-3", f"accounts called {intranet.name(1)}"),),
        fixed=False,
        whole=True,
    ),
    Fault(
        "machine_account/farm-in-child-domain",
        "23",
        "a computer of a child domain has a name of the farm",
        _farm_in_child_domain,
        (("HOST-3", f"accounts called {intranet.NAMES[1]}"),),
        step="3",
        fixed=False,
        whole=True,
    ),
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
