"""The spreadsheet has a row for each check and finding, and no cell that a spreadsheet would carry out."""

import csv
import io

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.spreadsheet import COLUMNS, cell, spreadsheet

from tests.reports.sample_report import every_state


@pytest.fixture(scope="module")
def text():
    return spreadsheet(every_state(), {})[""]


@pytest.fixture(scope="module")
def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def of(rows, node, control):
    return [row for row in rows if (row["node"], row["control"]) == (node, control)]


def test_excel_knows_it_as_utf_8_with_15_columns(text):
    assert text.encode().startswith(b"\xef\xbb\xbfrun,time,farm,node,control,state,")
    assert len(COLUMNS) == 15


def test_each_row_is_one_line(text, rows):
    assert text.endswith("\r\n")
    lines = text.split("\r\n")[:-1]
    assert len(lines) == len(rows) + 1
    assert not any("\n" in line or "\r" in line for line in lines)


def test_compliant_checks_have_rows_too(rows):
    [row] = of(rows, "web5", "DNS-1")
    assert (row["farm"], row["state"], row["subject"], row["found"]) == ("intranet", "compliant", "", "")


def test_a_finding_is_told_in_words(rows):
    [row] = of(rows, "web1", "DNS-1")
    assert (row["found"], row["should be"]) == ("on", "off")
    assert row["remedy"] == "fix-kerberos.yml fixes it"
    assert row["since"] == "2026-11-20T02:15:09+00:00"


def test_why_a_control_is_not_applicable_is_said(rows):
    [row] = of(rows, "web1", "DNS-9")
    assert (row["state"], row["reason"]) == ("not applicable", "the node has no policy of DNS registration")


def test_what_could_not_be_checked_has_no_value(rows):
    [row] = of(rows, "web2", "ACL-1")
    assert (row["state"], row["found"], row["remedy"]) == ("could not check", "", "")
    assert row["reason"] == "access was denied: the groups of accounts are not known: error 1312"


def test_a_waived_finding_names_its_waiver(rows):
    [row] = of(rows, "web1", "DNS-6")
    waiver = row["waiver owner"], row["waiver ticket"], row["waived until"]
    assert waiver == ("J. Doe", "CHG-4711", "2027-06-30")
    [row] = of(rows, "web2", "ACL-2")
    waiver = row["waiver owner"], row["waiver ticket"], row["waived until"]
    assert waiver == ('\'=Files "team"\\x', "", "no end")


def test_a_finding_of_the_farm_has_no_node(rows):
    assert [row["farm"] for row in of(rows, "", "SPN-1")] == ["intranet"]


def test_a_farm_that_nothing_is_known_of_has_a_row():
    report = every_state()
    report["farms"] = [{**farm, "nodes": []} for farm in report["farms"] if farm["name"] == "wiki"]
    [row] = csv.DictReader(io.StringIO(spreadsheet(report, {})[""].removeprefix("\ufeff"), newline=""))
    assert (row["farm"], row["control"], row["state"]) == ("wiki", "audit", "could not check")
    assert "did you mean names?" in row["reason"]


def test_a_node_that_is_not_in_the_run_has_no_row(rows):
    assert not [row for row in rows if row["node"] == "web4"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"]
)
def test_a_cell_is_never_a_formula(text):
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "web1", "10.0.0.1", "a=b", "EXAMPLE\\svc$", "'x"])
def test_another_text_stays_as_it_is(text):
    assert cell(text) == text


def test_no_cell_of_hostile_texts_is_a_formula(rows):
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
