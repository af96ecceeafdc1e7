"""Findings as sentences."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.node_comparison import compare_views
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import REMEDIES, sentence, value


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (None, "not set"),
        (True, "on"),
        (False, "off"),
        (0, "0"),
        (1, "1"),
        ("", ""),
        ("10.0.0.50 intranet", "10.0.0.50 intranet"),
        ([], "none"),
        (["10.0.0.2", None, True], "10.0.0.2, not set, on"),
    ],
)
def test_a_value_is_written_as_an_administrator_would(setting, words):
    assert value(setting) == words


def finding(state, found=1, wanted=0, remedy=Remedy.FIX, reason="why"):
    return Finding("DNS-3", "dynamic update", state, found, wanted, remedy=remedy, reason=reason).as_dict()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (finding(State.DRIFT), "DNS-3 dynamic update: 1, should be 0; why (fix-kerberos.yml fixes it)"),
        (finding(State.DRIFT, remedy=Remedy.REPORT), "DNS-3 dynamic update: 1, should be 0; why (report only)"),
        (
            finding(State.DRIFT, remedy=Remedy.FOLLOWS),
            "DNS-3 dynamic update: 1, should be 0; why (fixed together with its cause)",
        ),
        (
            finding(State.DRIFT, None, True),
            "DNS-3 dynamic update: not set, should be on; why (fix-kerberos.yml fixes it)",
        ),
        (finding(State.UNKNOWN, None, None), "DNS-3 dynamic update: could not check: why"),
        (
            finding(State.WAIVED_UNKNOWN, None, None, reason="could not check, waived: ticket 4711; why"),
            "DNS-3 dynamic update: could not check, waived: ticket 4711; why",
        ),
        (finding(State.WAIVED, reason="waived: ticket 4711"), "DNS-3 dynamic update: 1, waived: ticket 4711"),
    ],
)
def test_a_finding_is_one_sentence(given, words):
    assert sentence(given) == words


def test_every_remedy_has_its_words():
    assert set(REMEDIES) == set(map(str, Remedy))


def test_nodes_that_differ_without_a_majority_are_not_asked_to_have_nothing():
    found = compare_views("DNS-9", {"web1": {"servers": ["a"]}, "web2": {"servers": ["b"]}}, 2, "tests differ")
    assert "should be not set" not in sentence(found["web1"][0].as_dict())
