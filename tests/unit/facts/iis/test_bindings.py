"""Which site answers for a name, by its bindings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis import bindings
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.reached import Clients
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.server import Binding, Iis, Site
from ansible_collections.nlb.kerberos.plugins.module_utils.model.addresses import parse

VIRTUAL, OWN = parse("10.0.0.50"), parse("10.0.0.11")
NAME = "intranet.example.com"
CLIENTS = Clients((NAME, "intranet"), (VIRTUAL,), balanced_by_nlb=True)


def site(name: str, *information: str, state: str = "Started", protocol: str = "http") -> Site:
    return Site(name, state, tuple(Binding(protocol, one) for one in information), ())


def server(*sites: Site) -> Iis:
    return Iis((), sites, (), datetime(2026, 1, 31, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("other", "first"),
    [
        ("*:80:", ["A"]),
        ("*:80:*.example.com", ["A"]),
        ("*:80:*.com", ["A"]),
        (f"*:8080:{NAME}", ["A"]),
        ("10.0.0.50:80:", ["A", "B"]),
        (f"10.0.0.50:80:{NAME}", ["B"]),
        (f"10.0.0.11:80:{NAME}", ["A"]),
        ("[2001:DB8::50]:80:", ["A"]),
    ],
)
def test_a_name_comes_before_a_pattern_and_a_pattern_before_every_name(other: str, first: list[str]) -> None:
    iis = server(site("A", f"*:80:{NAME.upper()}"), site("B", other))
    assert [one.name for one in bindings.first(iis, NAME, VIRTUAL, 80)] == first


def test_a_longer_pattern_comes_before_a_shorter_one() -> None:
    iis = server(site("A", "*:80:*.com"), site("B", "*:80:*.example.com"), site("C", "*:80:"))
    assert [one.name for one in bindings.first(iis, NAME, VIRTUAL, 80)] == ["B"]


def test_each_address_is_looked_at_by_itself() -> None:
    iis = server(site("A", "10.0.0.50:80:"), site("B", "*:80:"))
    found = {one.site.name for one in bindings.answering(iis, [NAME], [VIRTUAL, OWN])}
    assert found == {"A", "B"}


@pytest.mark.parametrize("information", ["*:8081", "*:http:", "nowhere:80:", ""])
def test_a_binding_that_is_none_is_named_and_answers_nothing(information: str) -> None:
    other = site("B", information)
    assert bindings.unreadable(other) == [f"http {information}"]
    assert bindings.answering(server(site("A", "*:80:"), other), [NAME], [VIRTUAL])[0].site.name == "A"


def test_a_site_that_no_name_reaches_is_not_changed() -> None:
    described, other = site("Intranet", "*:8080:test.example.com"), site("Default Web Site", "*:80:")
    assert CLIENTS.obstacle(server(described, other), described) == (
        "not changed while no name of the farm reaches the site Intranet (SITE-1): another site may be meant"
    )


@pytest.mark.parametrize("state", ["Started", "Stopped"])
def test_a_site_that_one_name_reaches_may_be_changed_also_while_it_is_stopped(state: str) -> None:
    described = site("Intranet", f"*:80:{NAME}", state=state)
    iis = server(described, site("Default Web Site", "*:80:"))
    assert CLIENTS.obstacle(iis, described) == ""
    assert not CLIENTS.all_reach(iis, described)


def test_without_names_or_addresses_nothing_is_held_back() -> None:
    described = site("Intranet")
    for given in ({"names": [NAME]}, {"virtual_addresses": ["10.0.0.50"]}):
        assert Clients.from_arguments(given).obstacle(server(described), described) == ""


def test_another_load_balancer_may_send_requests_to_the_nodes_own_address() -> None:
    given = {"names": [NAME], "virtual_addresses": ["10.0.0.50"], "own_addresses": ["10.0.0.11"]}
    assert Clients.from_arguments({**given, "drain": True}).at == (VIRTUAL,)
    assert Clients.from_arguments({**given, "drain": False}).at == (VIRTUAL, OWN)
