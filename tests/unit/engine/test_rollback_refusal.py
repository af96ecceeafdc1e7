"""Nodes get no key back that does not fit the names, where those cannot be put back."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback_refusal import may_have_names, refusal

NAMES = ["intranet.example.com", "intranet"]
CONFLICT = "SPN-2 HTTP/intranet on EXAMPLE\\svc-old: another account keeps it; not changed"
KEY = {"web1": {"changes": [{"control": "AUTH-3"}]}, "web2": {"changes": []}}
NO_KEY = {"web1": {"changes": [{"control": "ACL-1"}]}, "web2": {}}


@pytest.mark.parametrize(
    ("farm", "nodes", "why"),
    [
        (None, KEY, ""),
        ({"changes": [], "conflicts": []}, KEY, ""),
        ({"conflicts": [CONFLICT]}, NO_KEY, ""),
        ({"conflicts": [CONFLICT]}, KEY, CONFLICT),
        ({"conflicts": ["SPN-1 HTTP/http://intranet/ on EXAMPLE\\svc-old: mistyped; not changed"]}, KEY, ""),
        ({"failed": True, "msg": "no account that is to write is given"}, KEY, "no account that is to write"),
        ({"unreachable": True}, KEY, "could not be read"),
        ({"failed": True, "msg": "no account"}, NO_KEY, ""),
    ],
)
def test_when_nothing_is_rolled_back(farm: dict[str, Any] | None, nodes: dict[str, Any], why: str) -> None:
    found = refusal(farm, nodes, NAMES, {"AUTH-3"})
    assert bool(found) is bool(why)
    assert why in found
    assert not why or "web1 would get a key" in found


@pytest.mark.parametrize(
    ("farm", "nodes", "refused"), [(None, KEY, True), (None, NO_KEY, False), ({"conflicts": []}, KEY, False)]
)
def test_that_the_journal_with_the_names_was_not_read(farm: Any, nodes: dict[str, Any], refused: bool) -> None:
    found = refusal(farm, nodes, NAMES, {"AUTH-3"}, "web3")
    assert bool(found) is refused
    assert not refused or "the journal of web3 was not read, and web1 would get a key back" in found


@pytest.mark.parametrize(
    ("changed", "read", "unknown"),
    [
        ({"web1": ["run-1"]}, ["web1", "web3"], []),
        ({"web2": ["run-1"]}, ["web1", "web2", "web3"], []),
        ({"web2": ["run-1"]}, ["web2", "web3"], ["web1"]),
        ({"web3": ["run-1"]}, ["web1", "web3"], ["web2"]),
        ({"web2": ["run-1"], "web3": ["run-0"]}, ["web2", "web3"], ["web1"]),
        ({"web3": ["run-1"]}, ["web3"], ["web1", "web2"]),
    ],
)
def test_a_run_has_the_names_in_the_journal_of_its_first_node(
    changed: dict[str, list[str]], read: list[str], unknown: list[str]
) -> None:
    """With --limit that is not the farm's first one."""
    entries = {node: [{"run": run} for run in runs] for node, runs in changed.items()}
    assert may_have_names(["web1", "web2", "web3"], entries, ["run-1"], read) == unknown
