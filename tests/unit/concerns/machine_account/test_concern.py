"""What only shows where the nodes' names are held against each other, and the options."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.machine_account import concern as machine_account
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from tests.decisions import case as cases


def states(views: dict[str, dict[str, str]], nodes: int) -> dict[str, list[State]]:
    return {node: [one.state for one in found] for node, found in machine_account.agreement(views, nodes).items()}


def test_nodes_with_different_names_agree() -> None:
    views = {"web1": {"name": "WEB1"}, "web2": {"name": "WEB2"}}
    assert states(views, 2) == {node: [State.COMPLIANT] for node in views}


def test_two_nodes_with_one_name_in_any_case_are_named_on_every_node() -> None:
    views = {"web1": {"name": "WEB1"}, "web2": {"name": "web1"}, "web3": {"name": "WEB3"}}
    assert states(views, 3) == {node: [State.DRIFT] for node in views}
    (finding,) = machine_account.agreement(views, 3)["web3"]
    assert finding.found == ["web1: WEB1", "web2: web1", "web3: WEB3"]
    assert finding.reason.startswith("several nodes are called WEB1, web1")


def test_alone_a_node_could_not_be_compared() -> None:
    assert states({"web1": {"name": "WEB1"}}, 2) == {"web1": [State.UNKNOWN]}
    assert states({"web1": {"name": "WEB1"}}, 1) == {"web1": [State.COMPLIANT]}


def test_a_node_that_must_be_renamed_anyway_is_not_compared() -> None:
    given = {"read_machine_account": {"name": "INTRANET", "host_name": "intranet"}}
    assert cases.node("machine_account", given).reading.view() == {}
    assert cases.node("machine_account").reading.view() == {"name": "WEB1"}


def test_drift_that_no_write_can_fix_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^no write can fix HOST-3 computer names of the nodes$"):
        machine_account.writes([Finding("HOST-3", "computer names of the nodes", State.DRIFT)], [], {})


def test_the_arguments_come_from_the_farm_and_make_an_intent() -> None:
    farm = farm_of(
        {
            "name": "intranet",
            "names": ["Intranet.example.com"],
            "virtual_addresses": ["10.0.0.50"],
            "nodes": {"web1": {"own_addresses": ["10.0.0.11"]}},
        }
    )
    arguments = machine_account.arguments(farm, "web1")
    assert arguments == {"names": ["intranet.example.com"], "inventory_name": "web1"}
    assert set(arguments) == set(machine_account.ARGUMENT_SPEC)
    assert machine_account.Intent.from_arguments(arguments).inventory_name == "web1"
