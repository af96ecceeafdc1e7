"""A client of the lab that no policy decides for: what its user and the computer have set decides."""

from __future__ import annotations

from lab import clients
from lab.concerns.browser_policy.state import INTERNET, USER
from lab.faults import BY_NAME
from lab.node_files import NodeState

DOMAIN = rf"{INTERNET}\ZoneMap\Domains\example.com\intranet"


def without_policy(number: int = 1) -> NodeState:
    """Its user has the short name in the intranet, and the full name in no zone."""
    state = clients.client(number)
    BY_NAME["browser_policy/own-list-lacks-it"].inject(state, number)
    return state


def of_user(state: NodeState, name: str) -> object:
    """The data of this value of the user; None: there is none."""
    values = next(hive["values"] for hive in state["browser_policy"]["hives"] if hive["sid"] == USER)
    return next((one["data"] for one in values if one["name"] == name), None)
