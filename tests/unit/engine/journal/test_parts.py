"""What was changed last is rolled back first: nodes, the directory, nodes."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.parts import parts_of

RUN, OTHER = "20260131T080000Z-000001", "20260130T080000Z-000001"
NODES = ["web3", "web2", "web1"]


def entry(concern: str, minute: int, run: str = RUN, **more: Any) -> dict[str, Any]:
    given = {
        "concern": concern,
        "time": f"2026-01-31T08:{minute:02}:00+00:00",
        "run": run,
        "done": False,
        "undoes": None,
    }
    return {**given, **more}


def parts(**entries: list[dict[str, Any]]) -> tuple[list[str], list[str], list[str]]:
    found = parts_of(NODES, entries, [RUN], {"spn", "dns_records"})
    return found["first"], found["names"], found["rest"]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"web1": [entry("app_pool", 1)], "web2": [entry("app_pool", 2)]}, ([], [], NODES)),
        ({"web1": [entry("app_pool", 1), entry("spn", 5)], "web2": [entry("app_pool", 2)]}, ([], ["web1"], NODES)),
        (
            {"web1": [entry("spn", 5)], "web2": [entry("app_pool", 2)], "web3": [entry("app_pool", 9)]},
            (["web3"], ["web1"], ["web2", "web1"]),
        ),
        ({"web1": [entry("spn", 5), entry("app_pool", 9)]}, (["web1"], ["web1"], ["web3", "web2"])),
        ({"web1": [entry("spn", 5, OTHER), entry("app_pool", 9)]}, ([], [], NODES)),
        ({"web1": [entry("spn", 5), entry("", 9, done=True)]}, ([], ["web1"], NODES)),
        ({"web1": [entry("spn", 5), entry("app_pool", 9, undoes=OTHER)]}, ([], ["web1"], NODES)),
    ],
    ids=["nodes alone", "names last", "a node after", "the first node after", "of another run", "a note", "a rollback"],
)
def test_the_order_is_the_reverse(entries: dict[str, list[dict[str, Any]]], expected: tuple[list[str], ...]) -> None:
    assert parts(**entries) == expected
