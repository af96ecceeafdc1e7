"""What logs do not show is only said of what was read of them, and proves nothing where it may be too old."""

from __future__ import annotations

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence import concern, on_client
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.events.events import KERBEROS, LSA

from tests.changes import changed
from tests.decisions.case import healthy

REFUSED = {"minute": "2026-01-31 07:40", "substatus": "3", "win32": "5", "count": 1}
EVENT = {"provider": KERBEROS, "id": 4, "time": "2026-01-31 07:50:00", "fields": []}


def answers(**given: Any) -> list[Any]:
    """given: payload -> changes."""
    found = healthy("evidence")["answers"]
    return [changed(answer, given.get(payload, {})) for payload, answer in found.items()]


def intent() -> concern.Intent:
    return concern.Intent.from_arguments(healthy("evidence")["arguments"])


def events_of(reading: list[Any]) -> list[Any]:
    return [one.found for one in concern.findings(reading, intent()) if one.control == "EVENT-1"]


def test_none_is_said_since_the_last_event_that_was_read() -> None:
    more = {"queries[provider=Microsoft-Windows-Security-Kerberos].more": True, "events[+]": EVENT}
    said = "none since 2026-01-31 07:50 UTC (only the newest 100 events of Kerberos were read)"
    assert events_of(answers(read_events=more)) == [said, said]
    assert events_of(answers(read_events={"events[+]": EVENT})) == ["none since 2026-01-30 08:00 UTC"] * 2


def test_nothing_is_proved_where_it_is_not_known_when_the_last_fix_was() -> None:
    logged = {"site.minutes[+]": REFUSED}
    assert concern.path(answers(read_request_log=logged), intent())["traces"]
    unknown = answers(read_request_log=logged, read_last_fix={"problem": "its folder belongs to anna"})
    assert concern.path(unknown, intent())["traces"] == []
    assert "(when the last fix was is not known: its folder belongs to anna)" in str(events_of(unknown))


def test_the_timeline_says_which_events_are_not_in_it() -> None:
    given = answers(read_events={f"queries[provider={LSA}].problem": "Access is denied."})
    (line,) = concern.path(given, intent())["timeline"]
    assert line == {"time": "2026-01-30 08:00:00", "what": f"events of {LSA} could not be read: Access is denied."}


def test_what_a_client_logs_of_other_servers_hides_nothing_about_the_farm() -> None:
    healthy_client = healthy("evidence_on_client")
    (answer,) = healthy_client["answers"].values()
    fields = {"Server": "web1$", "TargetRealm": "", "Targetname": "HTTP/intranet", "ClientRealm": "", "Binary": ""}
    named = [{"name": name, "value": value} for name, value in fields.items()]
    other = [{"name": "", "value": "cifs/files"}]
    answer["events"] = [
        {"provider": KERBEROS, "id": 4, "time": "2026-01-31 06:00:00", "fields": named},
        *({"provider": LSA, "id": 40960, "time": f"2026-01-31 07:{n:02}:00", "fields": other} for n in range(40)),
    ]
    given = on_client.Intent.from_arguments(healthy_client["arguments"])
    lines = [one["what"] for one in on_client.path([answer], given)["timeline"]]
    assert lines[0] == "event 4: web1$ could not decrypt a ticket for HTTP/intranet"
    assert lines[1:] == ["LsaSrv 40960: a logon at this server failed: cifs/files"] * 10
