"""What the payload write_iis makes of a node's state, and the part of Windows that starts worker processes (WAS).

No state has a password in it, only what proves that two are the same. A farm is asked all the time: a pool that starts
is asked at once, and goes down at once where its account cannot log on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from lab import intranet
from lab.facts import user_rights
from lab.node_files import NodeState

PASSWORD = "Winter<&>'\" %1 26!"  # of the service account; hostile characters in every credential
IIS_IUSRS = "S-1-5-32-568"
EVENTS = "event 5021: The identity of application pool {0} is invalid."
# Until it hears of a change of the configuration; while it gives no answers after one of its own; while it is passing to
# another state. held: how often the configuration file is in use when a pool is to be changed.
DELAYS = {"notice": 2, "busy": 1, "passing": 2, "held": 1}
NO_SESSION = "Windows shows no logon session of it"
NOT_STARTED = "The service has not been started. (Exception from HRESULT: 0x80070426)"
NO_LIBRARY = "Unable to load DLL 'nativerd.dll': The specified module could not be found."
KEPT = 10  # copies of the configuration; all that a node begins with are old

Pool = dict[str, Any]


def token(password: str) -> str:
    return f"sha256:{sha256(password.encode()).hexdigest()}"


def healthy() -> dict[str, Any]:
    """accounts: what the domain takes. passwords: what applicationHost.config has.

    unreadable: pools whose state cannot be read. delays: how slow WAS is, in seconds.
    """
    account = intranet.SERVICE_ACCOUNT
    stored = {"pool": intranet.SITE, "account": account, "password": token(PASSWORD)}
    accepted = {"name": account, "password": token(PASSWORD)}
    return {"accounts": [accepted], "passwords": [stored], "unreadable": [], "delays": dict(DELAYS)}


def remembered() -> dict[str, Any]:
    """What WAS keeps of logons, which is no setting. refused: the pools that it does not try to log on again.

    shown: whether Windows associates worker processes with their logon sessions.
    """
    return {"refused": [], "shown": True}


def no_copies() -> dict[str, Any]:
    """Of applicationHost.config, as our payload makes them: each has passwords as above, the oldest comes first.

    unfinished: the pools, with their accounts, whose identity a payload is writing away and back.
    """
    return {"copies": [], "unfinished": []}


def run_as(state: NodeState, pool: Pool, account: str | None, password: str = "") -> None:
    """The pool has had this identity for long, or a built-in one (None), and no client has asked for its sites yet."""
    kind = "ApplicationPoolIdentity" if account is None else "SpecificUser"
    pool.update(identity_type=kind, user_name=account or "", worker_processes=[])
    known = {stored["pool"]: stored for stored in state["process_activation"]["passwords"]}
    known.pop(pool["name"], None)
    if account and password:
        known[pool["name"]] = {"pool": pool["name"], "account": account, "password": token(password)}
    _keep(state, known)


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What read_iis prints: of a stored password only whether this node could decrypt it."""
    pools = [_shown(state, pool) for pool in state["iis"]["pools"]]
    sites = [
        {**site, "state": "Unknown" if stopped_services(state) else site["state"]} for site in state["iis"]["sites"]
    ]
    names = sorted(pool["name"] for pool in pools)
    unread = [{"pool": name, "problem": problem} for name in names if (problem := _unreadable(state, name))]
    left = [pool["name"] for pool in state["iis"]["pools"] if _unfinished(state, pool)]
    return {**state["iis"], "pools": pools, "sites": sites, "unread": unread, "unfinished": left}


def _unfinished(state: NodeState, pool: Pool) -> bool:
    left = {"pool": pool["name"], "account": pool["user_name"]}
    return pool["identity_type"] != "SpecificUser" and left in state.get("configuration", {}).get("unfinished", ())


def stopped_services(state: NodeState) -> list[str]:
    return [service["name"] for service in state["iis"]["services"] if service["state"] != "Running"]


def _shown(state: NodeState, pool: Pool) -> Pool:
    concern = state.get("process_activation", {})
    stored = [one for one in concern.get("passwords", ()) if one["pool"] == pool["name"]]
    decrypted = any(one["password"].startswith("sha256:") for one in stored)
    shown = {
        **pool,
        "has_password": pool["identity_type"] == "SpecificUser" and decrypted,
        "worker_processes": [_process(one) for one in pool["worker_processes"]],
    }
    return {**shown, "state": "Unknown", "worker_processes": []} if _unreadable(state, pool["name"]) else shown


def _process(process: Mapping[str, Any]) -> dict[str, Any]:
    return {**process, "problem": "" if process["logged_on"] else NO_SESSION}


def _unreadable(state: NodeState, name: str) -> str:
    if "WAS" in stopped_services(state):
        return NOT_STARTED
    return NO_LIBRARY if name in state.get("process_activation", {}).get("unreadable", ()) else ""


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValueError where the payload throws; what it has done before that, stays."""
    changes = [(_pool(state, change["name"]), change) for change in arguments.get("pools", [])]
    wanted = {change["name"]: change.get("state", pool["state"]) for pool, change in changes}
    sites = [(_site(state, change["name"]), change) for change in arguments.get("sites", [])]
    identities = [(pool, change) for pool, change in changes if "identity_type" in change]
    if identities and state["iis"]["shared_configuration"]["enabled"]:
        raise ValueError(
            f"the configuration is shared with other servers ({state['iis']['shared_configuration']['path']})"
        )
    for pool, change in identities:
        _check_unchanged(pool, change["expected"])
    passwords = {pool["name"]: _password(state, change, arguments) for pool, change in identities}
    if identities:
        passwords_before = state["process_activation"]["passwords"]
        copies = [*state["configuration"]["copies"], [dict(stored) for stored in passwords_before]]
        state["configuration"]["copies"] = copies[-KEPT:]
        _store(state, identities, passwords)
    for pool, change in changes:
        _run(state, pool, change)
    for site, change in sites:
        site["state"] = change["state"]
    for pool, change in changes:
        if (wanted[change["name"]], pool["state"]) == ("Started", "Stopped"):
            raise ValueError(f"pool {pool['name']} is {pool['state']}; {EVENTS.format(pool['name'])}")
    return {}


def _check_unchanged(pool: Pool, expected: Mapping[str, Any]) -> None:
    found, read = _identity(pool), _identity(expected)
    if found.lower() != read.lower():
        raise ValueError(
            f"the identity of pool {pool['name']} is {found}, and was read as {read}: it was changed meanwhile"
        )


def _identity(pool: Mapping[str, Any]) -> str:
    return f"account {pool['user_name']}" if pool["identity_type"] == "SpecificUser" else str(pool["identity_type"])


def _pool(state: NodeState, name: str) -> Pool:
    for pool in state["iis"]["pools"]:
        if pool["name"].lower() == name.lower():
            found: Pool = pool
            return found
    raise ValueError(f"IIS has no application pool {name} any more")


def _site(state: NodeState, name: str) -> dict[str, Any]:
    for site in state["iis"]["sites"]:
        if site["name"].lower() == name.lower():
            found: dict[str, Any] = site
            return found
    raise ValueError(f"IIS has no site {name} any more")


def _password(state: NodeState, change: Mapping[str, Any], arguments: Mapping[str, Any]) -> str | None:
    match change.get("password"):
        case None:
            return None
        case "given":
            return token(arguments["password"])
    for copy in (state["process_activation"]["passwords"], *reversed(state["configuration"]["copies"])):
        for stored in copy:
            if (stored["pool"], stored["account"].lower()) == (change["name"], change["user_name"].lower()):
                return str(stored["password"])
    raise ValueError(f"this node has no password of {change['user_name']} for pool {change['name']}")


def _store(
    state: NodeState, identities: Iterable[tuple[Pool, Mapping[str, Any]]], passwords: Mapping[str, str | None]
) -> None:
    known = {stored["pool"]: stored for stored in state["process_activation"]["passwords"]}
    for pool, change in identities:
        before = _logon(pool, known)
        pool.update(identity_type=change["identity_type"], user_name=change["user_name"])
        known.pop(pool["name"], None)
        if password := passwords[pool["name"]]:
            known[pool["name"]] = {"pool": pool["name"], "account": pool["user_name"], "password": password}
        _keep(state, known)
        if pool["state"] == "Started" and _logon(pool, known) != before:
            _start(state, pool)


def _keep(state: NodeState, known: Mapping[str, dict[str, Any]]) -> None:
    """In the order of the pools, as they are read from the file."""
    names = [pool["name"] for pool in state["iis"]["pools"]]
    state["process_activation"]["passwords"] = [known[name] for name in names if name in known]


def _logon(pool: Pool, known: Mapping[str, dict[str, Any]]) -> tuple[Any, ...]:
    return pool["identity_type"], pool["user_name"], known.get(pool["name"], {}).get("password")


def _run(state: NodeState, pool: Pool, change: Mapping[str, Any]) -> None:
    if "state" in change:
        if change["state"] != pool["state"]:
            _start(state, pool) if change["state"] == "Started" else pool.update(state="Stopped", worker_processes=[])
    elif "worker_processes" in change and pool["state"] == "Started":
        _start(state, pool)


def _start(state: NodeState, pool: Pool) -> None:
    pool.update(worker_processes=[], state="Started" if _may_log_on(state, pool) else "Stopped")


def _may_log_on(state: NodeState, pool: Pool) -> bool:
    if pool["identity_type"] != "SpecificUser":
        return True
    concern, user = state["process_activation"], pool["user_name"].lower()
    accepted = [account["password"] for account in concern["accounts"] if account["name"].lower() == user]
    stored = [one["password"] for one in concern["passwords"] if one["pool"] == pool["name"]]
    if not accepted or (not user.endswith("$") and stored != accepted):
        return False
    return _has_right(state, pool)


def _has_right(state: NodeState, pool: Pool) -> bool:
    known = [one for one in state["accounts"]["accounts"] if one["name"].lower() == pool["user_name"].lower()]
    if not known:
        return False
    own = {known[0]["sid"], *(known[0]["groups"] or ())} | (set() if pool["manual_group_membership"] else {IIS_IUSRS})
    kind = "ServiceLogonRight" if pool["logon_type"] == "LogonService" else "BatchLogonRight"
    granted, denied = (user_rights.trustees(state, f"{verb}{kind}") for verb in ("Se", "SeDeny"))
    return not own.isdisjoint(granted) and own.isdisjoint(denied)


STATE = {
    "process_activation": lambda number: healthy(),
    "logons": lambda number: remembered(),
    "configuration": lambda number: no_copies(),
}
AFTER = ("iis",)
PAYLOADS = {"read_iis": read, "write_iis": write}
SECRETS = {"password": PASSWORD}
