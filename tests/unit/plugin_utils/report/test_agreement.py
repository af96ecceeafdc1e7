"""Nodes are compared with each other, and one that was not read agrees with none."""

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_readings
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.farm_report import farm_report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.in_run import Inventory

from tests.unit.emulated_node import EmulatedNode, plan
from tests.unit.plugin_utils.report.audited import CONCERNS, TODAY, UNREACHABLE, audit, controls, farm, reported, waiver


def test_an_unread_node_does_not_agree_with_the_others():
    result = reported(audit(), UNREACHABLE, audit())
    assert controls(result, 1)["DNS-9"] == "could not check"
    (finding,) = [f for f in result["nodes"][1]["findings"] if f["control"] == "DNS-9"]
    assert finding["reason"] == "timed out"


def test_one_read_node_of_several_is_compared_with_none():
    result = reported(audit(), UNREACHABLE, None)
    assert [controls(result, node)["DNS-9"] for node in range(3)] == ["could not check"] * 3
    assert result["verdict"] == (
        "web2, web3 could not be read; 1 of 5 checks on the others could not be made; IIS was not looked at"
    )


def test_a_node_whose_settings_could_not_be_read_does_not_agree():
    node = EmulatedNode()
    node.adapter("LAN")["registers"] = "yes"
    unread = from_readings(audit_node([plan()], node.ask))
    result = reported(audit(), unread, audit())
    assert result["nodes"][1]["problem"].startswith("the node's answer does not look as expected")
    assert set(controls(result, 1).values()) == {"could not check"}
    (finding,) = [f for f in result["nodes"][1]["findings"] if f["control"] == "DNS-9"]
    assert finding["reason"] == result["nodes"][1]["problem"]


def test_nodes_with_other_dns_servers_drift_together():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit())
    assert [controls(result, node)["DNS-9"] for node in range(3)] == ["drift", "compliant", "compliant"]
    assert result["counts"]["drift"] == 1


def test_disagreement_can_be_waived_for_a_node():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit(), waivers=[waiver(nodes=["web1"])])
    assert controls(result)["DNS-9"] == "waived"
    (finding,) = result["nodes"][0]["findings"]
    assert (finding["state"], finding["reason"]) == ("waived", "waived by J. Doe: ticket 4711")
    assert result["counts"]["waived"] == 1


def test_of_a_run_with_several_nodes_those_are_compared():
    inventory = Inventory(in_run=["web1", "web2"], known=["web1", "web2", "web3"])
    audits = {"web1": audit("dns_registration/other-dns-servers"), "web2": audit()}
    result = farm_report(farm(), audits, CONCERNS, TODAY, inventory)
    assert [controls(result, node)["DNS-9"] for node in (0, 1)] == ["drift", "drift"]
