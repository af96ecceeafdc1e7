"""The report on a run, with every farm."""

import json
from datetime import UTC, datetime
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import WrongFarm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report

from tests.unit.plugin_utils.report.audited import (
    ABOUT,
    CONCERNS,
    CONTROLS,
    audit,
    controls,
    farm,
    waiver,
)

SCHEMA = Path(__file__).parents[4] / "docs" / "kerberos-audit.schema.json"


def types(schema, name):
    return schema["$defs"][name]["properties"] if name else schema["properties"]


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


def test_the_schema_has_every_field_of_the_report():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    full = report([farm(waiver())], {"web1": audit("dns_registration/hosts-file-overrides")}, CONCERNS, ABOUT,
                  datetime(2026, 1, 31, 8, tzinfo=UTC))  # fmt: skip
    (described,) = full["farms"]
    (node, finding) = described["nodes"][0], described["nodes"][0]["findings"][0]
    for name, given in (("", full), ("farm", described), ("node", node), ("waiver", described["waivers"][0])):
        assert set(given) == set(types(schema, name)), name
    assert set(finding) == set(types(schema, "finding")) - {"cause", "about", "commands"}


def test_a_node_that_is_not_fixed_is_the_worst_there_is():
    now = datetime(2026, 1, 31, 8, tzinfo=UTC)
    full = report([farm()], {}, CONCERNS, ABOUT, now, not_fixed=["web2"])
    assert full["status"] == full["farms"][0]["status"] == "not fixed"


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
    found = from_findings([Finding("DNS-9", "the farm", State.DRIFT, 1, 2)])
    now = datetime(2026, 1, 31, 8, tzinfo=UTC)
    audits = {"web1": audit(), "web2": audit(), "web3": audit()}
    (result,) = report([farm()], audits, CONCERNS, ABOUT, now, whole={"intranet": found})["farms"]
    assert (result["controls"], result["status"]) == ({"DNS-9": "drift"}, "drift")
    assert [finding["subject"] for finding in result["findings"]] == ["the farm"]
    assert result["counts"]["drift"] == 1
    assert not any(node["findings"] for node in result["nodes"])
    assert "the farm as a whole" in result["verdict"] or "DNS-9 may lead" in result["verdict"]
