"""The part of Windows that starts worker processes (WAS), and what the payload read_iis shows of it.

No state has a password in it, only what proves that two are the same. lab/facts/pool_changes.py is what write_iis does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from lab import intranet
from lab.node_files import NodeState

PASSWORD = "Winter<&>'\" %1 26!"  # of the service account; hostile characters in every credential
# Until it hears of a change of the configuration; while it gives no answers after one of its own; while it is passing
# to another state. held: how often the configuration file is in use when a pool is to be changed.
DELAYS = {"notice": 2, "busy": 1, "passing": 2, "held": 1}
# A worker process, or a logon session, that begins at a change; the clock of the lab stands still.
NOW = "2026-01-31 08:00:00"
DURING, FIRST, SECOND, RECYCLED = "2026-01-31 08:00:05", 5000, 5004, 5008
# When the configuration file was written: after the password was changed in the domain, or before it.
WRITTEN, WRITTEN_BEFORE = "2026-01-12 05:59:30", "2025-12-20 09:00:00"
LOGON_FAILED = 5021  # the event of a logon that failed
NO_SESSION = "Windows shows no logon session of it"
NOT_STARTED = "The service has not been started. (Exception from HRESULT: 0x80070426)"
NO_LIBRARY = "Unable to load DLL 'nativerd.dll': The specified module could not be found."

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

    shown: whether Windows associates worker processes with their logon sessions. failed: the account of each refused
    logon, which Windows counts until it locks the account.
    """
    return {"refused": [], "shown": True, "failed": []}


def no_copies() -> dict[str, Any]:
    """Of applicationHost.config, as our payload makes them: each has passwords as above, the oldest comes first.

    unfinished: the pools, with their accounts, whose identity a payload is writing away and back.
    """
    return {"copies": [], "unfinished": []}


def run_as(state: NodeState, pool: Pool, account: str | None, password: str = "") -> None:
    """The pool has had this identity for long, or a built-in one (None), and clients ask for its sites."""
    kind = "ApplicationPoolIdentity" if account is None else "SpecificUser"
    processes = [new_process()] if pool["state"] == "Started" else []
    pool.update(identity_type=kind, user_name=account or "", worker_processes=processes)
    known = {stored["pool"]: stored for stored in state["process_activation"]["passwords"]}
    known.pop(pool["name"], None)
    if account and password:
        known[pool["name"]] = {"pool": pool["name"], "account": account, "password": token(password)}
    keep(state, known)


def new_process(before: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The ids of worker processes are used again; one with a new logon has another than those before it."""
    return {"id": SECOND if before and before[0]["id"] == FIRST else FIRST, "started": DURING, "logged_on": DURING}


def keep(state: NodeState, known: Mapping[str, dict[str, Any]]) -> None:
    """Passwords, in the order of the pools, as they are read from the file."""
    names = [pool["name"] for pool in state["iis"]["pools"]]
    state["process_activation"]["passwords"] = [known[name] for name in names if name in known]


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What read_iis prints: of a stored password only whether this node could decrypt it."""
    pools = [_shown(state, pool) for pool in state["iis"]["pools"]]
    sites = [
        {**site, "state": "Unknown" if stopped_services(state) else site["state"]} for site in state["iis"]["sites"]
    ]
    names = sorted(pool["name"] for pool in pools)
    unread = [{"pool": name, "problem": problem} for name in names if (problem := _unreadable(state, name))]
    left = [pool["name"] for pool in state["iis"]["pools"] if _unfinished(state, pool)]
    failures = [{"pool": pool["name"], "id": LOGON_FAILED} for pool in pools if _failed(state, pool)]
    return {
        **state["iis"], "pools": pools, "sites": sites, "unread": unread, "unfinished": left, "failures": failures,
        "written": _written(state), "time": NOW,
    }  # fmt: skip


def _written(state: NodeState) -> str:
    """No state has it: a password that is not the one that the domain takes was set before that was changed."""
    concern = state.get("process_activation", {"accounts": [], "passwords": []})
    taken = {one["name"].lower(): one["password"] for one in concern["accounts"]}
    stored = [one for one in concern["passwords"] if one["password"].startswith("sha256:")]
    former = any(taken.get(one["account"].lower(), one["password"]) != one["password"] for one in stored)
    return WRITTEN_BEFORE if former else WRITTEN


def _failed(state: NodeState, pool: Pool) -> bool:
    refused = state.get("logons", {}).get("refused", ())
    return pool["state"] == "Stopped" and pool["identity_type"] == "SpecificUser" and pool["name"] in refused


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


STATE = {
    "process_activation": lambda number: healthy(),
    "logons": lambda number: remembered(),
    "configuration": lambda number: no_copies(),
}
AFTER = ("iis",)
PAYLOADS = {"read_iis": read}
SECRETS = {"password": PASSWORD}
