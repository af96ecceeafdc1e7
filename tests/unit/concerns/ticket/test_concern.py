"""What is no case: nothing was looked at, or nothing could be asked."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.ticket import concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.ticket.outcomes import OTHERS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import CouldNotCheckError
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_ticket import Outcome

from tests.decisions import case as cases

SILENT: dict[str, Any] = {"controller": "dc1", "problem": "dc1 is silent", "tickets": []}
OWN_WORDS = {
    Outcome.ACCEPTED,
    Outcome.REFUSED,
    Outcome.UNAUTHORIZED,
    Outcome.STATUS,
    Outcome.REDIRECT,
}


def test_without_an_account_nothing_is_asked_and_the_variables_are_named() -> None:
    case = cases.node("ticket", arguments={"account": False})
    assert concern.not_applicable(case.plan.intent).endswith(
        "set kerberos_probe_user and kerberos_probe_password, an account without rights"
    )
    assert [finding.state.value for finding in case.reading.findings] == ["not applicable"] * 2


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"problem": "dc1: the logon was refused", "controllers": [], "shown": []}, "dc1: the logon was refused"),
        ({"problem": "", "controllers": [SILENT], "shown": []}, SILENT["problem"]),
        ({"problem": "", "controllers": [], "shown": []}, "no domain controller is known"),
    ],
)
def test_where_nobody_gives_a_ticket_it_could_not_be_checked(given: dict[str, object], reason: str) -> None:
    intent = cases.node("ticket").plan.intent
    with pytest.raises(CouldNotCheckError, match=f"^{reason}$"):
        concern.findings([{}, given], intent)
    assert concern.path([{}, given], intent) == {"tickets_for": [], "tickets": []}


def test_where_tickets_were_accepted_is_told_by_name_and_place() -> None:
    case = cases.node("ticket")
    accepted = concern.path(case.answers, case.plan.intent)["tickets"]
    assert len(accepted) == 6
    assert {"name": "intranet", "node": "", "address": "10.0.0.50"} in accepted


def test_for_which_names_there_were_tickets_is_told_whoever_has_accepted_them() -> None:
    case = cases.node("ticket")
    (giving, *_) = case.answers[-1]["controllers"]
    first, *rest = giving["tickets"]
    refused = {**giving, "tickets": [{**first, "problem": "no ticket", "code": 7}, *rest]}
    path = concern.path([{}, {**case.answers[-1], "controllers": [refused], "shown": []}], case.plan.intent)
    given = [{"controller": giving["controller"], "names": [one["name"] for one in rest]}]
    assert path == {"tickets_for": given, "tickets": []}


def test_each_outcome_has_its_words() -> None:
    assert {*OTHERS} == {*Outcome} - OWN_WORDS
