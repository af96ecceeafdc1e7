"""Settings that are held against the other nodes of a farm."""

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.node_comparison import NOT_KNOWN, compare_views
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State


def compare(*values, nodes=None):
    views = {f"web{number}": {"DNS servers": value} for number, value in enumerate(values, 1)}
    found = compare_views("DNS-9", views, nodes or len(values), "tests differ")
    assert list(found) == list(views)
    return [finding for (finding,) in found.values()]


def states(*values, nodes=None):
    return [finding.state.value for finding in compare(*values, nodes=nodes)]


def test_equal_nodes_agree():
    assert states(["a"], ["a"], ["a"]) == ["compliant"] * 3
    assert states(None, None) == ["compliant"] * 2


def test_what_most_nodes_have_is_wanted_of_the_others():
    one, other, three = compare(["a", "b"], ["c"], ["a", "b"])
    assert (one.state, three.state) == (State.COMPLIANT, State.COMPLIANT)
    assert (other.state, other.found, other.wanted) == (State.DRIFT, ["c"], ["a", "b"])
    assert other.reason == "tests differ (web1, web3: a, b)"
    assert (other.remedy, other.key) == (Remedy.REPORT, None)


def test_two_nodes_that_differ_are_both_reported_because_neither_is_known_to_be_right():
    one, two = compare(["a"], [])
    assert (one.state, two.state) == (State.DRIFT, State.DRIFT)
    assert (one.reason, two.reason) == ("tests differ (web2: none)", "tests differ (web1: a)")
    assert (one.found, two.found) == (["a"], [])


def test_of_many_nodes_with_the_same_value_some_are_named():
    found = compare(*["a"] * 19, "b", "b", "c")
    assert found[19].reason == "tests differ (web1, web2, web3, web4, web5 and 14 more: a; web22: c)"


def test_nodes_that_are_wrong_alike_have_one_reason():
    found = compare("a", "a", "a", "b", "b")
    assert {finding.reason for finding in found[3:]} == {"tests differ (web1, web2, web3: a)"}


def test_without_a_majority_every_node_is_named():
    assert states("a", "b", "c") == ["drift"] * 3
    assert states("a", "a", "b", "b") == ["drift"] * 4
    assert states("a", "a", "b", "b", "c") == ["drift"] * 5


def test_the_most_common_value_is_enough_for_a_majority():
    assert states("a", "a", "b", "c") == ["compliant", "compliant", "drift", "drift"]


def test_the_order_of_a_list_matters():
    assert states(["a", "b"], ["b", "a"], ["a", "b"]) == ["compliant", "drift", "compliant"]


def test_one_read_node_of_several_is_not_compared():
    (only,) = compare(["a"], nodes=3)
    assert (only.state, only.reason) == (State.UNKNOWN, "no other node of the farm was read")


def test_what_a_node_does_not_show_is_not_compared_and_takes_no_majority():
    known, unknown, same = compare(["a"], NOT_KNOWN, ["a"])
    assert (known.state, same.state) == (State.COMPLIANT, State.COMPLIANT)
    assert (unknown.state, unknown.reason) == (State.UNKNOWN, "this node does not show it")
    assert states(NOT_KNOWN, NOT_KNOWN) == ["could not check"] * 2
    assert states(["a"], NOT_KNOWN) == ["could not check"] * 2


def test_a_farm_of_one_node_agrees_with_itself():
    assert states(["a"], nodes=1) == ["compliant"]


def test_what_only_some_nodes_have_is_not_there_on_the_others():
    views = {"web1": {"servers": "a"}, "web2": {}, "web3": {"servers": "a"}}
    found = compare_views("DNS-9", views, 3, "tests differ")
    assert [(f.state, f.found) for f in found["web2"]] == [(State.DRIFT, "absent")]


def test_each_subject_is_compared_by_itself():
    views = {"web1": {"servers": "a", "suffix": "x"}, "web2": {"servers": "b", "suffix": "x"}}
    found = compare_views("DNS-9", views, 2, "tests differ")
    assert [(f.subject, f.state) for f in found["web2"]] == [("servers", State.DRIFT), ("suffix", State.COMPLIANT)]


def test_no_view_gives_no_finding():
    assert compare_views("DNS-9", {}, 3, "tests differ") == {}


def test_what_the_description_says_is_expected_also_where_most_nodes_differ():
    views = {"web1": {"rules": "on"}, "web2": {"rules": "off"}, "web3": {"rules": "off"}}
    found = compare_views("NLB-1", views, 3, "tests differ", {"web1": ["rules"]})
    assert [found[node][0].state for node in views] == [State.COMPLIANT, State.DRIFT, State.DRIFT]
    assert {found[node][0].wanted for node in views} == {"on"}


def test_among_nodes_that_are_as_described_the_value_of_most_is_expected():
    views = {"web1": {"rules": 1}, "web2": {"rules": 2}, "web3": {"rules": 2}, "web4": {"rules": 3}}
    found = compare_views("NLB-1", views, 4, "tests differ", {node: ["rules"] for node in ("web1", "web2", "web3")})
    assert [found[node][0].state for node in views] == [State.DRIFT, State.COMPLIANT, State.COMPLIANT, State.DRIFT]
