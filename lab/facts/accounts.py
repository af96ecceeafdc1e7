"""What a node knows of accounts, and what the payload read_accounts makes of it: those that a site depends on, and the
local groups.

Of an account the node knows its SID, and its groups where the domain gives a token for its name (S4U).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lab.facts import iis
from lab.intranet import ACCOUNT_SID, DOMAIN, READERS, READERS_SID, SERVICE_ACCOUNT
from lab.node_files import NodeState

UNKNOWN = "Some or all identity references could not be translated."  # the text of .NET and Windows
# The errors that end the question for a token (S4U), by number, with the texts of Windows.
NO_LOGON_SESSION, NO_TOKEN = 1312, 1326  # the session has no credentials; the name is no user's, or may not be read
ERRORS = {
    NO_LOGON_SESSION: "A specified logon session does not exist. It may already have been terminated.",
    NO_TOKEN: "The user name or password is incorrect.",
}
DOMAIN_CONTROLLER, BUILT_IN = 4, "S-1-5-32-"


def healthy(number: int) -> dict[str, Any]:
    """What the node of this number knows: the same on all but for the computer's own accounts.

    groups: those in the token that the domain gives for a name; None where it gives none. token_error: the error that
    every question for a token ends with; None where tokens are given.
    """
    own = f"S-1-5-21-2025429265-493281602-{1000000000 + number}"
    return {
        "accounts": [
            {"name": SERVICE_ACCOUNT, "sid": ACCOUNT_SID, "groups": _token()},
            {"name": READERS, "sid": READERS_SID, "groups": None},
        ],
        "local_groups": [
            _group(
                "S-1-5-32-544",
                "Administrators",
                (rf"WEB{number}\Administrator", f"{own}-500"),
                (r"EXAMPLE\Domain Admins", f"{DOMAIN}-512"),
            ),
            _group(
                "S-1-5-32-545",
                "Users",
                (r"NT AUTHORITY\INTERACTIVE", "S-1-5-4"),
                (r"NT AUTHORITY\Authenticated Users", "S-1-5-11"),
                (r"EXAMPLE\Domain Users", f"{DOMAIN}-513"),
            ),
            _group("S-1-5-32-568", "IIS_IUSRS"),  # a worker process has it by its token
        ],
        "domain": {"name": "EXAMPLE", "sid": DOMAIN},
        "token_error": NO_LOGON_SESSION,
    }


def _token() -> list[str]:
    """Domain Users, Everyone, Users, NETWORK, Authenticated Users, This Organization, Service asserted identity."""
    return [f"{DOMAIN}-513", "S-1-1-0", "S-1-5-32-545", "S-1-5-2", "S-1-5-11", "S-1-5-15", "S-1-18-2"]


def _group(sid: str, name: str, *members: tuple[str, str]) -> dict[str, Any]:
    return {"sid": sid, "name": name, "members": [{"name": name, "sid": sid} for name, sid in members]}


def give_tokens(state: NodeState) -> None:
    """The session of a node has credentials, and the domain gives it the tokens of accounts."""
    state["accounts"]["token_error"] = None


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValueError where IIS has no such site."""
    applications = iis.applications(state, arguments["site"])
    domain_controller = state["computer"]["domain_role"] >= DOMAIN_CONTROLLER
    return {
        "accounts": [account(state, name) for name in _names(state, applications, arguments["accounts"])],
        "local_groups": [
            {**group, "members": [member["sid"] or member["name"] for member in group["members"]]}
            for group in state["accounts"]["local_groups"]
            if not domain_controller or group["sid"].startswith(BUILT_IN)
        ],
    }


def account(state: NodeState, name: str) -> dict[str, Any]:
    """name: DOMAIN\\name, name@domain or a SID."""
    known = state["accounts"]
    sids = _sids(known)
    domains = known["domain"]["name"], state["computer"]["domain"]
    sid = name if name.startswith("S-1-") else sids.get(_down(name, domains).lower())
    if sid not in sids.values():
        other = _other_spelling(name)
        known_as = f"; Windows knows {other}" if _down(other, domains).lower() in sids else ""
        return _without_groups(name, sid, UNKNOWN + known_as)
    groups = next((one["groups"] for one in known["accounts"] if one["sid"] == sid), None)
    error = known["token_error"] or (NO_TOKEN if groups is None else None)
    if error is not None:
        return _without_groups(name, sid, ERRORS[error], error)
    return {**_without_groups(name, sid, ""), "groups": groups, "groups_known": True}


def names(state: NodeState, sids: Iterable[str | None]) -> list[dict[str, str]]:
    """As the payloads show what a domain has: each SID with its name, where the node knows one."""
    known = state["accounts"]
    members = [member for group in known["local_groups"] for member in group["members"]]
    named = {one["sid"]: one["name"] for one in reversed([*members, *known["accounts"]])}
    of_domain = sorted({sid for sid in sids if sid and sid.startswith("S-1-5-21-")})[:50]
    return [{"sid": sid, "name": named[sid]} for sid in of_domain if sid in named]


def _without_groups(name: str, sid: str | None, reason: str, code: int | None = None) -> dict[str, Any]:
    return {"name": name, "sid": sid, "groups": [], "groups_known": False, "reason": reason, "code": code}


def _other_spelling(name: str) -> str:
    """That of a managed service account instead of a user's, or the other way round."""
    user, at, domain = name.partition("@")
    return f"{user.rstrip('$') if user.endswith('$') else f'{user}$'}{at}{domain}"


def _sids(known: Mapping[str, Any]) -> dict[str, str]:
    groups = known["local_groups"]
    all_of_them = [*known["accounts"], *groups, *(member for group in groups for member in group["members"])]
    named = {one["name"].lower(): one["sid"] for one in all_of_them if one["sid"]}
    return named | {rf"builtin\{group['name']}".lower(): group["sid"] for group in groups}


def _down(name: str, domains: tuple[str, str]) -> str:
    """name@EXAMPLE and name@example.com as EXAMPLE\\name."""
    user, _, realm = name.partition("@")
    return rf"{domains[0]}\{user}" if realm.lower() in map(str.lower, domains) else name


def _names(state: NodeState, applications: Sequence[Mapping[str, Any]], given: Sequence[str]) -> list[str]:
    """Those given, those of the applications' pools and those of the virtual directories, each once in this order."""
    used = {application["pool"].lower() for application in applications}
    pools = [pool for pool in state["iis"]["pools"] if pool["name"].lower() in used]
    folders = [folder for application in applications for folder in application["virtual_directories"]]
    of_pools = [pool["user_name"] for pool in pools if pool["identity_type"] == "SpecificUser"]
    found: dict[str, str] = {}
    for name in (*given, *of_pools, *(folder["user_name"] for folder in folders)):
        if name:
            found.setdefault(name.lower(), name)
    return list(found.values())


STATE = {"accounts": healthy}
PAYLOADS = {"read_accounts": read}
