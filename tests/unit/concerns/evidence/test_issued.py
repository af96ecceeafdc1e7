"""What is no case of the tickets of a run: options that are wrong, and the words of the timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence import issued
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence.timeline import of_domain_controller
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence.window import Window
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.events.events import Events
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.last_fix.last_fix import LastFix
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.ticket_requests.ticket_requests import (
    Request,
    TicketRequests,
)

TIME = datetime(2026, 1, 31, 8, tzinfo=UTC)
ONE = Request(TIME, "anna", "svc-intranet", "S-1-5-21-1-2-3-1120", 0, 18)
NONE = TicketRequests(TIME, TIME, TIME, 0, "", ())
GIVEN = {"probe_user": "svc-probe", "probed_seconds": 60, "probed_names": ["intranet"]}


def timeline(requests: TicketRequests) -> list[str]:
    found = of_domain_controller(Events(TIME, ()), requests, [], Window(TIME, LastFix()), "svc-probe")
    return [one["what"] for one in found]


def test_a_time_in_the_future_is_refused() -> None:
    assert issued.from_arguments(GIVEN).seconds == 60
    with pytest.raises(ValueError, match=r"^probed_seconds: found -1, expected how many seconds ago it was$"):
        issued.from_arguments({**GIVEN, "probed_seconds": -1})


@pytest.mark.parametrize("given", [{**GIVEN, "probe_user": None}, {**GIVEN, "probed_names": []}, {}])
def test_without_a_user_or_a_name_no_ticket_was_asked_for(given: dict[str, object]) -> None:
    assert issued.from_arguments(given) == issued.Probed()


@pytest.mark.parametrize(
    ("encryption", "words"),
    [(18, "AES256"), (17, "AES128"), (23, "RC4"), (3, "encryption type 0x3"), (None, "of an unknown encryption type")],
)
def test_the_timeline_has_the_type_of_a_ticket(encryption: int | None, words: str) -> None:
    found = timeline(replace(NONE, found=(replace(ONE, encryption=encryption),)))
    assert found == [f"event 4769: a ticket with the key of svc-intranet, {words}, issued"]


def test_tickets_of_one_minute_are_one_line_for_each_account_and_for_the_user_of_the_run() -> None:
    later = replace(ONE, time=TIME.replace(second=30), encryption=23)
    own = replace(ONE, user="SVC-Probe")
    assert timeline(replace(NONE, found=(later, ONE, own))) == [
        "event 4769: 2 tickets with the key of svc-intranet, AES256 and RC4, issued",
        "event 4769: a ticket with the key of svc-intranet, AES256, issued to SVC-Probe",
    ]


def test_a_log_that_could_not_be_read_is_in_the_timeline() -> None:
    assert timeline(replace(NONE, problem="no rights")) == [
        "events 4769 of the Security log could not be read: no rights"
    ]
