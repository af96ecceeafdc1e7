"""The verdict on a farm: which finding is named first, what follows from it, and what is never said."""

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import (
    Evidence,
    Held,
    Holder,
    Key,
    Resolved,
    Seen,
    from_roles,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.ticket_path import ticket_path
from hypothesis import given
from hypothesis import strategies as st

NAME, SHORT, SERVER = "intranet.example.com", "intranet", "10.0.0.5"
SERVICE, WEB1 = Holder(r"EXAMPLE\svc-intranet", "S-1-5-21-1-2-3-1120"), Holder("EXAMPLE\\WEB1$", "S-1-5-21-1-2-3-1101")
CONTROLS = (
    Control("DNS-1", "", Remedy.FIX),
    Control("DNS-5", "", Remedy.HAND_OFF, step=Step.NAME),
    Control("SPN-1", "", Remedy.HAND_OFF, step=Step.TICKET),
    Control("SPN-2", "", Remedy.HAND_OFF, step=Step.TICKET),
    Control("NLB-1", "", Remedy.REPORT, step=Step.NETWORK),
    Control("POOL-1", "", Remedy.FIX, step=Step.KEY, explained_by=("SPN-2",)),
    Control("AUTH-3", "", Remedy.FIX, step=Step.KEY, explained_by=("SPN-1", "SPN-2", "POOL-1")),
    Control("POOL-2", "", Remedy.HAND_OFF, step=Step.NODE),
    Control("POOL-4", "", Remedy.FIX, step=Step.NODE, explained_by=("POOL-2",)),
    Control("HOST-2", "", Remedy.REPORT, step=Step.NODE, may_be_harmless=True),
    Control("ACL-1", "", Remedy.FIX, step=Step.FILES),
)
STEP = {control.id: control.step for control in CONTROLS}
FARM = Evidence(
    (NAME, SHORT),
    ("10.0.0.50",),
    {"web1": ("10.0.0.11",), "web2": ("10.0.0.12",)},
    checked={
        "": dict.fromkeys(("DNS-5", "SPN-1", "SPN-2"), State.COMPLIANT),
        **{node: dict.fromkeys(("NLB-1", "AUTH-3", "HOST-2", "ACL-1"), State.COMPLIANT) for node in ("web1", "web2")},
    },
    resolved=tuple(Resolved(name, SERVER, ("10.0.0.50",)) for name in (NAME, SHORT)),
    held=tuple(Held(name, (SERVICE,)) for name in (NAME, SHORT)),
    keys={node: (Key("Intranet/", SERVICE.account, SERVICE.sid),) for node in ("web1", "web2")},
)


def seen(control, node="", state=State.DRIFT, about=None, **more):
    """What is said of service principal names is about names."""
    about = ((NAME, SHORT) if control in ("SPN-1", "SPN-2") else ()) if about is None else about
    return Seen(control, "x", state, STEP[control], node, f"{control} of {node or 'the farm'}", tuple(about), **more)


def said(*found, **changes):
    return ticket_path(replace(FARM, seen=found, **changes), CONTROLS).as_dict()


def causes(*found, **changes):
    return [(cause["control"], cause["sure"]) for cause in said(*found, **changes)["causes"]]


def states(verdict, node, name=NAME):
    """The steps of a node's path, but those that hold."""
    (path,) = [path for path in verdict["paths"] if node in path["nodes"] and name in path["names"]]
    return {step["step"]: step["state"] for step in path["steps"] if step["state"] != "holds"}


def test_a_farm_as_described_has_no_cause_and_what_nobody_has_looked_at_is_named():
    verdict = said()
    assert verdict["causes"] == []
    assert states(verdict, "web1") == {"2": "not looked at"}
    assert [left["step"] for left in verdict["not_checked"]] == ["2"]


def test_latent_drift_is_never_a_cause():
    assert said(seen("DNS-1", "web1"))["causes"] == []
    assert said(seen("DNS-1", "web1"))["latent"] == ["DNS-1"]


def test_the_first_broken_step_comes_first():
    found = causes(seen("ACL-1", "web1"), seen("SPN-1"), seen("NLB-1", "web2"), held=None)
    assert found == [("SPN-1", "implied"), ("NLB-1", "implied"), ("ACL-1", "implied")]


def test_what_may_be_harmless_comes_last():
    assert causes(seen("HOST-2", "web1"), seen("ACL-1", "web1")) == [("ACL-1", "implied"), ("HOST-2", "possible")]


def test_the_wrong_holder_explains_the_keys_of_all_nodes():
    held = tuple(Held(name, (WEB1,)) for name in (NAME, SHORT))
    verdict = said(seen("SPN-2"), seen("AUTH-3", "web1"), seen("AUTH-3", "web2"), held=held)
    (cause,) = verdict["causes"]
    assert (cause["control"], cause["sure"]) == ("SPN-2", "proved")
    assert cause["explains"] == [{"control": "AUTH-3", "nodes": ["web1", "web2"]}]
    assert [path["broken"] for path in verdict["paths"]] == ["3"]


def test_the_node_that_has_the_holders_key_is_not_broken_there():
    held = tuple(Held(name, (WEB1,)) for name in (NAME, SHORT))
    keys = {**FARM.keys, "web1": (Key("Intranet/", WEB1.account, WEB1.sid),)}
    verdict = said(seen("SPN-2"), seen("AUTH-3", "web2"), held=held, keys=keys)
    assert states(verdict, "web1")["3"] == "drift"
    assert states(verdict, "web2")["3"] == "broken"


def test_a_chain_of_explanations_ends_at_its_cause():
    verdict = said(seen("SPN-2"), seen("POOL-1", "web1"), seen("AUTH-3", "web1"))
    assert [cause["control"] for cause in verdict["causes"]] == ["SPN-2"]


def test_another_nodes_finding_explains_nothing():
    assert [c for c, _ in causes(seen("POOL-1", "web1"), seen("AUTH-3", "web2"))] == ["POOL-1", "AUTH-3"]


@pytest.mark.parametrize(
    ("held", "sure"),
    [
        ((), "proved"),
        ((SERVICE, WEB1), "proved"),
        ((WEB1,), "proved"),
        ((SERVICE,), "possible"),
    ],
)
def test_how_sure_it_is_that_the_holder_is_the_cause(held, sure):
    assert causes(seen("SPN-1"), held=(Held(NAME, held), Held(SHORT, held))) == [("SPN-1", sure)]


def test_without_the_directory_it_follows_from_the_description_only():
    assert causes(seen("AUTH-3", "web1"), held=None) == [("AUTH-3", "implied")]


def test_a_key_that_was_read_against_a_holder_that_was_read_is_proved():
    keys = {"web1": (Key("Intranet/", WEB1.account, WEB1.sid),)}
    assert causes(seen("AUTH-3", "web1"), keys=keys) == [("AUTH-3", "proved")]


def test_an_address_of_no_node_ends_the_path_there():
    answers = (Resolved(NAME, SERVER, ("10.0.0.50", "10.0.0.99")), Resolved(SHORT, SERVER, ("10.0.0.50",)))
    verdict = said(seen("DNS-5", about=(NAME, SERVER, "10.0.0.99")), resolved=answers)
    (lost,) = [path for path in verdict["paths"] if path["addresses"] == ["10.0.0.99"]]
    assert lost["broken"] == "1"
    assert lost["nodes"] == []
    assert verdict["causes"][0]["sure"] == "proved"
    assert "1" not in states(verdict, "web1", SHORT)


def test_a_nodes_own_address_passes_the_cluster_by_and_breaks_no_ticket():
    answers = (Resolved(NAME, SERVER, ("10.0.0.50", "10.0.0.11")), Resolved(SHORT, SERVER, ("10.0.0.50",)))
    verdict = said(seen("DNS-5", about=(NAME, SERVER, "10.0.0.11")), resolved=answers)
    assert [cause["sure"] for cause in verdict["causes"]] == ["possible"]
    past = [path for path in verdict["paths"] if path["addresses"] == ["10.0.0.11"]]
    assert [path["nodes"] for path in past] == [["web1"]]
    assert past[0]["broken"] is None


def test_a_name_that_does_not_exist_on_one_server():
    answers = (*FARM.resolved, Resolved(NAME, "10.0.0.6"))
    verdict = said(seen("DNS-5", about=(NAME, "10.0.0.6")), resolved=answers)
    assert [path["broken"] for path in verdict["paths"] if path["servers"] == ["10.0.0.6"]] == ["1"]
    assert [path["broken"] for path in verdict["paths"] if path["servers"] == [SERVER]] == [None]


def test_a_server_that_gave_no_answer_is_not_checked():
    answers = (*FARM.resolved, Resolved(NAME, "10.0.0.6", problem="10.0.0.6 does not answer"))
    verdict = said(resolved=answers)
    assert {"step": "1", "state": "could not check", "reason": "10.0.0.6 does not answer", "nodes": []} in verdict[
        "not_checked"
    ]


def test_an_unread_node_holds_nothing():
    verdict = said(unread={"web2": "not reachable"}, checked={**FARM.checked, "web2": {}})
    found = states(verdict, "web2")
    assert all(found[step] == "could not check" for step in "4567")


def test_what_could_not_be_checked_is_no_cause_and_is_told():
    verdict = said(seen("AUTH-3", "web1", State.UNKNOWN))
    assert verdict["causes"] == []
    assert states(verdict, "web1")["5"] == "could not check"


def test_a_finding_about_one_name_is_not_about_the_other():
    verdict = said(seen("SPN-1", about=(NAME,)), held=(Held(NAME), Held(SHORT, (SERVICE,))))
    assert states(verdict, "web1", NAME)["3"] == "broken"
    assert "3" not in states(verdict, "web1", SHORT)


def test_nodes_that_are_not_in_the_run_have_no_path():
    assert all("web2" not in path["nodes"] for path in said(left_out=("web2",))["paths"])


def test_roles_are_read_as_concerns_give_them():
    whole = {
        "resolution": [{"name": NAME, "server": SERVER, "cname": [], "addresses": ["10.0.0.50"], "problem": ""}],
        "holders": [
            {
                "name": NAME,
                "accounts": [{"account": SERVICE.account, "sid": SERVICE.sid, "spn": "", "by_host": False}],
                "problem": "",
            }
        ],
    }
    keys = {"keys": [{"place": "Intranet/", "account": SERVICE.account, "sid": SERVICE.sid, "computer": False}]}
    roles = from_roles(whole, {"web1": keys, "web2": {}})
    assert roles["resolved"] == FARM.resolved[:1]
    assert roles["held"] == FARM.held[:1]
    assert roles["keys"] == {"web1": FARM.keys["web1"]}
    assert from_roles({}, {})["held"] is None


FINDINGS = st.builds(
    seen,
    st.sampled_from([control.id for control in CONTROLS]),
    st.sampled_from(["", "web1", "web2"]),
    st.sampled_from([State.DRIFT, State.UNKNOWN, State.WAIVED, State.PENDING]),
    st.lists(st.sampled_from([NAME, SHORT, SERVER, "10.0.0.50"]), max_size=2),
)


@given(st.lists(FINDINGS, max_size=6))
def test_every_drift_on_the_path_is_a_cause_or_explained_by_one_and_nothing_else_is(found):
    verdict = said(*found)
    states = (State.DRIFT, State.PENDING)
    drift = {one.control for one in found if one.state in states and one.step is not Step.LATENT}
    named = {cause["control"] for cause in verdict["causes"]}
    explained = {one["control"] for cause in verdict["causes"] for one in cause["explains"]}
    assert named | explained == drift
    assert bool(named) == bool(drift)


@given(st.lists(FINDINGS, max_size=6))
def test_a_step_with_drift_or_what_could_not_be_checked_never_holds(found):
    for path in said(*found)["paths"]:
        for step in path["steps"]:
            relevant = [
                one
                for one in found
                if one.step.word == step["step"] and one.node in ("", *path["nodes"][:1]) and not one.about
            ]
            if any(one.state in (State.DRIFT, State.UNKNOWN) for one in relevant):
                assert step["state"] != "holds"


def test_what_is_about_one_node_explains_nothing_on_another():
    """A managed account whose password web1 may not retrieve: the pool of web2 is stopped for another reason."""
    found = (seen("POOL-2", about=["web1"]), seen("POOL-4", "web1"), seen("POOL-4", "web2"))
    verdict = said(*found)
    assert [(cause["control"], cause["nodes"]) for cause in verdict["causes"]] == [("POOL-2", []), ("POOL-4", ["web2"])]
    assert verdict["causes"][0]["explains"] == [{"control": "POOL-4", "nodes": ["web1"]}]
