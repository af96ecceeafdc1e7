"""The path of a ticket as an administrator reads it."""

import re

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.drawing import MOST_FARMS, drawn
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import WIDTH
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path import first_cause
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import first_step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.shown_paths import HEADING, MEANING, MOST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import verdict
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.plugin_utils.report.sample import HOW, lab_report
from tests.unit.verdict.farm import said
from tests.unit.verdict.test_properties import FINDINGS

MACHINE_KEY = "windows_authentication/machine-key"


def step(number, state="holds", sentence="", controls=()):
    return {"step": str(number), "state": state, "controls": list(controls), "sentence": sentence}


def path(*changed, nodes=("web1",), servers=("10.0.0.5",), broken=None):
    """A path of which these steps do not hold."""
    steps = {str(number): step(number) for number in range(1, 8)} | {one["step"]: one for one in changed}
    return {
        "names": ["intranet.example.com"],
        "servers": list(servers),
        "addresses": ["10.0.0.50"],
        "nodes": list(nodes),
        "broken": broken,
        "steps": list(steps.values()),
    }


def farm(*paths, name="intranet", causes=()):
    return {"name": name, "path": {"paths": list(paths), "causes": list(causes), "not_checked": [], "latent": []}}


def lines(*farms):
    return [line.text for line in drawn(farms)]


def test_each_step_has_its_number_its_state_and_its_words():
    found = lines(farm(path(step(2, "not looked at"), step(5, "broken", "AUTH-3 key: WEB1$", ["AUTH-3"]), broken="5")))
    assert found[0] == f"{HEADING}:"
    assert "  intranet.example.com to web1, by DNS server 10.0.0.5: broken at step 5" in found
    assert "    1   holds            the name leads to an address: 10.0.0.50" in found
    assert "    2   not looked at    the browser decides to send a ticket" in found
    assert "    4   holds            a computer answers at the address: web1" in found
    assert "    5   broken           AUTH-3 key: WEB1$" in found


def test_a_path_with_nothing_broken_is_not_called_well():
    text_of = " ".join(lines(farm(path())))
    assert "to web1, by DNS server 10.0.0.5: nothing that breaks it was found" in text_of
    assert "It is no proof: that would be a ticket" in text_of


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (step(6, "could not check", "timed out"), "nothing that breaks it was found, and step 6 could not be checked"),
        (step(6, "drift", "POOL-2 lock"), "nothing that surely breaks it was found; drift at step 6"),
    ],
)
def test_what_is_not_known_to_break_is_told_in_the_heading(changed, said):
    assert said in " ".join(" ".join(lines(farm(path(changed)))).split())


def test_what_could_not_be_checked_before_the_broken_step_is_told_with_it():
    found = lines(farm(path(step(3, "could not check", "x"), step(5, "broken", "y"), broken="5")))
    assert "broken at step 5, and step 3 before it could not be checked" in " ".join(" ".join(found).split())


def test_one_reason_for_several_steps_stands_once():
    unread = [step(number, "could not check", "timed out") for number in (4, 5, 6, 7)]
    assert "    4-7 could not check  timed out" in lines(farm(path(*unread)))


def test_what_follows_from_another_control_says_from_which():
    cause = {"control": "SPN-2", "explains": [{"control": "AUTH-3", "nodes": ["web1"]}]}
    found = lines(farm(path(step(5, "drift", "a long sentence", ["AUTH-3"])), causes=[cause]))
    assert "    5   drift            AUTH-3, which follows from SPN-2" in found


def test_broken_paths_come_first_and_of_many_the_others_are_counted():
    whole = [path(nodes=[f"web{number}"]) for number in range(1, MOST + 3)]
    found = lines(farm(*whole, path(step(3, "broken", "x"), nodes=["web9"], broken="3")))
    headings = [line for line in found if line.startswith("  intranet.example.com")]
    assert headings[0].startswith("  intranet.example.com to web9")
    assert len(headings) == MOST
    assert found[-1] == "  and 3 other paths; the file has them"


def test_of_many_farms_those_that_are_broken_are_drawn():
    farms = [farm(path(), name=f"farm{number}") for number in range(49)]
    found = lines(*farms, farm(path(step(3, "broken", "x"), broken="3"), name="last"))
    drawn_farms = [line for line in found if line.startswith("  Farm ")]
    assert len(drawn_farms) == MOST_FARMS
    assert "  Farm last:" in drawn_farms
    assert "Not drawn here: 40 farms more" in found[-2] + found[-1]
    assert len(found) < MOST_FARMS * 12 + 10


def test_a_farm_of_three_nodes_needs_a_screen_and_no_wide_one():
    report = lab_report({1: [MACHINE_KEY], 2: ["app_pool/pool-stopped"], 3: ["site_acl/readers-denied"]})
    found = lines(*report["farms"])
    assert len(found) <= 60
    assert max(map(len, found)) <= WIDTH


def test_a_long_sentence_is_cut_at_a_word():
    found = lines(farm(path(step(3, "broken", "word " * 100), broken="3")))
    assert any(line.endswith("word ...") for line in found)


def test_it_ends_the_text_only_where_it_is_asked_for():
    report = lab_report({2: [MACHINE_KEY]})
    plain = [line.text for line in text(report, {}, HOW)]
    with_path = [line.text for line in text(report, {}, HOW, with_path=True)]
    assert with_path[: len(plain)] == plain
    assert f"{HEADING}:" in with_path[len(plain) :]


def test_a_report_without_paths_has_nothing_to_draw():
    assert drawn([{"name": "old"}, {"name": "wrong", "path": None}]) == []


@given(st.lists(FINDINGS, max_size=6))
def test_it_is_never_said_that_kerberos_works(found):
    """Neither by the drawing, nor by the verdict in one sentence, nor by the first broken step."""
    said_of = said(*found)
    nodes = [
        {"node": name, "in_run": True, "problem": None, "findings": [], "controls": {}} for name in ("web1", "web2")
    ]
    cause = first_cause(said_of)
    told = [
        *lines({"name": "intranet", "path": said_of}),
        verdict(nodes, {}, [], said_of),
        *([line.text for line in first_step(cause, [])] if cause else []),
    ]
    text_of = " ".join(" ".join(told).replace(MEANING, "").split())
    assert not re.search(r"works|is accepted|are accepted|succeed|is well|is fine", text_of)
