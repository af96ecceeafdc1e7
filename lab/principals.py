"""What a node can tell of an account: its SID, and its groups where the domain gives a token for its name (S4U)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lab.state import NodeState

UNKNOWN = "Some or all identity references could not be translated."  # as .NET and Windows say it
NO_TOKEN = "The user name or password is incorrect."  # also where the name is a group's


def account(state: NodeState, name: str) -> dict[str, Any]:
    """name: DOMAIN\\name, name@domain or a SID."""
    concern = state["site_acl"]
    sids = _sids(concern)
    domains = concern["domain"]["name"], state["computer"]["domain"]
    sid = name if name.startswith("S-1-") else sids.get(_down(name, domains).lower())
    if sid not in sids.values():
        return _told(name, sid, None, UNKNOWN)
    groups = next((known["groups"] for known in concern["accounts"] if known["sid"] == sid), None)
    return _told(name, sid, groups, "" if groups is not None else NO_TOKEN)


def _told(name: str, sid: str | None, groups: list[str] | None, reason: str) -> dict[str, Any]:
    return {"name": name, "sid": sid, "groups": groups or [], "groups_known": groups is not None, "reason": reason}


def _sids(concern: Mapping[str, Any]) -> dict[str, str]:
    groups = concern["local_groups"]
    known = [*concern["accounts"], *groups, *(member for group in groups for member in group["members"])]
    named = {one["name"].lower(): one["sid"] for one in known if one["sid"]}
    return named | {rf"builtin\{group['name']}".lower(): group["sid"] for group in groups}


def _down(name: str, domains: tuple[str, str]) -> str:
    """name@EXAMPLE and name@example.com as EXAMPLE\\name."""
    user, _, realm = name.partition("@")
    return rf"{domains[0]}\{user}" if realm.lower() in map(str.lower, domains) else name
