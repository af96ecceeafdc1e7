"""What only shows where the nodes' limits are held against each other, and the options."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.host_trust import concern as host_trust
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.host_trust.in_directory import CONTROLS as OF_FARM
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FIXED, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from lab import intranet
from tests.decisions import case as cases

FIELD, WHOLE = "MaxFieldLength of the nodes", "MaxRequestBytes of the nodes"


def view(**limits: int) -> dict[str, Any]:
    given = {f"requests.{name}": value for name, value in limits.items()}
    found: dict[str, Any] = cases.node("host_trust", {"read_host_trust": given}).reading.view()
    return found


def states(views: dict[str, dict[str, Any]], nodes: int) -> dict[str, dict[str, State]]:
    found = host_trust.agreement(views, nodes)
    return {node: {one.subject: one.state for one in of_node} for node, of_node in found.items()}


def test_without_values_the_defaults_are_compared() -> None:
    assert view() == {FIELD: 16384, WHOLE: 16384} == view(max_field_length=16384)


def test_a_limit_that_is_set_on_one_node_alone_is_found_there() -> None:
    found = states({"web1": view(), "web2": view(max_field_length=65534), "web3": view()}, 3)
    assert found["web2"] == {FIELD: State.DRIFT, WHOLE: State.COMPLIANT}
    assert found["web1"] == found["web3"] == dict.fromkeys((FIELD, WHOLE), State.COMPLIANT)


def test_alone_a_node_could_not_be_compared() -> None:
    assert set(states({"web1": view()}, 2)["web1"].values()) == {State.UNKNOWN}
    assert set(states({"web1": view()}, 1)["web1"].values()) == {State.COMPLIANT}


def test_nothing_is_fixed() -> None:
    assert "host_trust" not in FIXED
    with pytest.raises(ValueError, match=r"^no write can fix HOST-4 MaxFieldLength$"):
        host_trust.writes([Finding("HOST-4", "MaxFieldLength", State.DRIFT)], [], {})


def test_the_directory_answers_for_clocks_alone() -> None:
    assert [control.id for control in OF_FARM] == ["HOST-2"]


def test_the_arguments_come_from_the_farm_and_make_an_intent() -> None:
    arguments = host_trust.arguments(farm_of(intranet.without_directory(2)), "web1")
    assert set(arguments) == set(host_trust.ARGUMENT_SPEC)
    assert host_trust.Intent.from_arguments(arguments).names == intranet.NAMES
