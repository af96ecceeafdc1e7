"""What the plan of a fix never gives to the writer, whatever it is asked for."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.spn import concern as spn
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Key, State

from lab.intranet import ACCOUNT_SID, DOMAIN
from tests.decisions import case as cases

WEB1, UNKNOWN = f"{DOMAIN}-2001", f"{DOMAIN}-4000"
WRITER = cases.node("spn", arguments={"writer": True})
NONE = cases.node("spn")


def change(key: Key, held: bool) -> Finding:
    return Finding("SPN-2", "HTTP/intranet", State.DRIFT, not held, held, key)


@pytest.mark.parametrize(
    ("key", "held", "words"),
    [
        (("adapters", "{guid}", "registers"), True, "no write can fix SPN-2"),
        (("service_principals", "HTTP/web1", WEB1), True, "is a name of the computer WEB1. itself"),
        (("service_principals", "HTTP/web1", WEB1), False, "is a name of the computer WEB1. itself"),
        (("service_principals", "HOST/intranet", ACCOUNT_SID), True, "no other is written"),
    ],
)
def test_what_must_not_be_written_is_an_error(key: Key, held: bool, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        spn.writes([change(key, held)], WRITER.answers, {})


def test_without_an_account_that_writes_nothing_is() -> None:
    key = ("service_principals", "HTTP/intranet", ACCOUNT_SID)
    with pytest.raises(ValueError, match="nothing was written: no account that is to write is given"):
        spn.writes([change(key, False)], NONE.answers, {})


def test_a_former_holder_that_the_search_does_not_find_is_left_to_the_writer() -> None:
    """A rollback gives the name back to it; whether it is a computer now is looked at before the first change."""
    changes = [
        change(("service_principals", "HTTP/intranet", UNKNOWN), True),
        change(("service_principals", "HTTP/intranet", ACCOUNT_SID), False),
    ]
    (call,) = spn.writes(changes, WRITER.answers, {})
    order = [(one["account"], one["held"]) for one in call.arguments["changes"]]
    assert order == [(ACCOUNT_SID, False), (UNKNOWN, True)]
    assert call.arguments["expected"][0]["on_controller"] == [ACCOUNT_SID]


def test_a_setting_that_was_not_searched_for_is_not_known() -> None:
    settings = WRITER.reading.settings()
    assert settings["service_principals", "http/INTRANET", ACCOUNT_SID] is True
    assert settings["service_principals", "HTTP/intranet", UNKNOWN] is False
    assert ("service_principals", "HTTP/other", ACCOUNT_SID) not in settings
    assert sorted(settings)[0] == ("service_principals", "HTTP/intranet", ACCOUNT_SID)
    assert len(settings) == 2
