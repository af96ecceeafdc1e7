"""By which names accounts are searched."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory import names, question
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

FARM = ["intranet.example.com", "intranet"]


def searched(**given: list[str]) -> list[str]:
    wanted = {"names": FARM, "targets": [], "nodes": [], "mapped": ["host"], **given}
    return names.service_principals(
        wanted["names"], wanted["targets"], wanted["nodes"], "example.com", wanted["mapped"]
    )


@pytest.mark.parametrize("name", FARM)
@pytest.mark.parametrize("kind", ["HTTP", "HOST"])
@pytest.mark.parametrize("port", ["", ":80", ":443"])
def test_each_class_name_and_port_is_searched(kind: str, name: str, port: str) -> None:
    assert f"{kind}/{name}{port}" in searched()


def test_the_short_form_of_a_full_name_is_searched() -> None:
    assert "HTTP/shop" in searched(names=["shop.example.com"])


def test_what_an_alias_leads_to_is_searched() -> None:
    assert {"HTTP/lb.example.net", "HTTP/lb", "HOST/lb.example.net"} <= set(searched(targets=["lb.example.net"]))


def test_a_class_that_stands_for_http_is_searched() -> None:
    assert "www/intranet" in searched(mapped=["host", "www"])


@pytest.mark.parametrize("name", ["HTTP/http://intranet", "HTTP/https://intranet/", "HTTP/intranet/", "HTTPS/intranet"])
def test_what_was_meant_to_be_the_name_is_searched(name: str) -> None:
    assert name in searched()


def test_http_of_the_nodes_is_searched_and_their_host_is_not() -> None:
    found = searched(nodes=["web1", "web2.example.com", "web3.other.example"])
    assert {"HTTP/web1", "HTTP/web1.example.com", "HTTP/web2.example.com:80", "HTTP/web2", "HTTP/web3"} <= set(found)
    assert "HTTP/web3.other.example" in found
    assert not [name for name in found if name.startswith("HOST/web")]


def test_no_name_is_searched_twice() -> None:
    found = searched(names=[*FARM, "INTRANET"], targets=["Intranet.example.com"])
    assert len({name.lower() for name in found}) == len(found)


def test_the_number_of_names_depends_on_names_and_nodes_alone() -> None:
    assert len(searched(nodes=[f"web{number}" for number in range(32)])) == len(searched()) + 32 * 6


def test_a_long_name_of_a_computer_is_cut_as_in_its_account() -> None:
    assert names.computers(["a-very-long-name-of-a-node.example.com"]) == ["a-very-long-nam$"]


def test_accounts_that_could_be_taken_for_a_node_or_the_farm() -> None:
    assert names.account_names(FARM, ["web1"]) == ["web1", "web1$", "intranet", "intranet$"]
    assert names.principal_names(FARM, ["web1"], "example.com") == [
        *("web1@example.com", "web1$@example.com", "intranet@example.com", "intranet$@example.com"),
        "intranet.example.com@example.com",
    ]


def test_an_address_of_an_inventory_is_no_name() -> None:
    assert names.not_addresses(["10.0.0.11", "web1", "2001:db8::11"]) == ["web1"]


def test_the_question_is_the_same_whoever_asks() -> None:
    one = question.read(["Intranet.example.com"], ["web1"], [r"EXAMPLE\svc", None, r"example\SVC"])
    assert one == Call(
        "read_directory",
        {"names": ["intranet.example.com"], "nodes": ["web1"], "accounts": [r"EXAMPLE\svc"]},
        unites="accounts",
    )
    both = one.united(question.read(["intranet.example.com"], ["web1"], ["other@example.com"]))
    assert both is not None
    assert both.arguments["accounts"] == [r"EXAMPLE\svc", "other@example.com"]
