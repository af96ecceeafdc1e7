"""Drift that a fix leaves because another control must hold before."""

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model import waiting
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State

CONTROLS = (
    Control("OFFER-1", "", Remedy.FIX, waits_for=("KEY-1",), harm="tickets would be refused"),
    Control("KEY-1", "", Remedy.FIX, waits_for=("POOL-1",), harm="another key would be used"),
)
OFFER = Finding("OFFER-1", "offer", State.DRIFT, key=("offer",), remedy=Remedy.FIX, reason="no offer", place="a")
KEY = Finding("KEY-1", "key", State.COMPLIANT, place="a")
DRIFT = replace(KEY, state=State.DRIFT, key=("key",), remedy=Remedy.FIX)


def first(*findings):
    return waiting.apply(findings, CONTROLS)[0]


@pytest.mark.parametrize(
    "key",
    [KEY, replace(KEY, state=State.NOT_APPLICABLE), DRIFT],
    ids=["it holds", "it is not applicable", "it is fixed in the same run"],
)
def test_nothing_waits_for_what_holds_then(key):
    assert first(OFFER, key) == OFFER


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (replace(DRIFT, remedy=Remedy.REPORT), "waits for KEY-1: tickets would be refused (key)"),
        (replace(DRIFT, remedy=Remedy.ON_REQUEST), "waits for KEY-1: tickets would be refused (key)"),
        (replace(DRIFT, key=None), "waits for KEY-1: tickets would be refused (key)"),
        (replace(DRIFT, state=State.WAIVED), "waits for KEY-1, which is waived: tickets would be refused (key)"),
        (
            replace(KEY, state=State.UNKNOWN),
            "waits for KEY-1, which is not known to hold: perhaps tickets would be refused (key)",
        ),
        (
            replace(KEY, state=State.WAIVED_UNKNOWN),
            "waits for KEY-1, which is not known to hold: perhaps tickets would be refused (key)",
        ),
        (
            replace(KEY, unproved="set spn_holder"),
            "waits for KEY-1, which is not known to hold: perhaps tickets would be refused (key); set spn_holder",
        ),
        (
            replace(KEY, place="b"),
            "waits for KEY-1, which is not known to hold: perhaps tickets would be refused (a); it was not checked "
            "there",
        ),
    ],
    ids=[
        *("reported", "on request", "without a setting", "waived", "could not check", "could not check, waived"),
        *("nothing proves it", "another place"),
    ],
)
def test_it_waits_and_says_for_what(key, words):
    assert first(OFFER, key) == replace(OFFER, remedy=Remedy.FOLLOWS, reason=f"no offer; {words}")


def test_what_a_fix_does_not_write_anyway_stays_as_it_is():
    reported = replace(OFFER, remedy=Remedy.REPORT)
    assert first(reported, replace(DRIFT, remedy=Remedy.REPORT)) == reported


def test_a_finding_without_a_place_waits_for_nothing():
    assert first(replace(OFFER, place=""), replace(DRIFT, remedy=Remedy.REPORT)) == replace(OFFER, place="")


def test_of_its_own_control_it_waits_for_those_before_it():
    stays, other = replace(OFFER, subject="stays", remedy=Remedy.REPORT), replace(OFFER, subject="other")
    before, after = waiting.apply([other, stays, KEY], CONTROLS)[0], waiting.apply([stays, other, KEY], CONTROLS)[1]
    assert before == other
    assert after == replace(other, remedy=Remedy.FOLLOWS, reason="no offer; waits for OFFER-1: stays stays as it is")


def test_what_waits_for_something_that_waits_itself_waits_too():
    """For the one in the end that keeps all of them."""
    reported = replace(DRIFT, subject="folder", remedy=Remedy.REPORT)
    found = waiting.apply([OFFER, reported, DRIFT], CONTROLS)
    assert [one.remedy for one in found] == [Remedy.FOLLOWS, Remedy.REPORT, Remedy.FOLLOWS]
    assert "(folder)" in found[0].reason


def test_what_waits_for_something_that_a_fix_would_write_and_does_not_waits_for_what_keeps_that():
    """A fix of the key alone would be no fix of the offer."""
    controls = (*CONTROLS, Control("POOL-1", "", Remedy.FIX))
    pool = Finding("POOL-1", "pool", State.DRIFT, key=("pool",), remedy=Remedy.REPORT, place="a")
    found = waiting.apply([OFFER, DRIFT, pool], controls)
    assert [one.remedy for one in found] == [Remedy.FOLLOWS, Remedy.FOLLOWS, Remedy.REPORT]
    assert found[0].reason == "no offer; waits for POOL-1: tickets would be refused (pool)"
