"""What the payloads read of logs, events and the journal is what the emulation says, for the same state."""

from __future__ import annotations

import json

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab.facts import events, request_log
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.equivalence.executions import Executions, Injected, healthy_node, in_any_order

QUERIES = [
    {"provider": "Microsoft-Windows-Security-Kerberos", "ids": [3, 4]},
    {"provider": "Microsoft-Windows-WAS", "ids": [5021, 5057]},
    {"provider": "NETLOGON", "ids": [3210]},
]
READ_LOG = {"site": "intranet", "hours": 24, "bytes": 1000000, "seconds": 10, "rows": 3}


def events_of_all_providers(state: NodeState) -> None:
    state["events"]["events"] += [
        events.not_decrypted("2026-01-30 07:00:00", "web1$", "HTTP/intranet"),  # too old
        events.not_decrypted("2026-01-31 07:00:00", "web1$", "HTTP/intranet"),
        events.not_decrypted("2026-01-31 07:30:00", "it's <web2>$", "HTTP/intranet & more"),
        events.event("Microsoft-Windows-WAS", 5021, "2026-01-31 06:30:00", {"AppPoolID": "X", "Binary": "2E050780"}),
        events.event("NETLOGON", 3210, "2026-01-31 06:31:00", {"": r"\\dc1.example.com"}),
        events.event("NETLOGON", 5823, "2026-01-31 06:32:00", {"": r"\\dc1.example.com"}),  # nobody asks for it
    ]


def refused_in_rotated_files(state: NodeState) -> None:
    files = state["request_log"]["files"]
    fields = "#Fields: time date sc-win32-status sc-substatus sc-status c-ip x-own"
    files.insert(0, {"path": rf"{request_log.FOLDER}\W3SVC2\u_ex260130.log", "lines": [
        fields,
        "07:00:00 2026-01-30 5 3 401 10.0.1.1 -",  # too old
        "09:00:00 2026-01-30 2148074252 1 401 10.0.1.1 -",
        "09:00:01 2026-01-30 0 0 200 10.0.1.1 größer",
        "a line that was cut",
    ]})  # fmt: skip
    denied = [
        request_log.line(f"2026-01-31 07:2{minute}:00", "401 3 5", r"EXAMPLE\müller", "/reports/") for minute in "112"
    ]
    request_log.add(state, request_log.SITE_LOG, *denied, fields, "07:30:00 2026-01-31 -2146893044 1 401 10.0.1.2 -")
    request_log.add(
        state,
        request_log.ERROR_LOG,
        "2026-01-31 07:30:00 10.0.1.2 1 10.0.0.50 80 HTTP/1.1 GET / - 503 2 AppOffline Intranet",
        "2026-01-31 07:30:00 10.0.1.2 1 10.0.0.50 80 HTTP/1.1 GET / - 503 1 AppOffline DefaultAppPool",
        "2026-01-31 07:31:00 10.0.1.2 1 10.0.0.50 80 - - - - 400 - RequestLength -",
    )


def no_logs(state: NodeState) -> None:
    state["request_log"]["files"] = []


def changed_by_runs(state: NodeState) -> None:
    for run, time, changes in (("a", "2026-01-02T03:04:05+00:00", [1]), ("b", "2026-01-03T03:04:05+00:00", [])):
        entry = {"run": run, "time": time, "undoes": None, "changes": changes}
        state["journal"]["entries"].append({"id": run, "text": json.dumps(entry)})


@pytest.mark.parametrize(
    "inject", [healthy_node, events_of_all_providers, refused_in_rotated_files, no_logs, changed_by_runs]
)
def test_logs_and_events_are_read_alike(inject: Injected, engine: Engine) -> None:
    reads = (
        Call("read_events", {"hours": 24, "most": 50, "queries": QUERIES}),
        Call("read_request_log", READ_LOG),
        Call("read_last_fix"),
    )
    Executions.of(engine, inject).read(*reads, shown=in_any_order)
