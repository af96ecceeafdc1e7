"""read_ticket_requests in the engine: the newest events 4769 of a Security log, as Windows has written them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.ticket_requests.ticket_requests import parse, read

from lab import domain_controllers, intranet
from lab.facts import ticket_requests
from lab.faults import DOMAIN_CONTROLLERS
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.payloads.exchange import Call, ask

RECORDED = Path(__file__).with_name("recorded") / "kerberos-kdc-events.xml"
FIELD = re.compile(r'<Data Name="(\w+)">([^<]*)</Data>')
ASKED = read(24, ["svc-intranet", "SVC-Probe", "HTTP/intranet.example.com"])
PROVOKE = "& (Get-Module -Name NlbKerberosNode) { %s }; @{}"


def answer(engine: Engine, state: NodeState, provoke: str = "@{}", **changed: Any) -> Any:
    calls = Call("provoke", script=provoke), Call(ASKED.payload, {**ASKED.arguments, **changed})
    return ask(engine, state, *calls, addresses=(), computer="dc1").answers[-1]["data"]


def controller(*events: dict[str, Any], problem: str = "") -> NodeState:
    return domain_controllers.domain_controller(1) | {"ticket_requests": {"events": list(events), "problem": problem}}


def recorded() -> list[dict[str, Any]]:
    """Of both versions, the newer one after the other."""
    texts = [one for one in RECORDED.read_text(encoding="utf-8").split("</Event>") if "<EventID>4769<" in one]
    return [
        {"time": f"2026-01-31 07:0{number}:00", "fields": [{"name": n, "value": v} for n, v in FIELD.findall(text)]}
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize("fault", [None, *DOMAIN_CONTROLLERS], ids=lambda fault: fault.name if fault else "healthy")
def test_a_domain_controller_tells_what_the_emulation_does(engine: Engine, fault: Any) -> None:
    state = domain_controllers.domain_controller(1)
    if fault:
        fault.inject(state, 1)
    assert answer(engine, state) == ticket_requests.read(state, ASKED.arguments)


def test_events_of_every_version_are_told_by_their_fields(engine: Engine) -> None:
    found = answer(engine, controller(*recorded()), wanted=["win2008r2$", "administrator"])
    newer, older = parse(found).found
    assert (older.user, older.service, older.status, older.encryption) == ("dadmin", "WIN2008R2$", 0, 18)
    assert older.sid == "S-1-5-21-3457937927-2839227994-823803824-2102"
    assert (newer.user, newer.service, newer.status, newer.encryption) == ("Administrator", "DC01$", 0, 18)


def test_only_what_is_asked_for_is_told_and_of_others_only_how_many_there_are(engine: Engine) -> None:
    """A user's name within another one, or within another field, is not that user."""
    others = ticket_requests.issued("2026-01-31 07:00:00", "anna", "svc-intranet-2", f"{intranet.DOMAIN}-1190")
    probe = ticket_requests.issued("2026-01-31 07:00:00", "svc-probe2", "files1$", f"{intranet.DOMAIN}-1190")
    found = answer(engine, controller(others, probe))
    assert (found["count"], found["requests"]) == (2, [])


def test_a_name_that_xml_writes_otherwise_is_found(engine: Engine) -> None:
    event = ticket_requests.issued("2026-01-31 07:00:00", "o'neill", "svc-r&d", f"{intranet.DOMAIN}-1190")
    for wanted, expected in (("svc-r&d", 1), ("O'Neill", 1), ("svc-r", 0)):
        assert len(answer(engine, controller(event), wanted=[wanted])["requests"]) == expected


def test_the_newest_are_read_and_since_when_is_told(engine: Engine) -> None:
    state = domain_controllers.domain_controller(1)
    found = answer(engine, state, most=2)
    assert (found["count"], found["read_since"]) == (2, ticket_requests.PROBED)
    assert len(found["requests"]) == 2
    assert answer(engine, state, hours=1)["read_since"] == "2026-01-31 07:00:00"


def test_no_more_are_told_than_is_asked_for_and_reading_ends_there(engine: Engine) -> None:
    """An account may have nearly all tickets of a domain."""
    found = answer(engine, domain_controllers.domain_controller(1), most_told=4)
    assert (found["count"], len(found["requests"])) == (6, 4)
    assert found["read_since"] == found["requests"][-1]["time"]


def test_an_event_without_its_fields_is_asked_for_by_nobody(engine: Engine) -> None:
    event = {"time": "2026-01-31 07:00:00", "fields": [{"name": "IpAddress", "value": "svc-intranet"}]}
    assert (answer(engine, controller(event))["count"], answer(engine, controller(event))["requests"]) == (1, [])


def test_what_is_older_is_not_counted(engine: Engine) -> None:
    event = ticket_requests.issued("2026-01-29 07:00:00", "anna", "svc-intranet", intranet.ACCOUNT_SID)
    assert answer(engine, controller(event))["count"] == 0


def test_a_log_that_cannot_be_read_has_a_reason(engine: Engine) -> None:
    refused = "Attempted to perform an unauthorized operation."
    found = answer(engine, controller(problem=refused))
    assert (found["problem"], found["requests"], found["count"]) == (refused, [], 0)


LATE = """
    function script:New-TicketRecord($Request) {
        $time = [DateTime]::ParseExact($Request.time, 'yyyy-MM-dd HH:mm:ss', $null, 'AssumeUniversal')
        $record = [pscustomobject]@{ TimeCreated = $time }
        $record | Add-Member -MemberType ScriptMethod -Name ToXml -Value {
            Microsoft.PowerShell.Utility\\Start-Sleep -Milliseconds 300
            '<Event/>'
        }
        $record | Add-Member -MemberType ScriptMethod -Name Dispose -Value { } -PassThru
    }"""


def test_reading_ends_in_time_and_since_when_was_read_is_told(engine: Engine) -> None:
    found = answer(engine, domain_controllers.domain_controller(1), PROVOKE % LATE, seconds=1)
    assert found["problem"] == ""
    assert 1 < found["count"] < 8
    assert found["read_since"] > found["since"]


def test_a_search_that_is_ended_by_an_error_in_time_is_no_problem_and_nothing_was_read(engine: Engine) -> None:
    """EvtNext ends with an error where nothing is found in the time that is left."""
    slow = """function script:New-SecurityLogReader($Query) {
        $reader = [pscustomobject]@{ BatchSize = 64 }
        $reader | Add-Member -MemberType ScriptMethod -Name ReadEvent -Value {
            param($Timeout) Microsoft.PowerShell.Utility\\Start-Sleep -Milliseconds ($Timeout.TotalMilliseconds + 50)
            throw 'This operation returned because the timeout period expired.'
        }
        $reader | Add-Member -MemberType ScriptMethod -Name Dispose -Value { } -PassThru
    }"""
    found = answer(engine, domain_controllers.domain_controller(1), PROVOKE % slow, seconds=1)
    assert (found["problem"], found["count"], found["read_since"]) == ("", 0, found["time"])
