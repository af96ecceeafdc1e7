"""What the payload write_iis makes of a node's state: identities, worker processes, what is started and stopped.

WAS logs a pool on at the first request, and the payload makes one to each pool that is to run. The outcome is kept
until the identity changes: what is written once more as it was changes nothing, and a recycled worker process keeps its
session.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lab.facts import user_rights
from lab.facts.failed_logons import note
from lab.facts.process_activation import RECYCLED, Pool, keep, new_process, token
from lab.node_files import NodeState

IIS_IUSRS = "S-1-5-32-568"
NO_LOGON = (
    "the logon failed: the user name or the password is wrong, the account is locked, disabled or expired, or it lacks "
    "the right to log on as a batch job"
)
KEPT = 10  # copies of the configuration; all that a node begins with are old
Change = Mapping[str, Any]


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValueError where the payload throws; what it has done before that, stays."""
    changes = [(_pool(state, change["name"]), change) for change in arguments.get("pools", [])]
    sites = [(_site(state, change["name"]), change) for change in arguments.get("sites", [])]
    for pool, change in changes:
        if "expected" in change:
            _check_unchanged(pool, change["expected"])
    started = [site["name"] for site, change in sites if change["state"] == "Started"]
    work = [
        _Work(state, pool, change, _serves(state, pool, started), list(pool["worker_processes"]))
        for pool, change in changes
    ]
    _refuse(state, work)
    _write_identities(state, work, arguments)
    for site, change in sites:
        site["state"] = change["state"]
    for one in work:
        one.start_or_stop()
    for one in work:
        if one.pool["state"] == "Started":
            one.prove()
    return {}


@dataclass
class _Work:
    """asked: whether a site of the pool takes requests. before: its worker processes.

    differs: whether its configuration does, so that WAS logs on anew.
    """

    state: NodeState
    pool: Pool
    change: Change
    asked: bool
    before: list[dict[str, Any]]
    differs: bool = False

    @property
    def configured(self) -> bool:
        return "expected" in self.change

    @property
    def runs(self) -> bool:
        return bool(self.change.get("state", self.pool["state"]) == "Started")

    @property
    def again(self) -> bool:
        """Whether the identity is written away and back."""
        return "logon" in self.change

    def forget(self) -> None:
        """WAS has heard of another identity."""
        refused = self.state["logons"]["refused"]
        self.state["logons"]["refused"] = [name for name in refused if name != self.pool["name"]]
        self.pool["worker_processes"] = []

    def finished(self) -> None:
        left = self.state["configuration"]["unfinished"]
        self.state["configuration"]["unfinished"] = [one for one in left if one["pool"] != self.pool["name"]]

    def start_or_stop(self) -> None:
        if self.again:
            self.forget()
            self.finished()
        if "state" in self.change:
            self.pool["state"] = self.change["state"]
            if self.change["state"] == "Stopped":
                self.pool["worker_processes"] = []
        elif "worker_processes" in self.change and not self.differs and self.pool["worker_processes"]:
            recycled = {"id": RECYCLED, "logged_on": self.before[0]["logged_on"]}
            self.pool["worker_processes"] = [{**new_process(), **recycled}]

    def prove(self) -> None:
        # WAS keeps a logon that it was refused, and says nothing of it a second time.
        tried = self.pool["name"] not in self.state["logons"]["refused"]
        if self.asked and not self.pool["worker_processes"]:
            self._log_on()
        if tried and self.configured and self.pool["identity_type"] == "SpecificUser":
            note(self.state, self.pool["user_name"], self.pool["state"] != "Started")
        if self.pool["state"] != "Started":
            why = f"; {NO_LOGON}" if self.configured and self.pool["identity_type"] == "SpecificUser" else ""
            raise ValueError(f"pool {self.pool['name']} answers with 503{why}")

    def _log_on(self) -> None:
        logons, name = self.state["logons"], self.pool["name"]
        if name not in logons["refused"] and _may_log_on(self.state, self.pool):
            process = new_process(self.before)
            self.pool["worker_processes"] = [process if logons["shown"] else {**process, "logged_on": None}]
            return
        if name not in logons["refused"]:
            logons["failed"].append(self.pool["user_name"])
        refused = {*logons["refused"], name}
        logons["refused"] = [pool["name"] for pool in self.state["iis"]["pools"] if pool["name"] in refused]
        self.pool["state"] = "Stopped"


def _serves(state: NodeState, pool: Pool, started: Sequence[str]) -> bool:
    return any(
        (site["state"] == "Started" or site["name"] in started)
        and any(binding["protocol"] in ("http", "https") for binding in site["bindings"])
        and any(application["pool"].lower() == pool["name"].lower() for application in site["applications"])
        for site in state["iis"]["sites"]
    )


def _refuse(state: NodeState, work: Sequence[_Work]) -> None:
    configured = [one for one in work if one.configured]
    for one in configured:
        if one.runs and not one.asked:
            raise ValueError(f"no site of pool {one.pool['name']} is started with a binding of http or https")
    if configured and state["iis"]["shared_configuration"]["enabled"]:
        raise ValueError(
            f"the configuration is shared with other servers ({state['iis']['shared_configuration']['path']})"
        )
    names = {account["name"].lower() for account in state["accounts"]["accounts"]}
    for one in configured:
        identity = one.change if "identity_type" in one.change else one.change["expected"]
        if one.runs and identity["identity_type"] == "SpecificUser" and identity["user_name"].lower() not in names:
            raise ValueError(f"{identity['user_name']} could not be translated")


def _write_identities(state: NodeState, work: Sequence[_Work], arguments: Mapping[str, Any]) -> None:
    identities = [one for one in work if "identity_type" in one.change]
    passwords = [_password(state, one.change, arguments) for one in identities]
    if any(one.configured for one in work):
        before = state["process_activation"]["passwords"]
        copies = [*state["configuration"]["copies"], [dict(stored) for stored in before]]
        state["configuration"]["copies"] = copies[-KEPT:]
    for one, password in zip(identities, passwords, strict=True):
        one.finished()
        _store(one, password)


def _store(one: _Work, password: str | None) -> None:
    pool, known = one.pool, {stored["pool"]: stored for stored in one.state["process_activation"]["passwords"]}
    before = _logon(pool, known)
    pool.update(identity_type=one.change["identity_type"], user_name=one.change["user_name"])
    known.pop(pool["name"], None)
    if password:
        known[pool["name"]] = {"pool": pool["name"], "account": pool["user_name"], "password": password}
    keep(one.state, known)
    one.differs = _logon(pool, known) != before
    if one.differs:
        one.forget()


def _logon(pool: Pool, known: Mapping[str, dict[str, Any]]) -> tuple[Any, ...]:
    return pool["identity_type"], pool["user_name"], known.get(pool["name"], {}).get("password")


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


PAYLOADS = {"write_iis": write}
