"""In which order nodes and names are changed, so that nothing that works stops working."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import Held, Holder, Key
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.key_switch import (
    Present,
    Switch,
    key_switch,
    unplanned,
)
from hypothesis import given
from hypothesis import strategies as st

NAME, SHORT = "intranet.example.com", "intranet"
SERVICE = Holder("EXAMPLE\\svc-intranet", "S-1-5-21-1-2-3-1001")
STALE = Holder("EXAMPLE\\svc-old", "S-1-5-21-1-2-3-1002")
WEB1 = Holder("EXAMPLE\\WEB1$", "S-1-5-21-1-2-3-1003")
HOST = replace(WEB1, by_host=True)
NODES = ("web1", "web2", "web3")


def key(holder: Holder) -> tuple[Key, ...]:
    return (Key("Intranet/", holder.account, holder.sid),)


def computer(node: str) -> tuple[Key, ...]:
    return (Key("Intranet/", f"{node.upper()}$", None, computer=True),)


SERVICE_EVERYWHERE = dict.fromkeys(NODES, key(SERVICE))
COMPUTERS = {node: computer(node) for node in NODES}
UNKNOWN = (Key("Intranet/", None),)


def of(*holders: Holder, keys=SERVICE_EVERYWHERE, **other) -> Switch:
    held = (Held(NAME, holders), Held(SHORT, (SERVICE,)))
    return key_switch(Present(**{"wanted": SERVICE, "held": held, "nodes": NODES, "keys": keys, **other}))


def test_names_that_the_service_account_holds_are_not_touched():
    assert of(SERVICE) == Switch()
    assert of(SERVICE, keys=COMPUTERS) == Switch()


@pytest.mark.parametrize("holders", [(), (SERVICE, STALE), (STALE, WEB1)], ids=["nobody", "two", "two others"])
def test_where_no_ticket_is_issued_all_nodes_come_first(holders):
    found = of(*holders, keys=COMPUTERS)
    assert (found.moved, found.refused, found.before, found.after) == ((NAME,), {}, NODES, ())
    assert "web1, web2, web3" in found.held_back()[NAME]
    assert any("NTLM until the names are registered" in sentence for sentence in found.notices)
    assert of(*holders).held_back() == {}


def test_a_holder_whose_key_no_node_has_is_replaced_once_all_nodes_are_ready():
    assert of(STALE).held_back() == {}
    found = of(STALE, keys=COMPUTERS)
    assert (found.moved, found.before, found.after) == ((NAME,), NODES, ())


@pytest.mark.parametrize("holder", [WEB1, HOST])
def test_a_holder_whose_key_a_node_has_is_replaced_on_request_only(holder):
    found = of(holder, keys=COMPUTERS)
    assert (found.moved, found.before, found.after) == ((), (), ())
    assert "web1 decrypts with the key of EXAMPLE\\WEB1$ and accepts tickets now" in found.refused[NAME]
    assert found.held_back() == found.refused

    found = of(holder, keys=COMPUTERS, requested=True)
    assert (found.moved, found.before, found.after) == ((NAME,), ("web2", "web3"), ("web1",))
    assert any("new tickets are refused on web1" in sentence for sentence in found.notices)
    ready = {**SERVICE_EVERYWHERE, "web1": computer("web1")}
    found = of(holder, keys=ready, requested=True)
    assert (found.before, found.after, found.held_back()) == ((), ("web1",), {})


@pytest.mark.parametrize("requested", [False, True])
def test_a_node_that_accepts_tickets_and_cannot_get_the_key_keeps_the_names_where_they_are(requested):
    found = of(WEB1, keys=COMPUTERS, kept={"web1": "a web.config sets it"}, requested=requested)
    assert (found.moved, found.after) == ((), ())
    assert re.search("no fix gives web1 the service account's key.*a web.config sets it", found.refused[NAME])
    assert of(STALE, keys=COMPUTERS, kept={"web1": "a web.config sets it"}).moved == (NAME,)


@pytest.mark.parametrize(
    ("keys", "other", "why"),
    [
        ({**SERVICE_EVERYWHERE, "web2": UNKNOWN}, {}, "web2"),
        ({"web1": key(SERVICE), "web3": key(SERVICE)}, {"unknown": {"web2": "no answer"}}, "web2 .*no answer"),
        (SERVICE_EVERYWHERE, {"delegates": ["svc-old may act for users"]}, "svc-old may act for users"),
        (SERVICE_EVERYWHERE, {"wanted": None}, "service_account"),
    ],
    ids=["a key is not known", "a node was not read", "delegation", "no service account"],
)
def test_what_is_not_known_or_would_be_lost_is_refused(keys, other, why):
    found = of(STALE, keys=keys, **other)
    assert (found.moved, found.before, found.after) == ((), (), ())
    assert re.search(why, found.refused[NAME])


def test_a_name_whose_holders_are_not_known_is_refused_alone():
    held = (Held(NAME, (), "no domain controller answers"), Held(SHORT, (STALE,)))
    found = key_switch(Present(SERVICE, held, NODES, SERVICE_EVERYWHERE))
    assert (found.moved, list(found.refused)) == ((SHORT,), [NAME])
    assert list(found.held_back()) == [NAME]
    found = key_switch(Present(SERVICE, held, NODES, COMPUTERS))
    assert (found.moved, found.before) == ((), ())
    assert f"waits for {NAME}" in found.refused[SHORT]


def test_delegation_is_no_reason_where_it_is_requested():
    assert of(STALE, delegates=["svc-old may act for users"], requested=True).moved == (NAME,)


def test_where_nobody_has_planned_the_order_a_name_is_written_on_request_only():
    assert list(unplanned([NAME, SHORT], requested=False)) == [NAME, SHORT]
    assert unplanned([NAME], requested=True) == {}


def test_a_node_that_lets_clients_in_without_a_ticket_follows_the_names():
    """Once it asks for one, a ticket for the former holder would be refused."""
    found = of(STALE, open_at=["web2"])
    assert (found.moved, found.before, found.after) == ((NAME,), (), ("web2",))
    assert any("web2 lets clients in without a ticket until the names are registered" in one for one in found.notices)
    assert not any("new tickets are refused" in one for one in found.notices)
    found = of(STALE, keys=COMPUTERS, open_at=["web2"])
    assert (found.before, found.after) == (("web1", "web3"), ("web2",))
    assert of(keys=COMPUTERS, open_at=["web2"]).before == NODES


def test_a_node_that_would_have_to_come_first_and_last_is_changed_on_request_only():
    """One name has a wrong holder, and for the other one no ticket is issued, so that clients use NTLM."""
    held = (Held(NAME, (STALE,)), Held(SHORT, ()))
    now = Present(SERVICE, held, NODES, COMPUTERS, open_at=["web2"])
    found = key_switch(now)
    assert (found.moved, found.before, found.after) == ((), (), ())
    assert "web2 lets clients in without a ticket" in found.refused[NAME]
    assert "SPN-2" in found.refused[SHORT]
    found = key_switch(replace(now, requested=True))
    assert (found.moved, found.after) == ((NAME, SHORT), ("web2",))


# A model of its own: what a client meets at a node, by who holds a name, which key the node has, and whether it asks
# for a ticket. A node of open_at has one place that does, and another one where clients use NTLM.
REFUSED, NTLM, ACCEPTED = range(3)
KEYS = {"service": SERVICE, "stale": STALE, "computer": None}


def meets(node: str, holders: frozenset[str], of_node: str, asks: bool) -> int:
    own = {"computer": node}.get(of_node, of_node)
    if len(holders) != 1 or not asks:
        return NTLM
    return ACCEPTED if own in holders else REFUSED


def present(names: dict[str, frozenset[str]], keys: dict[str, str], requested: bool, open_at: set[str]) -> Present:
    accounts = {"service": SERVICE, "stale": STALE, "web1": WEB1}
    held = [Held(name, tuple(accounts[one] for one in sorted(of_name))) for name, of_name in names.items()]
    own = {
        node: computer(node) if one == "computer" else key({"service": SERVICE, "stale": STALE}[one])
        for node, one in keys.items()
    }
    return Present(SERVICE, held, NODES, own, requested=requested, open_at=sorted(open_at))


@given(
    st.fixed_dictionaries(dict.fromkeys((NAME, SHORT), st.frozensets(st.sampled_from(["service", "stale", "web1"])))),
    st.fixed_dictionaries(dict.fromkeys(NODES, st.sampled_from(["service", "stale", "computer"]))),
    st.booleans(),
    st.sets(st.sampled_from(NODES)),
)
def test_no_step_of_any_order_makes_a_node_worse_that_is_not_named(names, keys, requested, open_at):
    switch = key_switch(present(names, keys, requested, open_at))
    worse = set()

    def met() -> dict[tuple[str, str, bool], int]:
        places = [(at, asks) for at in NODES for asks in {True, at not in open_at}]
        return {(name, at, asks): meets(at, names[name], keys[at], asks) for name in names for at, asks in places}

    def change(node: str | None) -> None:
        before = met()
        if node is None:
            names.update(dict.fromkeys(switch.moved, frozenset({"service"})))
        else:
            keys[node] = "service"
            open_at.discard(node)
        now = met()
        worse.update(
            at for (name, at, asks), was in before.items() if now.get((name, at, asks), now[name, at, True]) < was
        )

    for node in NODES:
        if switch.moved and node not in switch.after:  # whatever else is wrong there is fixed as well
            change(node)
    if switch.moved:
        # The order is safe at each point, so that a run that was killed is continued by the next one.
        now = key_switch(present(names, keys, requested, open_at))
        assert set(switch.moved).isdisjoint(now.held_back())
        change(None)
    for node in switch.after:
        change(node)
    assert worse <= set(switch.after)
    assert requested or not worse
    for name in switch.moved:
        assert all(meets(node, names[name], keys[node], True) == ACCEPTED for node in NODES if keys[node] == "service")


def test_what_one_account_holds_is_handed_off_where_this_run_may_not_write_it():
    """Nodes that followed now would refuse the tickets that are still issued for the former holder."""
    assert of(STALE, keys=COMPUTERS, writes=True).moved == (NAME,)
    refused = of(STALE, keys=COMPUTERS, writes=False).refused
    assert "this run has no account that may write it" in refused[NAME]
    assert of(keys=COMPUTERS, writes=False).refused == {}
