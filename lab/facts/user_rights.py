"""What the payloads read_user_rights and write_user_rights make of a node's state: who holds which user rights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lab.facts import accounts
from lab.node_files import NodeState

# As IIS' setup leaves them on a member server (Microsoft KB981949).
TRUSTEES = {
    "SeBatchLogonRight": ["S-1-5-32-544", "S-1-5-32-551", "S-1-5-32-559", "S-1-5-32-568"],
    "SeDenyBatchLogonRight": [],
    "SeImpersonatePrivilege": ["S-1-5-19", "S-1-5-20", "S-1-5-32-544", "S-1-5-32-568", "S-1-5-6"],
    "SeNetworkLogonRight": ["S-1-1-0", "S-1-5-32-544", "S-1-5-32-545", "S-1-5-32-551"],
    "SeDenyNetworkLogonRight": ["S-1-5-32-546"],
    "SeServiceLogonRight": ["S-1-5-80-0"],
    "SeDenyServiceLogonRight": [],
}


def healthy() -> dict[str, Any]:
    """secedit_warns: whether /configure ends with 3, completed with warnings, though all of it was written."""
    rights = [{"right": right, "trustees": list(held)} for right, held in TRUSTEES.items()]
    return {"rights": rights, "policies": [], "secedit_warns": False}


def trustees(state: NodeState, right: str) -> list[str]:
    """A list that changes the state with it."""
    found: list[str] = next(item["trustees"] for item in state["user_rights"]["rights"] if item["right"] == right)
    return found


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    held = list(dict.fromkeys(trustee for item in state["user_rights"]["rights"] for trustee in item["trustees"]))
    trustees = [{"text": text, "sid": accounts.account(state, text)["sid"]} for text in held]
    known = state["user_rights"]
    return {"rights": known["rights"], "policies": known["policies"], "trustees": trustees}


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValueError where a right has changed since it was read."""
    for item in arguments["rights"]:
        if sorted(trustees(state, item["right"])) != sorted(item["expected"]):
            raise ValueError(f"{item['right']} has other trustees than when it was read: it was changed meanwhile")
    for item in arguments["rights"]:
        trustees(state, item["right"])[:] = item["trustees"]
    return {}


STATE = {"user_rights": lambda number: healthy()}
PAYLOADS = {"read_user_rights": read, "write_user_rights": write}
