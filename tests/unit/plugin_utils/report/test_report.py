"""Every node of a farm is in the report, and nothing that was not read looks healthy."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_readings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import WrongFarm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import (
    NOT_COMPARED,
    WORST,
    Inventory,
    farm_report,
    report,
)

from tests.unit.emulated_node import EmulatedNode, plan

TODAY = date(2026, 1, 31)
CONCERNS = (dns_registration,)
CONTROLS = [control for concern in CONCERNS for control in identifiers((*concern.CONTROLS, *concern.FARM_CONTROLS))]
ABOUT = AboutRun("20260131T075830Z-abcdef", "fix", "1.2.3")
REFUSED = audit_node([plan()], EmulatedNode("dns_registration/own-addresses-missing").ask)[0].problem
SCHEMA = Path(__file__).parents[4] / "docs" / "kerberos-audit.schema.json"
UNREACHABLE = {"unreachable": True, "msg": "timed out"}
FAILED = {"failed": True, "msg": "audit: the node offers 32-bit PowerShell"}


def farm(*waivers, nodes=3):
    return farm_of(
        {
            "name": "intranet",
            "names": ["intranet.example.com"],
            "virtual_addresses": ["10.0.0.50"],
            "nodes": {f"web{n}": {"own_addresses": [f"10.0.0.1{n}"]} for n in range(1, nodes + 1)},
            "waivers": list(waivers),
        }
    )


def audit(*faults):
    """What the audit of a node with these faults registers."""
    return from_readings(audit_node([plan()], EmulatedNode(*faults).ask))


def reported(*audits, waivers=()):
    nodes = {f"web{number}": given for number, given in enumerate(audits, 1)}
    return farm_report(farm(*waivers, nodes=len(audits)), nodes, CONCERNS, TODAY)


def controls(result, node=0):
    return result["nodes"][node]["controls"]


def test_a_healthy_farm_is_as_described_and_more_is_not_claimed():
    result = reported(audit(), audit(), audit())
    assert result["verdict"] == "everything that was checked is as described; IIS was not looked at"
    assert result["counts"] == {**dict.fromkeys(map(str, WORST), 0), "compliant": 3 * len(CONTROLS)}
    assert [node["findings"] for node in result["nodes"]] == [[], [], []]
    assert list(controls(result)) == CONTROLS


def test_drift_is_counted_by_control_and_node():
    result = reported(
        audit("dns_registration/virtual-address-registered"),
        audit(),
        audit("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled"),
    )
    assert result["verdict"] == (
        "nothing was found that makes a ticket fail now; DNS-1, DNS-2, DNS-3 may lead to a fault later; "
        "IIS was not looked at"
    )
    assert result["counts"]["drift"] == 5
    assert controls(result) == {c: "drift" if c in ("DNS-1", "DNS-2") else "compliant" for c in CONTROLS}
    assert [(f["control"], f["subject"]) for f in result["nodes"][0]["findings"]] == [
        ("DNS-1", "registration of adapter NLB"),
        ("DNS-2", "SkipAsSource of 10.0.0.50"),
    ]


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


def test_unread_and_drifted_are_both_in_the_verdict():
    verdict = reported(audit("dns_registration/dynamic-update-disabled"), None, audit())["verdict"]
    assert "DNS-3 may lead to a fault later; web2 could not be read" in verdict


def test_a_node_that_is_not_in_the_description_is_not_in_the_report():
    result = farm_report(
        farm(nodes=1), {"web1": audit(), "web9": audit("dns_registration/virtual-address-registered")}, CONCERNS, TODAY
    )
    assert [node["node"] for node in result["nodes"]] == ["web1"]


def test_nodes_with_other_dns_servers_drift_together():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit())
    assert [controls(result, node)["DNS-9"] for node in range(3)] == ["drift", "compliant", "compliant"]
    assert result["counts"]["drift"] == 1


def waiver(**given):
    return {"control": "DNS-9", "reason": "ticket 4711", "owner": "J. Doe", **given}


def test_disagreement_can_be_waived_for_a_node():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit(), waivers=[waiver(nodes=["web1"])])
    assert controls(result)["DNS-9"] == "waived"
    (finding,) = result["nodes"][0]["findings"]
    assert (finding["state"], finding["reason"]) == ("waived", "waived by J. Doe: ticket 4711")
    assert result["counts"]["waived"] == 1


@pytest.mark.parametrize(
    "given", [{"nodes": ["web2"]}, {"until": "2026-01-30"}, {"subject": "DNS suffixes"}, {"control": "DNS-6"}]
)
def test_a_waiver_for_something_else_waives_nothing(given):
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit(), waivers=[waiver(**given)])
    assert controls(result)["DNS-9"] == "drift"


def test_an_unread_node_is_not_waived():
    assert controls(reported(None, audit(), audit(), waivers=[waiver()]))["DNS-9"] == "could not check"


@pytest.mark.parametrize(
    ("states", "worst"),
    [
        (["compliant", "drift"], "drift"),
        (["drift", "could not check"], "could not check"),
        (["waived", "drift", "compliant"], "drift"),
        (["waived", "compliant"], "waived"),
        (["pending", "waived", "compliant"], "pending"),
        (["waived, could not check", "waived", "compliant"], "waived, could not check"),
        (["waived, could not check", "could not check"], "could not check"),
        (["not applicable", "compliant"], "compliant"),
        (["not applicable"], "not applicable"),
    ],
)
def test_the_state_of_a_control_is_the_worst_of_its_subjects(states, worst):
    given = {**audit(), "counts": {"DNS-1": dict.fromkeys(states, 1)}}
    assert controls(reported(given))["DNS-1"] == worst


def test_what_could_not_be_checked_and_is_waived_has_a_count_of_its_own_and_is_not_as_described():
    result = reported({**audit(), "counts": {"DNS-1": {"waived, could not check": 1}, "DNS-2": {"compliant": 1}}})
    assert (result["counts"]["waived, could not check"], result["counts"]["could not check"]) == (1, 0)
    assert ", except 1 waived that could not be checked" in result["verdict"]


def test_every_state_has_its_rank():
    assert sorted(WORST) == sorted(State)


@pytest.mark.parametrize(
    "faults",
    [(), ("dns_registration/virtual-address-registered",), ("dns_registration/other-dns-servers",)],
    ids=["healthy", "drift", "disagreement"],
)
def test_no_verdict_claims_that_kerberos_works(faults):
    for other in (audit(), None, UNREACHABLE, FAILED):
        verdict = reported(audit(*faults), other)["verdict"].lower()
        assert not {"kerberos", "works", "healthy", "ok"} & set(re.findall("[a-z]+", verdict))


def test_the_report_names_the_run_and_every_farm_and_leaves_the_audits_as_they_were():
    audits = {
        "web1": audit("dns_registration/virtual-address-registered"),
        "web2": audit("dns_registration/other-dns-servers"),
        "web3": None,
    }
    first = report([farm(), farm(nodes=1)], audits, CONCERNS, ABOUT, datetime(2026, 1, 31, 8, tzinfo=UTC))
    again = report([farm(), farm(nodes=1)], audits, CONCERNS, ABOUT, datetime(2026, 1, 31, 8, tzinfo=UTC))
    assert first == again
    about = {name: value for name, value in first.items() if name not in ("farms", "not_looked_at")}
    assert about == {
        "schema": 2,
        "run": ABOUT.run,
        "mode": "fix",
        "version": "1.2.3",
        "started": "2026-01-31T07:58:30+00:00",
        "time": "2026-01-31T08:00:00+00:00",
        "seconds": 90,
        "nodes_read": 3,
        "concerns": ["dns_registration"],
        "status": "could not check",
    }
    assert [len(result["nodes"]) for result in first["farms"]] == [3, 1]


def test_waivers_end_by_the_day_of_the_report():
    until = waiver(until="2026-01-30", nodes=["web1"])
    for day, state in ((30, "waived"), (31, "drift")):
        now = datetime(2026, 1, day, tzinfo=UTC)
        audits = {"web1": audit("dns_registration/other-dns-servers"), "web2": audit(), "web3": audit()}
        (result,) = report([farm(until)], audits, CONCERNS, ABOUT, now)["farms"]
        assert controls(result)["DNS-9"] == state


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


def test_of_a_run_with_several_nodes_those_are_compared():
    inventory = Inventory(in_run=["web1", "web2"], known=["web1", "web2", "web3"])
    audits = {"web1": audit("dns_registration/other-dns-servers"), "web2": audit()}
    result = farm_report(farm(), audits, CONCERNS, TODAY, inventory)
    assert [controls(result, node)["DNS-9"] for node in (0, 1)] == ["drift", "drift"]


def test_a_node_that_the_inventory_lacks_is_a_failure_with_or_without_a_limit():
    inventory = Inventory(in_run=["web2"], known=["web1", "web2"])
    node = farm_report(farm(), {"web2": audit()}, CONCERNS, TODAY, inventory)["nodes"][2]
    assert node["in_run"]
    assert node["problem"].startswith("the inventory has no such host")
    assert set(node["controls"].values()) == {"could not check"}


def test_each_finding_has_its_step_of_the_tickets_path():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit())
    assert {finding["step"] for finding in result["nodes"][0]["findings"]} == {"latent"}
    assert result["likely_causes"] == []


def types(schema, name):
    return schema["$defs"][name]["properties"] if name else schema["properties"]


def test_the_schema_has_every_field_of_the_report():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    full = report([farm(waiver())], {"web1": audit("dns_registration/hosts-file-overrides")}, CONCERNS, ABOUT,
                  datetime(2026, 1, 31, 8, tzinfo=UTC))  # fmt: skip
    (described,) = full["farms"]
    (node, finding) = described["nodes"][0], described["nodes"][0]["findings"][0]
    for name, given in (("", full), ("farm", described), ("node", node), ("waiver", described["waivers"][0])):
        assert set(given) == set(types(schema, name)), name
    assert set(finding) == set(types(schema, "finding")) - {"cause"}


def test_a_farm_whose_description_is_wrong_is_in_the_report_and_could_not_be_checked():
    wrong = WrongFarm("extranet", ("web8", "web9"), "kerberos_farm.nmaes: this field is not known")
    now = datetime(2026, 1, 31, 8, tzinfo=UTC)
    audits = {"web1": audit(), "web2": audit(), "web3": audit()}
    full = report([farm()], audits, CONCERNS, ABOUT, now, wrong=[wrong])
    good, bad = full["farms"]
    assert (good["status"], bad["status"], full["status"]) == ("compliant", "could not check", "could not check")
    assert (bad["name"], bad["problem"]) == ("extranet", wrong.problem)
    assert [node["node"] for node in bad["nodes"]] == ["web8", "web9"]
    assert all(set(node["controls"].values()) == {"could not check"} for node in bad["nodes"])
    assert bad["counts"]["could not check"] == 2 * len(CONTROLS)
    assert set(bad) == set(good)


def test_a_finding_of_the_farm_as_a_whole_counts_and_is_no_nodes():
    found = [Finding("DNS-9", "the farm", State.DRIFT, 1, 2)]
    now = datetime(2026, 1, 31, 8, tzinfo=UTC)
    audits = {"web1": audit(), "web2": audit(), "web3": audit()}
    (result,) = report([farm()], audits, CONCERNS, ABOUT, now, whole={"intranet": found})["farms"]
    assert (result["controls"], result["status"]) == ({"DNS-9": "drift"}, "drift")
    assert [finding["subject"] for finding in result["findings"]] == ["the farm"]
    assert result["counts"]["drift"] == 1
    assert not any(node["findings"] for node in result["nodes"])
    assert "the farm as a whole" in result["verdict"] or "DNS-9 may lead" in result["verdict"]


def test_a_node_that_is_not_fixed_is_the_worst_there_is():
    now = datetime(2026, 1, 31, 8, tzinfo=UTC)
    full = report([farm()], {}, CONCERNS, ABOUT, now, not_fixed=["web2"])
    assert full["status"] == full["farms"][0]["status"] == "not fixed"


def test_a_waived_finding_names_its_waiver():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit(), waivers=[waiver(nodes=["web1"])])
    (finding,) = result["nodes"][0]["findings"]
    assert (finding["waiver"], result["waivers"][0]["covers"], result["status"]) == (0, 1, "compliant")
