"""The keys of nodes that no described account is held against."""

from __future__ import annotations

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from tests.decisions import case as cases

ROOT, REPORTS = "Intranet/", "Intranet/reports"
NO_ACCOUNT = {"service_account": None, "spn_holder": None}
SERVICE = r"EXAMPLE\svc-intranet"


def view(given: Any = None, **arguments: Any) -> dict[str, Any]:
    found = cases.node("windows_authentication", given, arguments={**NO_ACCOUNT, **arguments}).reading.view()
    assert found is not None
    return found


def key(account: str, sid: str | None = None, computer: bool = False) -> dict[str, Any]:
    return {ROOT: {"account": account, "sid": sid, "computer": computer}}


def states(views: dict[str, dict[str, Any]], nodes: int = 3) -> dict[str, list[State]]:
    return {node: [one.state for one in group] for node, group in agreed(views, nodes).items()}


def agreed(views: dict[str, dict[str, Any]], nodes: int = 3) -> dict[str, list[Finding]]:
    return windows_authentication.agreement(views, nodes)


def test_a_view_has_the_key_of_each_application() -> None:
    found = view()
    assert set(found) == {ROOT, REPORTS}
    assert (found[ROOT]["account"], found[ROOT]["computer"]) == (SERVICE, False)


def test_where_an_account_is_described_each_node_is_held_against_it_alone() -> None:
    assert view(service_account=SERVICE) == {}
    assert agreed({"web1": {}, "web2": {}}, 2) == {"web1": [], "web2": []}


def test_a_computers_own_key_is_drift_by_itself() -> None:
    off = {"locations[location=Intranet/].windows.use_app_pool_credentials": False}
    own = view({"read_authentication": off})
    found = agreed({"web1": own, "web2": view(), "web3": view()})
    assert {node: {one.subject for one in group if one.state is State.DRIFT} for node, group in found.items()} == {
        "web1": {"key of Intranet/ on all nodes"},
        "web2": set(),
        "web3": set(),
    }
    assert found["web1"][0].found == "the computer account WEB1$"
    assert states({"web1": key("WEB1$", computer=True)}) == {"web1": [State.DRIFT]}
    assert states({"web1": key("WEB1$", computer=True)}, nodes=1) == {"web1": []}


def test_different_accounts_are_drift_on_all_nodes_whatever_most_have() -> None:
    views = {"web1": key(SERVICE, "S-1"), "web2": key(SERVICE, "S-1"), "web3": key(r"EXAMPLE\old", "S-2")}
    assert states(views) == {node: [State.DRIFT] for node in views}


def test_one_account_under_two_names_is_one() -> None:
    views = {"web1": key(SERVICE, "S-1"), "web2": key("svc@example.com", "S-1")}
    assert states(views) == {node: [State.COMPLIANT] for node in views}


def test_names_that_do_not_show_it_could_not_be_compared() -> None:
    views = {"web1": key(SERVICE), "web2": key("svc@corp.example.net")}
    assert states(views) == {node: [State.UNKNOWN] for node in views}


def test_alone_a_node_could_not_be_compared() -> None:
    assert states({"web1": key(SERVICE)}) == {"web1": [State.UNKNOWN]}
