"""A node that was not read never looks healthy, and one that was left out is no failure."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.agreement import NOT_COMPARED
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.farm_report import farm_report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.in_run import Inventory

from tests.unit.emulated_node import EmulatedNode, plan
from tests.unit.plugin_utils.report.audited import (
    CONCERNS,
    CONTROLS,
    FAILED,
    TODAY,
    UNREACHABLE,
    audit,
    controls,
    farm,
    reported,
)

REFUSED = audit_node([plan()], EmulatedNode("dns_registration/own-addresses-missing").ask)[0].problem


@pytest.mark.parametrize(
    ("unread", "problem"),
    [
        (None, "the node was not audited in this run"),
        (UNREACHABLE, "timed out"),
        ({"unreachable": True, "msg": "Task failed: Action failed: web2: no route"}, "web2: no route"),
        ({"unreachable": True, "failed": False}, "not reachable"),
        (audit("dns_registration/own-addresses-missing"), REFUSED),
        (FAILED, "audit: the node offers 32-bit PowerShell"),
        ({"failed": True}, "its audit gave no result"),
        ({"skipped": True}, "its audit gave no result"),
        ({}, "its audit gave no result"),
        ({**audit(), "failed": True, "msg": "late"}, "late"),
    ],
    ids=["not asked", "unreachable", "as Ansible tells it", "unreachable without a word", "another computer",
         "failed", "failed without a word", "skipped",
         "empty", "failed after an answer"],
)  # fmt: skip
def test_a_node_that_was_not_read_could_not_be_checked_in_anything(unread, problem):
    result = reported(audit(), unread, audit())
    node = result["nodes"][1]
    assert node["problem"] == problem
    assert node["controls"] == dict.fromkeys(CONTROLS, "could not check")
    assert {f["reason"] for f in node["findings"]} == {problem}
    assert controls(result)["DNS-9"] == "compliant"
    assert "web2 could not be read" in result["verdict"]
    assert "everything" not in result["verdict"]


def test_a_node_that_the_inventory_lacks_is_a_failure_with_or_without_a_limit():
    inventory = Inventory(in_run=["web2"], known=["web1", "web2"])
    node = farm_report(farm(), {"web2": audit()}, CONCERNS, TODAY, inventory)["nodes"][2]
    assert node["in_run"]
    assert node["problem"].startswith("the inventory has no such host")
    assert set(node["controls"].values()) == {"could not check"}


def test_a_node_outside_of_the_limit_is_not_in_the_run_and_no_failure():
    """Nor are the others compared with it, which is no failure either."""
    inventory = Inventory(in_run=["web2"], known=["web1", "web2", "web3"])
    result = farm_report(farm(), {"web2": audit()}, CONCERNS, TODAY, inventory)
    left_out = {"in_run": False, "problem": None, "controls": {}, "not_applicable": {}, "findings": []}
    assert result["nodes"][0] == {"node": "web1", **left_out}
    assert result["counts"]["could not check"] == 0
    assert (controls(result, 1)["DNS-9"], result["nodes"][1]["not_applicable"]) == (
        "not applicable",
        {"DNS-9": NOT_COMPARED},
    )
    assert result["verdict"].startswith("everything that was checked on web2 is as described; ")
    assert "nothing is known of web1, web3" in result["verdict"]
