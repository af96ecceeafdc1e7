"""Kerberos works: said only of a farm whose nodes and virtual addresses have all accepted a ticket for every name."""

from __future__ import annotations

from itertools import product
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import Accepted, Evidence, Seen, from_roles
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.ticket_path import ticket_path
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.verdict.farm import CONTROLS as OTHERS
from tests.unit.verdict.farm import FARM, SHORT, seen

LIVE = tuple(Control(name, "", Remedy.REPORT, step=Step.KEY, measured=True) for name in ("LIVE-1", "LIVE-2"))
CONTROLS = (*OTHERS, *LIVE)
PLACES = [*((node, "") for node in FARM.own), *(("", address) for address in FARM.virtual)]
EVERY = tuple(Accepted(name, *place) for name, place in product(FARM.names, PLACES))
COMPLIANT = {control.id: State.COMPLIANT for control in LIVE}


def works(accepted: Any = EVERY, live: Any = COMPLIANT, found: Any = (), **changes: Any) -> bool:
    checked = {**FARM.checked, "": {**FARM.checked[""], **live}}
    own = {"seen": tuple(found), "checked": checked, "accepted": tuple(accepted), **changes}
    return bool(ticket_path(Evidence(**{**vars(FARM), **own}), CONTROLS).as_dict()["works"])


def live(control: str, *about: str, follows_from: tuple[str, ...] = ()) -> Seen:
    """A ticket that was refused."""
    sentence = f"{control} of {about}"
    return Seen(control, "x", State.DRIFT, Step.KEY, sentence=sentence, about=about, follows_from=follows_from)


def causes(*found: Seen) -> list[tuple[str, str, list[dict[str, Any]]]]:
    verdict = ticket_path(Evidence(**{**vars(FARM), "seen": found}), CONTROLS).as_dict()
    return [(cause["control"], cause["sure"], cause["explains"]) for cause in verdict["causes"]]


def test_it_works_where_everything_has_accepted_a_ticket() -> None:
    assert works()
    assert works(found=[seen("DNS-1", "web1")]), "what is latent breaks no ticket"


@given(st.sets(st.sampled_from(EVERY), min_size=1))
def test_one_that_is_missing_is_no_proof(missing: set[Accepted]) -> None:
    assert not works(one for one in EVERY if one not in missing)


@given(
    st.sampled_from([control.id for control in LIVE]),
    st.sampled_from([None, *(state for state in State if state is not State.COMPLIANT)]),
)
def test_a_ticket_that_was_refused_waived_or_not_asked_for_is_no_proof(control: str, state: State | None) -> None:
    others = {one: State.COMPLIANT for one in COMPLIANT if one != control}
    assert not works(live={**others, control: state} if state else others)


@given(st.sampled_from([(), ("10.0.0.50",)]), st.booleans())
def test_a_farm_without_names_nodes_or_addresses_proves_nothing(virtual: tuple[str, ...], names: bool) -> None:
    changes = {"virtual": virtual, "names": FARM.names if names else (), "own": {} if virtual and names else FARM.own}
    assert not works(**changes)


@given(st.sampled_from(["DNS-5", "SPN-2", "NLB-1", "AUTH-3", "ACL-1"]), st.sampled_from(["", "web1"]))
def test_a_broken_path_is_not_called_working(control: str, node: str) -> None:
    """A probe goes past DNS, and past the folders that users read."""
    found = seen(control, node, about=())
    drawn = ticket_path(Evidence(**{**vars(FARM), "seen": (found,)}), CONTROLS).paths
    assert any(path.broken for path in drawn) is (control != "DNS-5")
    assert works(found=[found]) is not any(path.broken for path in drawn)


def test_without_the_concern_nothing_is_proved() -> None:
    evidence = Evidence(**{**vars(FARM), "accepted": EVERY})
    assert not ticket_path(evidence, OTHERS).works


def test_where_tickets_were_accepted_is_a_role_of_the_path() -> None:
    role = [
        {"name": SHORT, "node": "web1", "address": "10.0.0.11"},
        {"name": SHORT, "node": "", "address": "10.0.0.50"},
    ]
    accepted = from_roles({"tickets": role}, {})["accepted"]
    assert accepted == (Accepted(SHORT, "web1", ""), Accepted(SHORT, "", "10.0.0.50"))
    assert from_roles({}, {})["accepted"] == ()


def test_a_refused_ticket_is_proved_and_a_cause_of_its_own_where_no_setting_explains_it() -> None:
    assert causes(live("LIVE-1", SHORT, "web2", follows_from=("AUTH-3",))) == [("LIVE-1", "proved", [])]


def test_the_setting_of_the_node_explains_the_ticket_that_it_refused() -> None:
    refused = live("LIVE-1", SHORT, "web2", follows_from=("AUTH-3",))
    ((control, _, explains),) = causes(seen("AUTH-3", "web2"), refused)
    assert (control, explains) == ("AUTH-3", [{"control": "LIVE-1", "nodes": [""]}])


def test_the_setting_of_another_node_does_not() -> None:
    found = causes(seen("AUTH-3", "web1"), live("LIVE-1", SHORT, "web2", follows_from=("AUTH-3",)))
    assert {control for control, *_ in found} == {"AUTH-3", "LIVE-1"}


def test_at_a_virtual_address_any_node_may_be_why() -> None:
    found = causes(seen("AUTH-3", "web1"), live("LIVE-2", SHORT, "10.0.0.50", follows_from=("AUTH-3",)))
    assert [control for control, *_ in found] == ["AUTH-3"]
