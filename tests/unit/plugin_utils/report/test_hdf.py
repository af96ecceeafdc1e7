"""HDF: each check is a result, and what could not be checked is an error, since what passed hides what was skipped."""

import json
import re

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.hdf import CATALOGUE, hdf

from tests.reports.sample_report import every_state


@pytest.fixture(scope="module")
def controls():
    files = hdf(every_state(), {})
    return {
        name.removesuffix(".hdf.json"): {each["id"]: each for each in json.loads(text)["profiles"][0]["controls"]}
        for name, text in files.items()
    }


def statuses(control):
    return {result["code_desc"].split(": ")[0]: result["status"] for result in control["results"]}


def test_each_farm_is_a_file():
    files = hdf(every_state(), {})
    assert list(files) == ["intranet.hdf.json", "reports.hdf.json", "wiki.hdf.json", "shop.hdf.json"]
    assert json.loads(files["shop.hdf.json"])["platform"]["target_id"] == "shop"


def test_states_become_statuses(controls):
    intranet = controls["intranet"]
    assert statuses(intranet["DNS-1"]) == {"web1": "failed", "web2": "failed", "web3": "error", "web5": "passed"}
    assert statuses(intranet["DNS-6"]) == {"web1": "skipped", "web2": "passed", "web3": "error", "web5": "passed"}
    assert statuses(intranet["POOL-3"])["web1"] == "skipped"
    assert statuses(intranet["ACL-2"])["web2"] == "skipped"


def test_a_farm_as_a_whole_has_results_too(controls):
    assert statuses(controls["intranet"]["SPN-1"]) == {"the farm": "failed"}
    assert statuses(controls["intranet"]["SPN-4"]) == {"the farm": "skipped"}


def test_what_was_found_is_said_in_words(controls):
    first = controls["intranet"]["DNS-1"]["results"][0]
    assert first["code_desc"] == "web1: registration of adapter NLB"
    assert first["message"].startswith("on, should be off; the cluster's adapter registers")
    assert first["message"].endswith("; since 2026-11-20")
    assert first["start_time"] == "2026-11-28T15:49:37Z"
    waived = controls["intranet"]["DNS-6"]["results"][0]
    assert waived["skip_message"] == "waived: waived until 2027-06-30: tests itself"


def test_the_impact_is_none_only_where_no_node_has_the_control(controls):
    assert controls["intranet"]["SPN-4"]["impact"] == 0
    assert {each["impact"] for name, each in controls["intranet"].items() if name != "SPN-4"} == {0.7}


def test_each_result_of_a_farm_with_a_problem_says_it(controls):
    messages = [result["message"] for each in controls["wiki"].values() for result in each["results"]]
    assert len(messages) == 9
    assert all("did you mean names?" in message for message in messages)


def test_a_farm_of_which_no_node_is_known_has_an_error_of_its_own():
    report = every_state()
    wiki = next(farm for farm in report["farms"] if farm["name"] == "wiki")
    report["farms"] = [{**wiki, "nodes": []}]
    [control] = json.loads(hdf(report, {})["wiki.hdf.json"])["profiles"][0]["controls"]
    assert (control["id"], statuses(control)) == ("audit", {"the farm": "error"})
    assert "did you mean names?" in control["results"][0]["message"]


def test_a_farm_whose_audit_is_overdue_does_not_pass_by_its_last_answers():
    report = every_state()
    report["farms"] = [farm for farm in report["farms"] if farm["name"] == "reports"]
    report["farms"][0]["problem"] = "not audited since 2026-11-20"
    profile = json.loads(hdf(report, {})["reports.hdf.json"])["profiles"][0]
    assert {result["status"] for control in profile["controls"] for result in control["results"]} == {"error"}


def test_a_node_without_answers_is_an_error():
    report = every_state()
    node = report["farms"][1]["nodes"][0]
    node |= {"problem": "not reachable", "controls": {}}
    controls = json.loads(hdf(report, {})["reports.hdf.json"])["profiles"][0]["controls"]
    assert statuses(controls[0]) == {"rep1": "error"}


def test_a_control_that_is_not_registered_has_its_identifier_as_title(controls):
    assert controls["intranet"]["SPN-1"]["title"]
    report = every_state()
    report["farms"][1]["nodes"][0]["controls"]["NEW-1"] = "compliant"
    found = json.loads(hdf(report, {})["reports.hdf.json"])["profiles"][0]["controls"]
    assert [each["title"] for each in found if each["id"] == "NEW-1"] == ["NEW-1"]


def test_controls_carry_those_of_nist(controls):
    tags = {name: each["tags"]["nist"] for name, each in controls["intranet"].items()}
    assert tags["DNS-1"] == ["CM-6"]
    assert tags["ACL-1"] == ["CM-6", "AC-3"]


def test_the_profile_has_the_sum_of_the_catalogue_and_no_waivers():
    text = hdf(every_state(), {})["intranet.hdf.json"]
    assert re.fullmatch(r"[0-9a-f]{64}", CATALOGUE)
    assert json.loads(text)["profiles"][0]["sha256"] == CATALOGUE
    assert "waiver_data" not in text


def test_what_follows_from_another_control_says_from_which():
    report = every_state()
    report["farms"][0]["nodes"][1]["findings"][3]["explained_by"] = "SPN-1"
    controls = json.loads(hdf(report, {})["intranet.hdf.json"])["profiles"][0]["controls"]
    [pool] = [each for each in controls if each["id"] == "POOL-1"]
    assert [result["message"].endswith("; follows from SPN-1; since 2026-11-20") for result in pool["results"]
            if result["status"] == "failed"] == [True]  # fmt: skip
