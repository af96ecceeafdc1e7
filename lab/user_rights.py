"""What the payloads read_app_pool and write_app_pool make of a node's state: who holds which user rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lab import principals
from lab.state import NodeState

# As IIS' setup leaves them on a member server (Microsoft KB981949).
HOLDERS = {
    "SeBatchLogonRight": ["S-1-5-32-544", "S-1-5-32-551", "S-1-5-32-559", "S-1-5-32-568"],
    "SeDenyBatchLogonRight": [],
    "SeImpersonatePrivilege": ["S-1-5-19", "S-1-5-20", "S-1-5-32-544", "S-1-5-32-568", "S-1-5-6"],
    "SeNetworkLogonRight": ["S-1-1-0", "S-1-5-32-544", "S-1-5-32-545", "S-1-5-32-551"],
    "SeDenyNetworkLogonRight": ["S-1-5-32-546"],
    "SeServiceLogonRight": ["S-1-5-80-0"],
    "SeDenyServiceLogonRight": [],
}


def healthy() -> dict[str, Any]:
    return {"rights": [{"right": right, "holders": list(held)} for right, held in HOLDERS.items()], "policies": []}


def holders(state: NodeState, right: str) -> list[str]:
    """A list that changes the state with it."""
    found: list[str] = next(item["holders"] for item in state["app_pool"]["rights"] if item["right"] == right)
    return found


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValueError where IIS has no such site."""
    held = list(dict.fromkeys(holder for item in state["app_pool"]["rights"] for holder in item["holders"]))
    trustees = {text: principals.account(state, text)["sid"] for text in held}
    return {
        **state["app_pool"],
        "accounts": [principals.account(state, name) for name in _names(state, arguments)],
        "trustees": [{"text": text, "sid": sid} for text, sid in trustees.items()],
        "local_groups": [
            {**group, "members": [member["sid"] or member["name"] for member in group["members"]]}
            for group in state["site_acl"]["local_groups"]
            if group["sid"] in trustees.values()
        ],
    }


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValueError where somebody has changed a right since it was read."""
    for item in arguments["rights"]:
        if sorted(holders(state, item["right"])) != sorted(item["expected"]):
            raise ValueError(f"{item['right']} has other holders than when it was read: somebody changed it")
    for item in arguments["rights"]:
        holders(state, item["right"])[:] = item["holders"]
    return {}


def _names(state: NodeState, arguments: Mapping[str, Any]) -> Sequence[str]:
    """Those of the description and of the pools that the site's applications run in, each once."""
    sites = [site for site in state["iis"]["sites"] if site["name"].lower() == arguments["site"].lower()]
    if not sites:
        raise ValueError(f"IIS has no site {arguments['site']}")
    used = {application["pool"].lower() for application in sites[0]["applications"]}
    pools = [pool for pool in state["iis"]["pools"] if pool["name"].lower() in used]
    named = [pool["user_name"] for pool in pools if pool["identity_type"] == "SpecificUser"]
    found = [*arguments["accounts"], *(name for name in named if name)]
    return list({name.lower(): name for name in reversed(found)}.values())[::-1]
