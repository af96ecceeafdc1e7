"""Which finding is named first, what follows from it, and how sure that is."""

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import (
    Held,
    Key,
    Seen,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.ticket_path import ticket_path

from tests.unit.verdict.farm import CONTROLS, FARM, NAME, SERVICE, SHORT, WEB1, causes, said, seen, states


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


def test_what_is_wrong_with_the_account_may_be_harmless_while_every_node_serves():
    assert causes(seen("POOL-2"), serves={"web1": True, "web2": True}) == [("POOL-2", "possible")]
    assert causes(seen("POOL-2"), serves={"web1": True, "web2": False}) == [("POOL-2", "implied")]
    assert causes(seen("POOL-2"), serves={"web1": True}) == [("POOL-2", "implied")]


def test_what_is_about_the_account_and_not_about_a_name_is_not_harmless_by_the_keys():
    assert causes(seen("SPN-4")) == [("SPN-4", "implied")]
    assert states(said(seen("SPN-4")), "web1")["3"] == "broken"


def test_a_finding_may_say_from_which_control_it_follows():
    pool = seen("POOL-1", "web1")
    assert [c for c, _ in causes(pool, seen("ACL-1", "web1"))] == ["POOL-1", "ACL-1"]
    verdict = said(pool, seen("ACL-1", "web1", follows_from=("POOL-1",)))
    assert [cause["control"] for cause in verdict["causes"]] == ["POOL-1"]
    assert verdict["causes"][0]["explains"] == [{"control": "ACL-1", "nodes": ["web1"]}]


def test_of_several_explanations_the_one_of_the_node_comes_before_that_of_the_farm():
    verdict = said(seen("SPN-1"), seen("POOL-1", "web1"), seen("AUTH-3", "web1"), seen("AUTH-3", "web2"))
    explains = {cause["control"]: [one["nodes"] for one in cause["explains"]] for cause in verdict["causes"]}
    assert explains == {"SPN-1": [["web2"]], "POOL-1": [["web1"]]}


def test_a_control_whose_fix_waits_for_another_comes_first_within_the_step():
    first = Control("AUTH-2", "", Remedy.FIX, step=Step.KEY, waits_for=("POOL-6",))
    later = Control("POOL-6", "", Remedy.FIX, step=Step.KEY)
    found = (Seen("POOL-6", "x", State.DRIFT, Step.KEY, "web1"), Seen("AUTH-2", "x", State.DRIFT, Step.KEY, "web1"))
    verdict = ticket_path(replace(FARM, seen=found), (later, first)).as_dict()
    assert [cause["control"] for cause in verdict["causes"]] == ["AUTH-2", "POOL-6"]


def test_of_two_findings_of_a_control_only_the_one_that_follows_is_explained():
    follows = Seen("AUTH-3", "reports", State.DRIFT, Step.KEY, "web1", follows_from=("POOL-1",))
    own = Seen("AUTH-3", "root", State.DRIFT, Step.KEY, "web1")
    controls = tuple(replace(control, explained_by=()) for control in CONTROLS)
    verdict = ticket_path(replace(FARM, seen=(seen("POOL-1", "web1"), follows, own)), controls)
    assert verdict.explained() == {("web1", "AUTH-3", "reports"): "POOL-1"}
    assert {cause.control for cause in verdict.causes} == {"POOL-1", "AUTH-3"}


def test_what_is_not_about_the_key_is_not_proved_by_another_key():
    keys = {"web1": (Key("Intranet/", WEB1.account, WEB1.sid),)}
    providers = Control("AUTH-2", "", Remedy.FIX, step=Step.KEY)
    found = (Seen("AUTH-2", "x", State.DRIFT, Step.KEY, "web1"),)
    verdict = ticket_path(replace(FARM, seen=found, keys=keys), (*CONTROLS, providers)).as_dict()
    assert [cause["sure"] for cause in verdict["causes"]] == ["implied"]
