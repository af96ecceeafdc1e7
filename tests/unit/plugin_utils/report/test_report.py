"""Every node of a farm is in the report, and nothing that was not read looks healthy."""

from datetime import UTC, date, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_readings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import WORST, farm_report, report

from tests.unit.emulated_node import EmulatedNode, plan

TODAY = date(2026, 1, 31)
CONCERNS = (dns_registration,)
CONTROLS = [control for concern in CONCERNS for control in identifiers((*concern.CONTROLS, *concern.FARM_CONTROLS))]
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
    assert result["verdict"] == "everything that was checked is as described"
    assert result["counts"] == {**dict.fromkeys(map(str, WORST), 0), "compliant": 3 * len(CONTROLS)}
    assert [node["findings"] for node in result["nodes"]] == [[], [], []]
    assert list(controls(result)) == CONTROLS


def test_drift_is_counted_by_control_and_node():
    result = reported(
        audit("dns_registration/virtual-address-registered"),
        audit(),
        audit("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled"),
    )
    assert result["verdict"] == "of 15 checks, 5 drifted"
    assert controls(result) == {c: "drift" if c in ("DNS-1", "DNS-2") else "compliant" for c in CONTROLS}
    assert [(f["control"], f["subject"]) for f in result["nodes"][0]["findings"]] == [
        ("DNS-1", "registration of adapter NLB"),
        ("DNS-2", "SkipAsSource of 10.0.0.50"),
    ]


@pytest.mark.parametrize(
    ("unread", "problem"),
    [
        (None, "the node was not audited in this run"),
        (UNREACHABLE, "could not be asked: timed out"),
        ({"unreachable": True, "failed": False}, "could not be asked: "),
        (FAILED, "audit: the node offers 32-bit PowerShell"),
        ({"failed": True}, "its audit gave no result"),
        ({"skipped": True}, "its audit gave no result"),
        ({}, "its audit gave no result"),
        ({**audit(), "failed": True, "msg": "late"}, "late"),
    ],
    ids=["not asked", "unreachable", "unreachable without a word", "failed", "failed without a word", "skipped",
         "empty", "failed after an answer"],
)  # fmt: skip
def test_a_node_that_was_not_read_could_not_be_checked_in_anything(unread, problem):
    result = reported(audit(), unread, audit())
    node = result["nodes"][1]
    assert node["problem"] == problem
    assert {c: node["controls"][c] for c in CONTROLS if c != "DNS-9"} == {
        c: "could not check" for c in CONTROLS if c != "DNS-9"
    }
    assert {f["reason"] for f in node["findings"] if f["control"] != "DNS-9"} == {problem}
    assert controls(result)["DNS-9"] == "compliant"
    assert "could not be checked" in result["verdict"]
    assert "everything" not in result["verdict"]


def test_an_unread_node_does_not_agree_with_the_others():
    result = reported(audit(), UNREACHABLE, audit())
    assert controls(result, 1)["DNS-9"] == "could not check"
    (finding,) = [f for f in result["nodes"][1]["findings"] if f["control"] == "DNS-9"]
    assert finding["reason"] == "could not be asked: timed out"


def test_one_read_node_of_several_is_compared_with_none():
    result = reported(audit(), UNREACHABLE, None)
    assert [controls(result, node)["DNS-9"] for node in range(3)] == ["could not check"] * 3
    assert result["verdict"] == "of 15 checks, 11 could not be checked"


def test_a_node_whose_settings_could_not_be_read_does_not_agree():
    node = EmulatedNode()
    node.adapter("LAN")["registers"] = "yes"
    unread = from_readings(audit_node([plan()], node.ask))
    result = reported(audit(), unread, audit())
    assert result["nodes"][1]["problem"] is None
    assert set(controls(result, 1).values()) == {"could not check"}
    (finding,) = [f for f in result["nodes"][1]["findings"] if f["control"] == "DNS-9"]
    assert finding["reason"] == "its settings could not be read"
    assert result["verdict"] == "of 15 checks, 5 could not be checked"


def test_unread_and_drifted_are_both_in_the_verdict():
    assert (
        reported(audit("dns_registration/dynamic-update-disabled"), None, audit())["verdict"]
        == "of 15 checks, 5 could not be checked and 1 drifted"
    )


def test_a_node_that_is_not_in_the_description_is_not_in_the_report():
    result = farm_report(
        farm(nodes=1), {"web1": audit(), "web9": audit("dns_registration/virtual-address-registered")}, CONCERNS, TODAY
    )
    assert [node["node"] for node in result["nodes"]] == ["web1"]


def test_nodes_with_other_dns_servers_drift_together():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit())
    assert [controls(result, node)["DNS-9"] for node in range(3)] == ["drift", "compliant", "compliant"]
    assert result["verdict"] == "of 15 checks, 1 drifted"


def waiver(**given):
    return {"control": "DNS-9", "reason": "ticket 4711", **given}


def test_disagreement_can_be_waived_for_a_node():
    result = reported(audit("dns_registration/other-dns-servers"), audit(), audit(), waivers=[waiver(nodes=["web1"])])
    assert controls(result)["DNS-9"] == "waived"
    (finding,) = result["nodes"][0]["findings"]
    assert (finding["state"], finding["reason"]) == ("waived", "waived: ticket 4711")
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
    assert result["verdict"].endswith(", except 1 waived that could not be checked")


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
        assert not any(word in verdict for word in ("kerberos", "works", "healthy", "ok"))


def test_the_report_names_the_run_and_every_farm_and_leaves_the_audits_as_they_were():
    audits = {
        "web1": audit("dns_registration/virtual-address-registered"),
        "web2": audit("dns_registration/other-dns-servers"),
        "web3": None,
    }
    first = report([farm(), farm(nodes=1)], audits, CONCERNS, "run-1", datetime(2026, 1, 31, 8, tzinfo=UTC))
    again = report([farm(), farm(nodes=1)], audits, CONCERNS, "run-1", datetime(2026, 1, 31, 8, tzinfo=UTC))
    assert first == again
    assert (first["schema"], first["run"], first["time"]) == (1, "run-1", "2026-01-31T08:00:00+00:00")
    assert [len(result["nodes"]) for result in first["farms"]] == [3, 1]


def test_waivers_end_by_the_day_of_the_report():
    until = waiver(until="2026-01-30", nodes=["web1"])
    for day, state in ((30, "waived"), (31, "drift")):
        now = datetime(2026, 1, day, tzinfo=UTC)
        audits = {"web1": audit("dns_registration/other-dns-servers"), "web2": audit(), "web3": audit()}
        (result,) = report([farm(until)], audits, CONCERNS, "run-1", now)["farms"]
        assert controls(result)["DNS-9"] == state
