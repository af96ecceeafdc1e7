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


RSOP = {
    "logged": "",
    "off": "a policy has switched off the logging of applied policies (RSoPLogging)",
    "nothing": "Windows shows no policy as applied (RSOP_GPO), which is not so in a domain",
    "unreadable": "Windows does not show what was applied: Invalid namespace",
}


def healthy() -> dict[str, Any]:
    """secedit_warns: whether /configure ends with 3, completed with warnings, though all of it was written.

    rsop: what Group Policy shows of itself: "logged", "off" by a policy, "nothing", "unreadable".
    added_by_iis: the SID of a pool that gets SeServiceLogonRight while something is written; None: no pool.
    """
    rights = [{"right": right, "trustees": list(held)} for right, held in TRUSTEES.items()]
    return {"rights": rights, "policies": [], "secedit_warns": False, "added_by_iis": None, "rsop": "logged"}


def trustees(state: NodeState, right: str) -> list[str]:
    """A list that changes the state with it."""
    found: list[str] = next(item["trustees"] for item in state["user_rights"]["rights"] if item["right"] == right)
    return found


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    held = list(dict.fromkeys(trustee for item in state["user_rights"]["rights"] for trustee in item["trustees"]))
    trustees = [{"text": text, "sid": accounts.account(state, text)["sid"]} for text in held]
    known = state["user_rights"]
    shown = known["policies"] if known["rsop"] == "logged" else []
    gap = RSOP[known["rsop"]]
    names = accounts.names(state, (trustee["sid"] for trustee in trustees))
    return {
        "rights": known["rights"], "policies": shown, "policies_unknown": gap, "trustees": trustees, "names": names
    }  # fmt: skip


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    for item in arguments["rights"]:
        now = trustees(state, item["right"])
        kept = [text for text in now if accounts.account(state, text)["sid"] not in item["remove"]]
        held = [accounts.account(state, text)["sid"] for text in now]
        now[:] = [*kept, *(sid for sid in item["grant"] if sid not in held)]
    change_by_itself(state)
    return {}


def change_by_itself(state: NodeState) -> None:
    """What IIS does when it starts a worker process, in the middle of a write."""
    service = trustees(state, "SeServiceLogonRight")
    if (sid := state["user_rights"]["added_by_iis"]) and sid not in service:
        service.append(sid)


STATE = {"user_rights": lambda number: healthy()}
PAYLOADS = {"read_user_rights": read, "write_user_rights": write}
