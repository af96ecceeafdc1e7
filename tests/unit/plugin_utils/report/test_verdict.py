"""One sentence on a farm, and where the report has each finding."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import Evidence, Seen
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.ticket_path import ticket_path
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import (
    Part,
    likely_causes,
    part_of,
    step_of,
    verdict,
)


def finding(control, state=State.DRIFT, step=None):
    return Finding(control, "x", state, step=step).as_dict()


def node(name, *findings, in_run=True, problem=None, controls=()):
    return {
        "node": name,
        "in_run": in_run,
        "problem": problem,
        "controls": dict.fromkeys(controls, "could not check"),
        "findings": list(findings),
    }


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (finding("AUTH-3"), Part.LIKELY),
        (finding("DNS-1"), Part.LATENT),
        (finding("NLB-1"), Part.LIKELY),
        (finding("NLB-1", step=Step.LATENT), Part.LATENT),
        (finding("AUTH-3", State.UNKNOWN), Part.UNKNOWN),
        (finding("DNS-3", State.PENDING), Part.PENDING),
        (finding("AUTH-3", State.WAIVED), Part.WAIVED),
        (finding("AUTH-3", State.WAIVED_UNKNOWN), Part.WAIVED),
    ],
)
def test_what_is_on_the_tickets_path_is_apart_from_what_is_not(given, part):
    assert part_of(given) is part


def path(nodes):
    """As of a farm whose name leads to the virtual address."""
    here = {one["node"]: one for one in nodes}
    return ticket_path(
        Evidence(
            ("intranet.example.com",),
            ("10.0.0.50",),
            dict.fromkeys(here, ()),
            seen=tuple(
                Seen(found["control"], found["subject"], State(found["state"]), step_of(found), name)
                for name, one in here.items()
                for found in one["findings"]
            ),
            left_out=tuple(name for name, one in here.items() if not one["in_run"]),
        ),
        CONTROLS,
    ).as_dict()


def test_the_first_broken_step_is_the_first_likely_cause():
    nodes = [node("web1", finding("ACL-1"), finding("DNS-1")), node("web2", finding("POOL-4"), finding("AUTH-3"))]
    assert likely_causes(path(nodes)) == ["AUTH-3", "POOL-4", "ACL-1"]


@pytest.mark.parametrize(
    ("nodes", "counts", "words"),
    [
        ([node("web1"), node("web2")], {}, "everything that was checked is as described"),
        ([node("web1"), node("web2")], {"waived": 2}, "everything that was checked is as described, except 2 waived"),
        (
            [node("web1", finding("AUTH-3")), node("web2")],
            {"drift": 1},
            "tickets can fail on web1: 1 likely cause (AUTH-3)",
        ),
        (
            [node("web1", finding("AUTH-3")), node("web2", finding("ACL-1"), finding("DNS-1"))],
            {"drift": 3},
            "tickets can fail on every node: 2 likely causes (AUTH-3, ACL-1); DNS-1 may lead to a fault later",
        ),
        (
            [node("web1", finding("DNS-6")), node("web2", finding("DNS-1"))],
            {"drift": 2},
            "nothing was found that makes a ticket fail now; DNS-1, DNS-6 may lead to a fault later",
        ),
        (
            [node("web1"), node("web2", problem="away", controls=["DNS-1", "DNS-2"])],
            {"could not check": 2, "compliant": 2},
            "web2 could not be read",
        ),
        (
            [node("web1", finding("DNS-1", State.UNKNOWN)), node("web2", problem="away", controls=["DNS-1", "DNS-2"])],
            {"could not check": 3, "compliant": 1},
            "web2 could not be read; 1 of 2 checks on the others could not be made",
        ),
        ([node("web1", problem="away", controls=["DNS-1"])], {"could not check": 1}, "no node could be read"),
        (
            [node("web1"), node("web2", in_run=False)],
            {},
            "everything that was checked on web1 is as described; nothing is known of web2, not in this run",
        ),
    ],
)
def test_the_verdict_is_one_sentence_in_plain_words(nodes, counts, words):
    assert verdict(nodes, counts, [], path(nodes)) == words


def test_what_the_description_leaves_out_is_not_as_described():
    assert verdict([node("web1")], {}, ["IIS"], path([node("web1")])).endswith("; IIS was not looked at")


def test_works_comes_first_and_what_else_was_found_is_told_all_the_same():
    given = {"causes": [], "paths": [], "works": True}
    said = verdict([node("web1")], {}, [], given)
    assert said.startswith("Kerberos works: every node and every virtual address has accepted a ticket for every name")
    assert said.endswith("; everything that was checked is as described")
    latent = verdict([node("web1", finding("DNS-1"))], {}, [], given)
    assert latent.startswith("Kerberos works")
    assert "DNS-1 may lead to a fault later" in latent
    assert "Kerberos works" not in verdict([node("web1")], {}, [], {**given, "works": False})
