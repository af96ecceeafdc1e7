"""The emulation of what app_pool reads and writes, and the payloads themselves, do the same to the same state."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import intranet
from lab.facts import process_activation, user_rights
from lab.intranet import ACCOUNT_SID
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.equivalence.executions import Executions, Injected, healthy_node, in_any_order

ACCOUNT, SITE = intranet.SERVICE_ACCOUNT, "Intranet"
BUILT_IN = "ApplicationPoolIdentity"
OLD = r"EXAMPLE\svc-old"
OLD_SID = f"{intranet.DOMAIN}-1199"
PASSWORD = process_activation.PASSWORD


def pool(state: NodeState) -> dict[str, Any]:
    return next(found for found in state["iis"]["pools"] if found["name"] == SITE)


def with_pool(**changes: Any) -> Injected:
    return lambda state: pool(state).update(changes)


def with_right(right: str, *trustees: str) -> Injected:
    def inject(state: NodeState) -> None:
        user_rights.trustees(state, right)[:] = trustees

    return inject


def old_account(state: NodeState) -> None:
    """Known to the domain, stored in the configuration and in an earlier copy of it."""
    stored = {"pool": SITE, "account": OLD, "password": process_activation.token("old")}
    state["accounts"]["accounts"].append({"name": OLD, "sid": OLD_SID, "groups": []})
    state["process_activation"]["accounts"].append({"name": OLD, "password": process_activation.token("old")})
    state["configuration"]["copies"] = [[{**stored, "password": process_activation.token("older")}], [stored]]


def stopped_for_want_of_a_right(state: NodeState) -> None:
    user_rights.trustees(state, "SeBatchLogonRight").remove("S-1-5-32-568")
    pool(state).update(state="Stopped", worker_processes=[])
    state["logons"]["refused"] = [SITE]


def wrong_password(state: NodeState) -> None:
    state["process_activation"]["passwords"][0]["password"] = process_activation.token("of last year")


def site_stopped(state: NodeState) -> None:
    state["iis"]["sites"][-1]["state"] = "Stopped"


def shared(state: NodeState) -> None:
    state["iis"]["shared_configuration"] = {"enabled": True, "path": r"\\files\iis"}


def policies(state: NodeState) -> None:
    state["user_rights"]["policies"] = [
        {"right": "SeBatchLogonRight", "source": "Server baseline"},
        {"right": "SeDenyNetworkLogonRight", "source": "Server baseline"},
    ]


def service_stopped(state: NodeState, name: str) -> None:
    for service in state["iis"]["services"]:
        if service["name"] == name:
            service["state"] = "Stopped"


def no_session(state: NodeState) -> None:
    pool(state)["worker_processes"] = [{"id": 7, "started": "2026-01-01 00:00:00", "logged_on": None}]
    state["logons"]["shown"] = False


def interrupted(state: NodeState) -> None:
    pool(state)["identity_type"] = BUILT_IN
    state["configuration"]["unfinished"] = [
        {"pool": "DefaultAppPool", "account": r"EXAMPLE\gone"},  # of no account that it has
        {"pool": SITE, "account": ACCOUNT},
    ]
    state["lease"] = {"run": "interrupted", "until": "2026-01-01 00:00:00", "drained": False}


STATES: dict[str, Injected] = {
    "healthy": healthy_node,
    "a built-in identity": lambda state: process_activation.run_as(state, pool(state), None),
    "an account that no domain knows": lambda state: process_activation.run_as(state, pool(state), r"EXAMPLE\gone"),
    "two worker processes": with_pool(
        worker_processes=[
            {"id": 7, "started": "2026-01-01 00:00:00", "logged_on": "2025-06-01 00:00:00"},
            {"id": 8, "started": "2025-07-01 23:59:59", "logged_on": "2025-06-01 00:00:00"},
        ]
    ),
    "stopped": with_pool(state="Stopped", auto_start=False, worker_processes=[]),
    "a right without trustees": with_right("SeBatchLogonRight"),
    "names hold rights": with_right("SeDenyBatchLogonRight", OLD, "svc_gone", "S-1-5-32-545"),
    "a name has the right": with_right("SeBatchLogonRight", ACCOUNT, "svc_gone"),
    "a former account": old_account,
    "stopped for want of a right": stopped_for_want_of_a_right,
    "the stored password is wrong": wrong_password,
    "the site is stopped": site_stopped,
    "policies": policies,
    "no logon session is shown": no_session,
    "a pool that cannot be read": lambda state: state["process_activation"].update(unreadable=["DefaultAppPool"]),
    "WAS is stopped": lambda state: service_stopped(state, "WAS"),
    "W3SVC is stopped": lambda state: service_stopped(state, "W3SVC"),
    "interrupted": interrupted,
}
STATES_OF_WRITES = STATES | {"shared": shared}


@pytest.mark.parametrize("name", STATES)
def test_reads_are_equal_in_both_executions(name: str, engine: Engine) -> None:
    Executions.of(engine, STATES[name]).read(Call("read_iis"), Call("read_user_rights"), shown=in_any_order)


def identity(user_name: str, password: str | None = None, was: str = ACCOUNT, **further: Any) -> dict[str, Any]:
    given = {"password": password} if password else {}
    change = {"identity_type": "SpecificUser", "user_name": user_name, **given, **further}
    return {"pools": [{"name": SITE, "expected": _read(was), **change}]}


def built_in(was: str = ACCOUNT) -> dict[str, Any]:
    return {"pools": [{"name": SITE, "expected": _read(was), "identity_type": BUILT_IN, "user_name": ""}]}


def _read(identity: str) -> dict[str, Any]:
    named = {"identity_type": "SpecificUser", "user_name": identity}
    return {"identity_type": identity, "user_name": ""} if identity == BUILT_IN else named


def _interrupted() -> dict[str, Any]:
    return {"identity_type": BUILT_IN, "user_name": ACCOUNT}


def again(**further: Any) -> dict[str, Any]:
    """The present identity is to log on anew."""
    return {"pools": [{"name": SITE, "expected": _read(ACCOUNT), "logon": "again", **further}]}


def right(*granted: str, removed: Sequence[str] = ()) -> Call:
    item = {"right": "SeBatchLogonRight", "grant": list(granted), "remove": list(removed)}
    return Call("write_user_rights", {"rights": [item]})


def iis(arguments: Mapping[str, Any], *secret: str) -> Call:
    return Call("write_iis", arguments, {"password": secret[0]} if secret else {})


HELD = user_rights.TRUSTEES["SeBatchLogonRight"]
# Name -> state, calls, and whether the last of them goes wrong.
WRITES: dict[str, tuple[str, list[Call], bool]] = {
    "an account instead of a built-in identity": (
        "a built-in identity",
        [iis(identity(ACCOUNT, "given", was=BUILT_IN), PASSWORD)],
        False,
    ),
    "there and back": (
        "healthy",
        [iis(built_in()), iis(identity(ACCOUNT, "kept", was=BUILT_IN))],
        False,
    ),
    "to another account and back": (
        "a former account",
        [iis(identity(OLD, "kept")), iis(identity(ACCOUNT, "kept", was=OLD))],
        False,
    ),
    "a password that is stored nowhere": ("healthy", [iis(identity(OLD, "kept"))], True),
    "a password that is not right": (
        "a built-in identity",
        [iis(identity(ACCOUNT, "given", was=BUILT_IN), "wrong")],
        True,
    ),
    "a managed account": ("healthy", [iis(identity("EXAMPLE\\gmsa$"))], True),
    "an identity that has changed since it was read": (
        "a built-in identity",
        [iis(identity(ACCOUNT, "kept"))],
        True,
    ),
    "a configuration that is shared": ("shared", [iis(built_in())], True),
    "a stopped pool stays stopped": ("stopped", [iis(built_in())], False),
    "a stopped pool gets an account and starts": (
        "stopped",
        [iis(identity(ACCOUNT, "given", state="Started"), PASSWORD)],
        False,
    ),
    "a pool is started": ("stopped", [iis({"pools": [{"name": SITE, "state": "Started"}]})], False),
    "a pool is stopped": ("two worker processes", [iis({"pools": [{"name": SITE, "state": "Stopped"}]})], False),
    "worker processes end, and the logon session outlives a password that is wrong": (
        "the stored password is wrong",
        [iis({"pools": [{"name": SITE, "worker_processes": []}]})],
        False,
    ),
    "worker processes end, and a password that is wrong is noticed": (
        "the stored password is wrong",
        [iis(again(worker_processes=[]))],
        True,
    ),
    "worker processes end, those after them log on anew, and the password is the same": (
        "two worker processes",
        [iis(identity(ACCOUNT, "given", worker_processes=[], logon="again"), PASSWORD)],
        False,
    ),
    "worker processes end": (
        "two worker processes",
        [iis({"pools": [{"name": SITE, "worker_processes": []}]})],
        False,
    ),
    "worker processes end and the password is new": (
        "the stored password is wrong",
        [iis(identity(ACCOUNT, "given", worker_processes=[]), PASSWORD)],
        False,
    ),
    "worker processes end and the password is the same": (
        "two worker processes",
        [iis(identity(ACCOUNT, "given", worker_processes=[]), PASSWORD)],
        False,
    ),
    "a right is given and the pool starts": (
        "stopped for want of a right",
        [right(HELD[-1]), iis(again(state="Started"))],
        False,
    ),
    "a right is given and the pool starts with the same identity, written once": (
        "stopped for want of a right",
        [right(HELD[-1]), iis(identity(ACCOUNT, "kept", state="Started"))],
        True,
    ),
    "worker processes end, and those after them log on anew": (
        "two worker processes",
        [iis(again(worker_processes=[]))],
        False,
    ),
    "worker processes end, and no logon session is shown": (
        "no logon session is shown",
        [iis(again(worker_processes=[]))],
        False,
    ),
    "the same password is given once more": (
        "stopped",
        [iis(identity(ACCOUNT, "given", state="Started", logon="again"), PASSWORD)],
        False,
    ),
    "an interrupted change is finished": (
        "interrupted",
        [iis({"pools": [{**identity(ACCOUNT, "kept")["pools"][0], "expected": _interrupted()}]})],
        False,
    ),
    "an identity whose site nobody can ask": ("the site is stopped", [iis(built_in())], True),
    "a pool starts without the right": (
        "stopped for want of a right",
        [iis({"pools": [{"name": SITE, "state": "Started"}]})],
        True,
    ),
    "a right is given twice and taken away": (
        "healthy",
        [right(OLD_SID, ACCOUNT_SID), right(OLD_SID), right(removed=[OLD_SID, "S-1-5-32-544"])],
        False,
    ),
    "a right that names have": ("a name has the right", [right(OLD_SID), right(removed=[ACCOUNT_SID])], False),
    "the site is started": ("the site is stopped", [iis({"sites": [{"name": SITE, "state": "Started"}]})], False),
    "a pool that is not there": ("healthy", [iis({"pools": [{"name": "x", "state": "Started"}]})], True),
    "a site that is not there": ("healthy", [iis({"sites": [{"name": "x", "state": "Started"}]})], True),
}


@pytest.mark.parametrize("name", WRITES)
def test_writes_are_equal_in_both_executions(name: str, engine: Engine) -> None:
    state, calls, fails = WRITES[name]
    node = Executions.of(engine, STATES_OF_WRITES[state])
    for farm in (node.emulated, node.real):
        # Our folder comes with the lease, which stands before every write.
        farm.states[1]["lease"] = {"run": "run", "until": "2026-01-01 00:00:00", "drained": False}
    written = [node.write(call) for call in calls]
    assert written == [True] * (len(calls) - 1) + [not fails]
    assert PASSWORD not in json.dumps(node.real.states[1], ensure_ascii=False)
