"""JUnit: what each reader shows of a case has the words, once, and a file stays small where everything is wrong."""

from xml.etree import ElementTree

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.junit import LARGEST, OUTCOMES, junit

from tests.reports import synthetic as large
from tests.reports.sample_report import every_state


def root(farm):
    [text] = junit({"farms": [farm]}, {}).values()
    return ElementTree.fromstring(text)


def sample(name="intranet"):
    return next(farm for farm in every_state()["farms"] if farm["name"] == name)


def case(farm, node, control):
    [found] = [each for each in root(farm).iter("testcase") if each.get("classname") == f"{farm['name']}.{node}"
               and each.get("name") == control]  # fmt: skip
    return found[0] if len(found) else None


def first_finding(farm):
    return farm["nodes"][0]["findings"][0]


def test_each_state_has_an_outcome():
    assert set(OUTCOMES) == set(State)


def test_a_suite_counts_its_cases():
    web1 = next(suite for suite in root(sample()) if suite.get("name") == "web1")
    counts = {name: web1.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "9", "failures": "3", "errors": "0", "skipped": "3"}
    assert (web1.get("package"), web1.get("timestamp")) == ("intranet", "2026-11-28T15:49:37")


def test_the_farm_as_a_whole_is_a_suite_where_it_has_controls():
    assert [suite.get("name") for suite in root(sample())] == ["intranet", "web1", "web2", "web3", "web5"]
    assert [suite.get("name") for suite in root(sample("shop"))] == ["shop1", "shop2"]


def test_the_message_of_a_failure_says_what_differs_and_its_text_everything():
    failure = case(sample(), "web1", "DNS-1")
    assert (failure.tag, failure.get("type")) == ("failure", "drift")
    assert failure.get("message") == "registration of adapter NLB: on, should be off"
    assert failure.text.startswith("registration of adapter NLB: on, should be off; the cluster's adapter registers")
    assert failure.text.endswith("(fix-kerberos.yml fixes it) [since 2026-11-20]")


def test_what_could_not_be_checked_has_the_reason_and_its_cause():
    farm = sample()
    error = case(farm, "web2", "ACL-1")
    assert (error.tag, error.get("type")) == ("error", "could not check")
    assert "access was denied: the groups of accounts are not known: error 1312" in error.text
    assert error.get("message") in error.text


def test_a_payload_and_a_place_in_it_are_not_told():
    farm = sample()
    first_finding(farm).update(state="could not check", reason="read_iis: no access (At line:3 char:7 in read.ps1)")
    farm["nodes"][0]["controls"]["DNS-1"] = "could not check"
    assert case(farm, "web1", "DNS-1").text.startswith("registration of adapter NLB: no access")
    assert "read_iis" not in case(farm, "web1", "DNS-1").text


def test_what_is_skipped_has_its_words_in_message_and_text():
    skipped = case(sample(), "web1", "DNS-9")
    assert skipped.get("message") == skipped.text == "not applicable: the node has no policy of DNS registration"
    waived = case(sample(), "web1", "DNS-6")
    assert "waived until 2027-06-30: tests itself" in waived.get("message")
    assert waived.get("message") in waived.text


def test_each_subject_is_a_line_the_worst_first():
    farm = sample()
    first = first_finding(farm)
    farm["nodes"][0]["findings"].insert(0, {**first, "subject": "adapter LAN", "state": "pending"})
    lines = case(farm, "web1", "DNS-1").text.split("\n")
    assert [line.partition(":")[0] for line in lines] == ["registration of adapter NLB", "adapter LAN"]


def test_subjects_without_room_are_counted():
    farm = sample()
    first = first_finding(farm)
    farm["nodes"][0]["findings"] += [{**first, "subject": f"adapter {number}"} for number in range(499)]
    lines = case(farm, "web1", "DNS-1").text.split("\n")
    assert lines[-1] == f"and {500 - len(lines) + 1} more"
    assert 2 < len(lines) < 30


def test_every_character_is_one_that_xml_has():
    farm = sample()
    first_finding(farm)["reason"] = 'a\x0b\x00\ufffe\ud800]]>&"<\u202e\nb'
    text = case(farm, "web1", "DNS-1").text
    assert 'a<U+000B><U+0000>\ufffd<U+D800>]]>&"<<U+202E><U+000A>b' in text


@pytest.mark.parametrize("state", large.STATES)
def test_a_farm_of_20_nodes_that_is_wholly_in_one_state_is_a_small_file(state, monkeypatch):
    monkeypatch.setattr(large, "_state", lambda number, index: state)
    [text] = junit(large.synthetic(farms=1), {}).values()
    assert len(text.encode()) <= LARGEST == 100 * 1024


def test_a_farm_of_which_no_node_could_be_read_is_a_small_file():
    report = large.synthetic(farms=1)
    for node in report["farms"][0]["nodes"]:
        node["problem"] = "not reachable: " + "connection refused by 10.0.0.13, port 5986; " * 40
    [text] = junit(report, {}).values()
    assert len(text.encode()) <= LARGEST
    passed = [case for case in ElementTree.fromstring(text).iter("testcase") if not len(case)]
    assert passed == []


def test_what_is_found_and_should_be_is_the_last_that_is_cut(monkeypatch):
    monkeypatch.setattr(large, "_state", lambda number, index: "drift")
    [text] = junit(large.synthetic(farms=1), {}).values()
    failures = list(ElementTree.fromstring(text).iter("failure"))
    assert len(failures) == large.NODES * large.CONTROLS_OF_A_NODE - 21  # one node could not be read
    assert all("should be read and execute" in failure.text for failure in failures)


def test_a_farm_of_which_little_is_wrong_is_told_whole():
    [text] = junit(large.synthetic(farms=1), {}).values()
    assert "fix-kerberos.yml fixes it" in text
    assert "..." not in text


def test_what_follows_from_another_control_says_from_which():
    farm = sample()
    farm["nodes"][1]["findings"][3]["explained_by"] = "SPN-1"
    assert "; follows from SPN-1 (" in case(farm, "web2", "POOL-1").text
    assert "follows from" not in case(sample(), "web2", "POOL-1").text
