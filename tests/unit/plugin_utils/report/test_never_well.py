"""In no format does a farm or a node look well of which nothing is known, or which was not fixed."""

import copy

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS

from tests.reports import counted, unwell
from tests.reports.sample_report import every_state

EVERY = pytest.mark.parametrize("name", sorted(RENDERINGS))
OF_A_NODE = 9  # controls


def all_compliant():
    """The farm reports, with the nodes rep1 and rep2."""
    return next(copy.deepcopy(farm) for farm in every_state()["farms"] if farm["name"] == "reports")


def unread_node(farm):
    farm["status"] = "could not check"
    finding = {"subject": "everything", "state": "could not check", "found": None, "wanted": None, "remedy": "report"}
    finding |= {"reason": "not reachable", "step": "1", "since": None, "waiver": None}
    node = farm["nodes"][0]
    node["problem"] = "not reachable"
    node["findings"] = [{**finding, "control": control} for control in node["controls"]]
    node["controls"] = dict.fromkeys(node["controls"], "could not check")


def unread_node_without_controls(farm):
    farm["status"] = "could not check"
    farm["nodes"][0] |= {"problem": "not reachable", "controls": {}}


def unread_node_with_the_states_of_an_earlier_audit(farm):
    farm["status"] = "could not check"
    farm["nodes"][0]["problem"] = "not reachable"


def unread_node_that_nothing_is_applicable_to(farm):
    farm["status"] = "could not check"
    node = farm["nodes"][0]
    node |= {"problem": "not reachable", "controls": dict.fromkeys(node["controls"], "not applicable")}


def node_without_controls(farm):
    farm["nodes"][0]["controls"] = {}


def node_that_was_not_fixed(farm):
    farm["status"] = "not fixed"


def farm_whose_audit_is_overdue(farm):
    farm |= {"status": "could not check", "problem": "not audited since 2026-11-20"}
    farm["controls"] = {"SPN-4": "not applicable"}


def farm_that_was_not_described(farm):
    farm |= {"status": "could not check", "problem": "kerberos_farm.names: is missing", "nodes": []}


def farm_without_nodes(farm):
    farm["nodes"] = []


def farm_whose_status_no_control_says(farm):
    farm["status"] = "drift"


WHOLE, NODE, BOTH = "reports", "reports/rep1", {"reports/rep1", "reports/rep2"}
SITUATIONS = {
    unread_node: ({NODE}, 1),
    unread_node_without_controls: ({NODE}, 1),
    unread_node_with_the_states_of_an_earlier_audit: ({NODE}, 1),
    unread_node_that_nothing_is_applicable_to: ({NODE}, 1),
    node_without_controls: ({NODE}, 1),
    node_that_was_not_fixed: ({WHOLE}, 2),
    farm_whose_audit_is_overdue: ({WHOLE, *BOTH}, 0),
    farm_that_was_not_described: ({WHOLE}, 0),
    farm_without_nodes: ({WHOLE}, 0),
    farm_whose_status_no_control_says: ({WHOLE}, 2),
}


def rendered(name, change):
    farm = all_compliant()
    change(farm)
    return RENDERINGS[name].render({**every_state(), "status": farm["status"], "farms": [farm]}, {})


def passed(name, files):
    reader = counted.READERS[name]
    return reader.count(files).get(reader.states.get("compliant", "compliant"), 0)


@EVERY
@pytest.mark.parametrize("change", SITUATIONS, ids=lambda change: change.__name__)
def test_it_does_not_look_well(name, change):
    """places: of which it must be said. well: how many nodes pass."""
    places, well = SITUATIONS[change]
    files = rendered(name, change)
    assert unwell.READERS[name](files) == places
    if name != "summary":  # which has the counts of kerberos-audit.json
        assert passed(name, files) == well * OF_A_NODE


@EVERY
def test_a_farm_that_is_well_is(name):
    """Else the test above would prove nothing."""
    files = rendered(name, lambda farm: None)
    assert "Could not check</h2>" not in files.get("", "")
    assert name == "html" or unwell.READERS[name](files) == set()
    assert passed(name, files) == 2 * OF_A_NODE


def test_every_format_is_read():
    assert set(unwell.READERS) == set(counted.READERS) == set(RENDERINGS)
