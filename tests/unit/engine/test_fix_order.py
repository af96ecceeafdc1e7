"""The order in which a fix takes the nodes, and for which concerns it drains."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, NAMES
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_order import fix_order, recycling

STATE = {"control": "NLB-1", "subject": "state in cluster intranet", "state": "drift"}


def audit(serves: bool | None = True, remedy: str = "", drifted: tuple[str, ...] = ("site_acl",)) -> dict[str, Any]:
    findings = [{**STATE, "remedy": remedy}] if remedy else []
    return {"serves": serves, "findings": findings, "drifted": list(drifted)}


SERVES, DOWN, LEFT, STOPPED = audit(), audit(False), audit(remedy="fix"), audit(remedy="report")


@pytest.mark.parametrize(
    ("audits", "order"),
    [
        ({"web1": SERVES, "web2": SERVES}, ["web1", "web2"]),
        ({"web1": SERVES, "web2": LEFT, "web3": DOWN}, ["web3", "web2", "web1"]),
        ({"web1": SERVES, "web2": STOPPED}, ["web2", "web1"]),
        ({"web1": DOWN, "web2": DOWN}, ["web1", "web2"]),
        ({"web1": DOWN, "web2": LEFT}, ["web2", "web1"]),
        ({"web1": SERVES, "web2": audit(False, drifted=())}, ["web1"]),
        ({"web1": audit(drifted=()), "web2": LEFT, "web3": DOWN}, ["web3", "web2"]),
        ({"web1": audit(None), "web2": LEFT}, ["web2", "web1"]),
        ({"web1": {"unreachable": True, "msg": "no answer"}, "web2": SERVES}, ["web2"]),
        ({"web1": audit(drifted=())}, []),
        ({}, []),
    ],
)
def test_those_that_do_not_serve_come_first_then_those_left_drained(
    audits: dict[str, dict[str, Any]], order: list[str]
) -> None:
    assert fix_order(audits) == order


ALL = ["site_acl", "app_pool", "windows_authentication"]


@pytest.mark.parametrize(
    ("chosen", "skipped", "drains"),
    [
        (["all"], [], ALL),
        (["tagged"], [], ALL),
        (["untagged"], [], []),
        (["app_pool", "dns_registration"], [], ["app_pool"]),
        (["all"], ["app_pool"], ["site_acl", "windows_authentication"]),
        (["all"], ["tagged"], []),
        (["dns_registration"], [], []),
    ],
)
def test_a_node_is_drained_for_what_the_tags_choose(chosen: list[str], skipped: list[str], drains: list[str]) -> None:
    assert recycling(NAMES, CONCERNS, chosen, skipped) == drains
    assert recycling(["dns_registration"], CONCERNS, chosen, skipped) == []
