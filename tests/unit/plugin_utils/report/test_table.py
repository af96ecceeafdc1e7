"""The table has what is not ok, and fits a screen."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import WIDTH, Tone
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.table import CELLS, table
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE


def node(name, controls=None, problem=None, in_run=True, reasons=None):
    given = {"controls": controls or {}, "not_applicable": reasons or {}}
    return {"node": name, "in_run": in_run, "problem": problem, "findings": [], **given}


def texts(*nodes):
    return [line.text for line in table(nodes)]


def test_a_control_that_is_ok_everywhere_is_counted_below_the_table():
    one = node("web1", {"DNS-1": "compliant", "DNS-2": "drift"})
    assert texts(one, node("web22", {"DNS-1": "compliant", "DNS-2": "compliant"})) == [
        "  node   DNS-2",
        "  web1   DRIFT",
        "  web22  ok",
        "  ok on 2 nodes: 1 control (DNS-1)",
    ]


def test_nodes_are_columns_where_that_is_narrower():
    drifted = dict.fromkeys(("DNS-1", "DNS-2", "ACL-1", "ACL-2"), "drift")
    assert texts(node("web1", drifted), node("web2", {**drifted, "ACL-1": "could not check"}))[:3] == [
        "  control  web1   web2",
        "  DNS-1    DRIFT  DRIFT",
        "  DNS-2    DRIFT  DRIFT",
    ]


def test_what_could_be_checked_nowhere_is_a_line():
    assert texts(node("web1", {"ACL-1": "could not check"}), node("web2", {"ACL-1": "could not check"})) == [
        "  ? on 2 nodes: ACL-1"
    ]


def test_the_reason_for_not_applicable_is_told_once():
    reasons = {"ACL-1": "no site", "ACL-2": "no site"}
    idle = dict.fromkeys(reasons, "not applicable")
    assert texts(node("web1", idle, reasons=reasons), node("web2", idle, reasons=reasons)) == [
        "  - (not applicable): ACL-1, ACL-2: no site"
    ]
    assert texts(node("web1", idle, reasons=reasons), node("web2", dict.fromkeys(reasons, "compliant"))) == [
        "  - (not applicable): ACL-1 on web1, ACL-2 on web1: no site"
    ]


def test_a_node_that_was_not_read_or_is_not_in_the_run_has_no_column():
    unread = node("web2", {"DNS-1": "could not check"}, problem="timed out")
    assert texts(node("web1", {"DNS-1": "compliant"}), unread, node("web3", in_run=False)) == [
        "  ok on 1 node that could be read: 1 control (DNS-1)",
        "  not in this run: web3",
    ]


@pytest.mark.parametrize("nodes", [1, 2, 5, 32])
@pytest.mark.parametrize("name", ["web{}", "a-very-long-name-of-a-node-{}.intranet.corp.example.com"])
@pytest.mark.parametrize("state", ["drift", "waived, could not check"])
def test_it_fits_the_screen(nodes, name, state):
    """Also where every control and every node differs; the full names of nodes are below."""
    given = [
        node(
            name.format(n), {control: state if (n + at) % 5 else "compliant" for at, control in enumerate(IDENTIFIERS)}
        )
        for n in range(nodes)
    ]
    lines = texts(*given)
    assert max(map(len, lines)) <= WIDTH
    assert all(one["node"] in " ".join(lines) for one in given)


def test_nodes_that_are_alike_are_one_column_where_all_of_them_are_too_many():
    drifted = [node(f"web{n}", {"DNS-1": "drift", "DNS-2": "drift", "DNS-3": "drift"}) for n in range(31)]
    lines = texts(*drifted, node("web31", dict.fromkeys(("DNS-1", "DNS-2", "DNS-3"), "pending")))
    assert lines[:3] == [
        "  control  web0 +30  web31",
        "  DNS-1    DRIFT     pending",
        "  DNS-2    DRIFT     pending",
    ]
    assert " ".join(lines[4:]).startswith("  web0 +30: web0, web1, web2,")


def test_nodes_that_are_well_are_the_others_where_nodes_that_are_alike_are_one_row():
    well = [node(f"web{n}", {"DNS-1": "compliant", "DNS-2": "compliant"}) for n in range(2, 21)]
    lines = texts(node("web1", {"DNS-1": "drift", "DNS-2": "compliant"}), *well)
    assert lines == [
        "  node       DNS-1",
        "  web1       DRIFT",
        "  19 others  ok",
        "  ok on 20 nodes: 1 control (DNS-2)",
    ]


def test_of_a_table_among_many_the_controls_that_are_ok_are_counted():
    one = node("web1", {"DNS-1": "drift", "DNS-2": "compliant", "DNS-3": "compliant"})
    assert table([one], brief=True)[-1].text == "  ok on 1 node: 2 controls"


def test_a_row_has_the_tone_of_its_worst_cell():
    one = node("web1", {"DNS-1": "drift", "DNS-2": "could not check", "DNS-3": "compliant", "DNS-6": "waived"})
    other = node("web2", {"DNS-1": "compliant", "DNS-2": "drift", "DNS-3": "pending", "DNS-6": "compliant"})
    tones = {line.text.split()[0]: line.tone for line in table([one, other])}
    assert tones["DNS-1"] is tones["DNS-3"] is Tone.CHANGED
    assert tones["DNS-2"] is Tone.WRONG
    assert tones["DNS-6"] is Tone.PLAIN


def test_every_state_has_a_cell_and_only_compliance_looks_compliant():
    assert set(CELLS) == set(State)
    assert [state for state, cell in CELLS.items() if cell in ("ok", "-")] == ["compliant", "not applicable"]


def test_the_farm_as_a_whole_is_a_row_only_where_it_has_something_to_show():
    nodes = [node("web1", {"DNS-1": "drift"}), node("web2", {"DNS-1": "compliant", "DNS-2": "compliant"})]
    assert texts(node(WHOLE, {"SPN-1": "compliant"}), *nodes) == [
        "  node  DNS-1",
        "  web1  DRIFT",
        "  web2  ok",
        "  ok on 2 nodes: 2 controls (SPN-1, DNS-2)",
    ]
    assert texts(node(WHOLE, {"SPN-1": "drift"}), *nodes)[:3] == [
        "  node                 SPN-1  DNS-1",
        "  the farm as a whole  DRIFT  -",
        "  web1                 -      DRIFT",
    ]
