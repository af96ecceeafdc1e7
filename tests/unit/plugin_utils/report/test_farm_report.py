"""Every node of a farm is in its report, and nothing more is claimed than was checked."""

import re

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import WORST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.farm_report import farm_report

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
    waiver,
)


def test_a_healthy_farm_is_as_described_and_more_is_not_claimed():
    result = reported(audit(), audit(), audit())
    assert result["verdict"] == "everything that was checked is as described; IIS was not looked at"
    assert result["counts"] == {**dict.fromkeys(map(str, WORST), 0), "compliant": 3 * len(CONTROLS)}
    assert [node["findings"] for node in result["nodes"]] == [[], [], []]
    assert list(controls(result)) == CONTROLS


def test_unread_and_drifted_are_both_in_the_verdict():
    verdict = reported(audit("dns_registration/dynamic-update-disabled"), None, audit())["verdict"]
    assert "DNS-3 may lead to a fault later; web2 could not be read" in verdict


def test_a_node_that_is_not_in_the_description_is_not_in_the_report():
    result = farm_report(
        farm(nodes=1), {"web1": audit(), "web9": audit("dns_registration/virtual-address-registered")}, CONCERNS, TODAY
    )
    assert [node["node"] for node in result["nodes"]] == ["web1"]


@pytest.mark.parametrize(
    "given", [{"nodes": ["web2"]}, {"until": "2026-01-30"}, {"subject": "DNS suffixes"}, {"control": "DNS-6"}]
)
def test_a_waiver_for_something_else_waives_nothing(given):
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit(), waivers=[waiver(**given)])
    assert controls(result)["DNS-9"] == "drift"


def test_an_unread_node_is_not_waived():
    assert controls(reported(None, audit(), audit(), waivers=[waiver()]))["DNS-9"] == "could not check"


@pytest.mark.parametrize(
    "faults",
    [(), ("dns_registration/virtual-address-registered",), ("dns_registration/other-dns-servers",)],
    ids=["healthy", "drift", "disagreement"],
)
def test_no_verdict_claims_that_kerberos_works(faults):
    for other in (audit(), None, UNREACHABLE, FAILED):
        verdict = reported(audit(*faults), other)["verdict"].lower()
        assert not {"kerberos", "works", "healthy", "ok"} & set(re.findall("[a-z]+", verdict))


def test_each_finding_has_its_step_of_the_tickets_path():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit())
    assert {finding["step"] for finding in result["nodes"][0]["findings"]} == {"latent"}
    assert result["likely_causes"] == []


def test_a_waived_finding_names_its_waiver():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit(), waivers=[waiver(nodes=["web1"])])
    (finding,) = result["nodes"][0]["findings"]
    assert (finding["waiver"], result["waivers"][0]["covers"], result["status"]) == (0, 1, "compliant")
