"""Findings as sentences."""

import re

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.node_comparison import compare_views
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import REMEDIES, sentence, value
from hypothesis import given
from hypothesis import strategies as st


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
        (["", "a"], "an empty text, a"),
        ([["a", "b"], [], ["c"]], "(a, b), none, (c)"),
        ({}, "none"),
        ({"start": 80, "protocols": ["Tcp", "Udp"], "local": None}, "start: 80; protocols: Tcp, Udp; local: not set"),
        ([{"port": 80, "on": True}, {}], "(port: 80; on: on), none"),
        ({"rule": {"port": 80, "hosts": []}}, "rule: (port: 80; hosts: none)"),
    ],
)
def test_a_value_is_written_as_an_administrator_would(setting, words):
    assert value(setting) == words


LEAVES = st.none() | st.booleans() | st.integers() | st.text("abz ", max_size=4)
SETTINGS = st.recursive(
    LEAVES, lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text("abz", min_size=1), part, max_size=3)
)


def leaves(setting):
    if isinstance(setting, dict):
        return [leaf for name, item in setting.items() for leaf in (name, *leaves(item))]
    if isinstance(setting, list):
        return [leaf for item in setting for leaf in leaves(item)]
    return [value(setting)]


@given(SETTINGS)
def test_no_value_is_written_as_python_writes_it_and_no_part_is_left_out(setting):
    words = value(setting)
    assert not re.search(r"[\[\]{}'\"]|None|True|False", words)
    assert words or setting == ""
    place = 0
    for leaf in leaves(setting):
        place = words.index(leaf, place) + len(leaf)


def finding(state, found=1, wanted=0, remedy=Remedy.FIX, reason="why"):
    return Finding("DNS-3", "dynamic update", state, found, wanted, remedy=remedy, reason=reason).as_dict()


@pytest.mark.parametrize(
    ("one", "words"),
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
        (finding(State.PENDING, "not in effect", "in effect"), "DNS-3 dynamic update: not in effect; why"),
        (
            finding(State.WAIVED_UNKNOWN, None, None, reason="could not check, waived: ticket 4711; why"),
            "DNS-3 dynamic update: could not check, waived: ticket 4711; why",
        ),
        (finding(State.WAIVED, reason="waived: ticket 4711"), "DNS-3 dynamic update: 1, waived: ticket 4711"),
    ],
)
def test_a_finding_is_one_sentence(one, words):
    assert sentence(one) == words


def test_every_remedy_has_its_words():
    assert set(REMEDIES) == set(map(str, Remedy))


def test_nodes_that_differ_without_a_majority_are_not_asked_to_have_nothing():
    found = compare_views("DNS-9", {"web1": {"servers": ["a"]}, "web2": {"servers": ["b"]}}, 2, "tests differ")
    assert "should be not set" not in sentence(found["web1"][0].as_dict())
