"""Every format tells what the report tells: the same counts, in few bytes, and no node that was not read passes."""

import copy
import re

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS

from tests.reports.counted import READERS
from tests.reports.sample_report import every_state, histories
from tests.reports.synthetic import CONTROLS_OF_A_NODE, FARMS, NODES, synthetic

EVERY = pytest.mark.parametrize("name", sorted(RENDERINGS))
# Of one file, at 50 farms of 20 nodes each with 21 controls. KB and MB as file systems show them.
KB, MB = 1024, 1024 * 1024
BUDGETS = {
    "html": 2.5 * MB,
    "junit": 100 * KB,
    "hdf": 150 * KB,
    "csv": 4 * MB,
    "summary": 16 * KB,
}
METRICS = 500 * KB  # of all farms, since one service reads them all


@pytest.fixture(scope="module")
def large():
    return synthetic()


def rendered(name, report, of=None):
    return RENDERINGS[name].render(report, histories() if of is None else of)


def counted(name, files):
    return {state: number for state, number in READERS[name].count(files).items() if number}


@EVERY
def test_the_counts_are_those_of_the_report(name):
    report = every_state()
    assert counted(name, rendered(name, report)) == READERS[name].expected(report)


@EVERY
def test_the_counts_are_those_of_a_large_report(name, large):
    assert counted(name, rendered(name, large, {})) == READERS[name].expected(large)


@EVERY
def test_a_report_is_not_changed(name):
    report = every_state()
    rendered(name, report)
    assert report == every_state()


@EVERY
def test_a_report_of_an_older_version_is_rendered(name):
    """It has no path of a ticket."""
    report = every_state()
    for farm in report["farms"]:
        farm.pop("path", None)
    assert counted(name, rendered(name, report)) == READERS[name].expected(report)


@EVERY
def test_a_node_that_was_not_read_passes_nowhere(name):
    """Alone in its farm, it leaves nothing that is compliant."""
    report = every_state()
    [farm] = [farm for farm in report["farms"] if farm["name"] == "wiki"]
    alone = {**report, "farms": [{**farm, "problem": None}]}
    passed = READERS[name].states.get("compliant", "compliant")
    found = counted(name, rendered(name, alone))
    assert not found.get(passed)
    assert sum(found.values()) == 9


@EVERY
def test_a_node_that_is_not_in_the_run_is_counted_nowhere(name):
    report = every_state()
    without = copy.deepcopy(report)
    without["farms"][0]["nodes"] = [node for node in without["farms"][0]["nodes"] if node["in_run"]]
    assert counted(name, rendered(name, report)) == counted(name, rendered(name, without))


@EVERY
def test_there_is_one_file_or_one_for_each_farm(name):
    files = rendered(name, every_state())
    if RENDERINGS[name].folder:
        assert len(files) == 4
        assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", file) for file in files)
    else:
        assert set(files) == {""}


@EVERY
def test_every_file_is_utf_8(name):
    report = every_state()
    report["farms"][0]["nodes"][0]["findings"][0]["reason"] = "half a pair \ud800 and \u65e5\u672c\u8a9e"
    assert all(text.encode() for text in rendered(name, report).values())


@EVERY
def test_a_thousand_nodes_keep_to_the_bytes(name, large):
    sizes = [len(text.encode()) for text in rendered(name, large, {}).values()]
    if name == "metrics":
        assert sum(sizes) <= METRICS
    else:
        assert max(sizes) <= BUDGETS[name]


def test_the_large_report_has_a_thousand_nodes(large):
    nodes = [node for farm in large["farms"] for node in farm["nodes"]]
    assert len(nodes) == FARMS * NODES == 1000
    assert {len(node["controls"]) for node in nodes} == {CONTROLS_OF_A_NODE}
    assert all(farm["counts"][state] for farm in large["farms"][:1] for state in ("drift", "waived", "could not check"))
