"""read_events in the engine: events as Windows has written them, by their fields."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence.timeline import ASKED_OF_CLIENTS
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.events.events import WAS, read

from lab import clients, healthy, intranet
from lab.facts import events
from lab.fault import Fault
from lab.faults import CLIENTS
from lab.windows.worker import Engine
from tests.payloads.exchange import Call, ask

RECORDED = Path(__file__).with_name("recorded")
EVENT = re.compile(r"<Event .*?</Event>", re.DOTALL)
SHOW = """& (Get-Module -Name NlbKerberosNode) {
    function script:Show-Event($Filter) {
        %s | ForEach-Object {
            $text = $_
            [pscustomobject]@{ Id = 1; TimeCreated = [DateTime]::new(2026, 1, 31, 7, 0, 0, [DateTimeKind]::Utc) } |
                Add-Member -MemberType ScriptMethod -Name ToXml -Value { $text }.GetNewClosure() -PassThru
        }
    }
}
@{}"""
OF_CLIENTS = [fault for fault in CLIENTS if fault.name.startswith("evidence/")]
QUERY = {"provider": "Microsoft-Windows-Security-Kerberos", "ids": [4]}


def fields(engine: Engine, *texts: str) -> list[list[tuple[str, str]]]:
    """Of events whose XML these are."""
    quoted = ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
    calls = (
        Call("provoke", script=SHOW % quoted),
        Call("read_events", {"hours": 24, "most": 50, "queries": [QUERY]}),
    )
    answer: Any = ask(engine, healthy.node(1), *calls, addresses=intranet.own_addresses(1)).answers[-1]["data"]
    assert [one["problem"] for one in answer["queries"]] == [""]
    return [[(one["name"], one["value"]) for one in event["fields"]] for event in answer["events"]]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("event4-derived.xml", [[
            ("Server", "web01$"), ("TargetRealm", "CONTOSO.COM"), ("Targetname", "HTTP/portal.contoso.com"),
            ("ClientRealm", "CONTOSO.COM"), ("Binary", ""),
        ]]),
        ("was-5021-derived.xml", [
            [("AppPoolID", "PortalPool"), ("Binary", "2E050780")],
            [("AppPoolID", "PortalPool"), ("Binary", "69050780")],
        ]),
        ("was-events.xml", [
            [("Binary", "0D000780")],
            [("AppPoolID", "*"), ("ErrorType", "0"), ("Binary", "0D000780")],
            [("AppPoolID", "[REDACTED]"), ("ProcessID", "28828"), ("Binary", "6D000780")],
            [("AppPoolID", "DefaultAppPool"), ("ProcessID", "28652"), ("param3", "0"), ("ProtocolID", "http"),
             ("Binary", "05000780")],
        ]),
    ],
)  # fmt: skip
def test_the_fields_of_recorded_events(file: str, expected: list[list[tuple[str, str]]], engine: Engine) -> None:
    assert fields(engine, *EVENT.findall((RECORDED / file).read_text(encoding="utf-8"))) == expected


def test_fields_without_names_keep_their_order_and_long_ones_are_cut(engine: Engine) -> None:
    text = f"<Event xmlns='x'><EventData><Data>dc1</Data><Data>{'y' * 1000}</Data></EventData></Event>"
    assert fields(engine, text) == [[("", "dc1"), ("", "y" * 400)]]


def test_an_event_that_is_no_xml_has_no_fields(engine: Engine) -> None:
    assert fields(engine, "<Event>&#x1;</Event>") == [[]]


def test_events_that_cannot_be_read_have_a_reason(engine: Engine) -> None:
    refuse = "function script:Show-Event($Filter) { throw 'Access is denied.' }"
    script = f"& (Get-Module -Name NlbKerberosNode) {{ {refuse} }}; @{{}}"
    calls = (Call("provoke", script=script), Call("read_events", {"hours": 24, "most": 50, "queries": [QUERY]}))
    answer: Any = ask(engine, healthy.node(1), *calls, addresses=intranet.own_addresses(1)).answers[-1]["data"]
    assert answer["queries"] == [{"provider": QUERY["provider"], "problem": "Access is denied.", "more": False}]


@pytest.mark.parametrize("fault", [None, *OF_CLIENTS], ids=lambda fault: fault.name if fault else "healthy")
def test_a_client_tells_its_events_as_the_emulation_does(engine: Engine, fault: Fault | None) -> None:
    """It has no IIS, and so is not asked for events of the process activation service."""
    state = clients.client(1)
    state["events"]["events"] += [
        events.event("LsaSrv", 40960, "2026-01-31 06:31:00", {"": "cifs/files.example.com"}),
        events.event("NETLOGON", 3210, "2026-01-31 06:30:00", {"": "EXAMPLE"}),
    ]
    if fault:
        fault.inject(state, 1)
    call = read(24, ASKED_OF_CLIENTS)
    assert WAS not in json.dumps(call.arguments)
    answer = ask(engine, state, Call(call.payload, call.arguments), addresses=(), computer="pc1").data
    assert answer == events.read(state, call.arguments)
    assert len(answer["events"]) == (3 if fault else 2)
