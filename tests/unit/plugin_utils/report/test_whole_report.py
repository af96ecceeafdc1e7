"""The farm as a whole in the report, from what the directory was asked, or was not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import FARM, NODE
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_report import of_farm, of_nodes, whole_report

HOLDS = Control("SPN-1", "one account holds the names", Remedy.REPORT)
NAMES = Control("HOST-3", "no name is a node's", Remedy.REPORT)
CONCERNS: Any = [
    SimpleNamespace(NAME="spn", SCOPE=FARM, CONTROLS=(HOLDS,)),
    SimpleNamespace(NAME="machine_account", SCOPE=FARM, CONTROLS=(NAMES,)),
    SimpleNamespace(NAME="machine_account", SCOPE=NODE, CONTROLS=(NAMES,)),
]


def test_each_scope_has_its_concerns() -> None:
    assert (of_farm(CONCERNS), of_nodes(CONCERNS)) == (CONCERNS[:2], CONCERNS[2:])


def test_what_was_found_is_told() -> None:
    found = from_findings([Finding("SPN-1", "HTTP/intranet", State.DRIFT, [], ["svc"])])
    told = whole_report(found, CONCERNS)
    assert told["controls"] == {"SPN-1": "drift"}
    assert [finding["subject"] for finding in told["findings"]] == ["HTTP/intranet"]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (None, "the directory was not asked in this run"),
        ({"failed": True, "msg": "directory: it has not answered within 300 seconds"}, "directory: it has not"),
        ({"failed": True}, "the directory was not asked in this run"),
    ],
)
def test_without_an_answer_every_control_of_the_farm_could_not_be_checked(result: Any, reason: str) -> None:
    told = whole_report(result, CONCERNS)
    assert told["controls"] == {"SPN-1": "could not check", "HOST-3": "could not check"}
    assert all(finding["reason"].startswith(reason) for finding in told["findings"])


def test_without_a_concern_of_the_farm_nothing_is_told() -> None:
    assert whole_report(None, CONCERNS[2:])["controls"] == {}


TICKET: Any = SimpleNamespace(NAME="ticket", SCOPE=FARM, CONTROLS=(Control("LIVE-1", "accepted", Remedy.REPORT),))


def test_tickets_are_told_with_what_the_directory_has_and_each_failure_is_its_own() -> None:
    of_directory = from_findings([Finding("SPN-1", "HTTP/intranet", State.COMPLIANT)])
    of_tickets = from_findings([Finding("LIVE-1", "HTTP/intranet on web1", State.DRIFT)])
    both = [CONCERNS[0], TICKET]
    assert whole_report(of_directory, both, of_tickets)["controls"] == {"SPN-1": "compliant", "LIVE-1": "drift"}
    failed = whole_report(of_directory, both, {"failed": True, "msg": "too late"})
    assert failed["controls"] == {"SPN-1": "compliant", "LIVE-1": "could not check"}
    assert whole_report(None, both, of_tickets)["controls"] == {"SPN-1": "could not check", "LIVE-1": "drift"}


def test_a_run_that_asks_for_no_ticket_has_not_looked_at_them() -> None:
    told = whole_report(None, [TICKET])
    assert told["not_applicable"] == {"LIVE-1": "no ticket was asked for in this run"}
