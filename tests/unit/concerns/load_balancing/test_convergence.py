"""What only shows where the nodes of a farm are held against each other: one cluster, or parts of one."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

from tests.changes import changed
from tests.decisions import case as cases

HEALTHY = cases.node("load_balancing")
NODE, IIS = HEALTHY.answers
(RULE,) = NODE["port_rules"]
SPLIT, NUMBERS = "convergence of the cluster", "host numbers of the cluster"
MODE = "mode of the cluster"
DESCRIBED = "nodes of the farm's description"
QUIET = (State.COMPLIANT, State.NOT_APPLICABLE)
CLUSTER = "clusters[name=intranet.example.com]"
STOPPED, CONVERGING, CONVERGED = 1005, 1006, 1007
THREE = [1, 2, 3]


def node(host, converged_with, status=CONVERGED, **changes):
    """converged_with: the hosts' numbers, this one's among them; None where they are not known."""
    (cluster,) = NODE["clusters"]
    data = {**NODE, "clusters": [{**cluster, "host": host, "status": status, "converged_with": converged_with}]}
    return load_balancing.view([changed(data, changes), IIS], HEALTHY.plan.intent)


def farm(**nodes):
    return {f"web{number}": node(number, THREE) for number in THREE} | nodes


def reported(views, nodes=3):
    found = load_balancing.agreement(views, nodes)
    return {name: {f.subject: f for f in group if f.state not in QUIET} for name, group in found.items()}


def subjects(views, nodes=3):
    return {name: set(found) for name, found in reported(views, nodes).items() if found}


def test_nodes_that_are_converged_with_each_other_agree():
    assert subjects(farm()) == {}


def test_a_node_that_is_converged_alone_is_named_on_every_node():
    found = reported(farm(web1=node(1, [1, 3]), web2=node(2, [2]), web3=node(3, [1, 3])))
    assert {name: set(group) for name, group in found.items()} == {name: {SPLIT} for name in ("web1", "web2", "web3")}
    assert (found["web2"][SPLIT].found, found["web2"][SPLIT].wanted) == ([2], [1, 2, 3])
    start = "split convergence: web2 (host 2) and this node (host 1) are converged without each other"
    assert found["web1"][SPLIT].reason.startswith(start)
    start = "split convergence: web1 (host 1), web3 (host 3) and this node (host 2) are"
    assert found["web2"][SPLIT].reason.startswith(start)


@pytest.mark.parametrize("status", [STOPPED, CONVERGING, None])
def test_a_node_that_is_not_converged_is_no_split(status):
    assert subjects(farm(web1=node(1, [1, 3]), web3=node(3, [1, 3]), web2=node(2, None, status))) == {}


def test_what_one_of_two_nodes_misses_is_a_split_for_both():
    assert subjects(farm(web1=node(1, [1, 3]))) == {"web1": {SPLIT}, "web2": {SPLIT}}


def test_what_one_of_two_nodes_knows_is_known():
    assert subjects(farm(web1=node(1, None))) == {}
    assert subjects(farm(web1=node(1, None), web2=node(2, [2, 3]))) == {"web1": {SPLIT}, "web2": {SPLIT}}


def test_what_no_node_knows_could_not_be_checked():
    found = reported(farm(web1=node(1, None), web2=node(2, None)))
    assert {name: set(group) for name, group in found.items()} == {"web1": {SPLIT}, "web2": {SPLIT}, "web3": set()}
    finding = found["web1"][SPLIT]
    assert (finding.state, finding.found) == (State.UNKNOWN, "not known")
    assert finding.reason.startswith("whether this node and web2 are converged together is not known on any of them")


def test_where_no_node_knows_anything_each_has_one_finding():
    found = load_balancing.agreement({f"web{number}": node(number, None) for number in THREE}, 3)
    unknown = [finding for group in found.values() for finding in group if finding.state is State.UNKNOWN]
    assert [finding.subject for finding in unknown] == [SPLIT] * 3
    assert "web2, web3" in unknown[0].reason


def test_without_a_host_number_a_node_is_known_by_the_others_only():
    views = farm(web1=node(None, None))
    assert subjects(views) == {name: {SPLIT} for name in views}


def test_two_nodes_with_one_host_number_are_named_on_every_node():
    found = reported(farm(web2=node(1, None, CONVERGING), web1=node(1, [1, 3]), web3=node(3, [1, 3])))
    assert {name: set(group) for name, group in found.items()} == {name: {NUMBERS} for name in found}
    finding = found["web3"][NUMBERS]
    assert finding.found == ["web1: host 1", "web2: host 1", "web3: host 3"]
    assert finding.reason.startswith("several nodes are host 1, and the cluster lets one of them in")


def test_two_nodes_with_one_host_number_are_not_converged_together():
    views = farm(web2=node(1, [1, 3]), web1=node(1, [1, 3]), web3=node(3, [1, 3]))
    assert subjects(views) == {"web1": {SPLIT, NUMBERS}, "web2": {SPLIT, NUMBERS}, "web3": {NUMBERS}}


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({f"{CLUSTER}.mode": "unicast"}, MODE),
        ({"port_rules[start=80].affinity": "None"}, "port rules of the cluster"),
        ({"port_rules": [RULE, {**RULE, "start": 443, "end": 443}]}, "port rules of the cluster"),
    ],
)
def test_a_node_that_is_set_up_otherwise_is_named(changes, subject):
    found = reported(farm(web2=node(2, THREE, **changes)))
    assert {name: set(group) for name, group in found.items()} == {"web1": set(), "web2": {subject}, "web3": set()}


def test_two_nodes_that_answer_nobody_do_not_outvote_the_one_that_does():
    wrong = {f"web{number}": node(number, THREE, **{"port_rules[start=80].mode": "Disabled"}) for number in (2, 3)}
    found = reported(farm(**wrong))
    assert {name: set(group) for name, group in found.items()} == {
        "web1": set(),
        "web2": {"port rules of the cluster"},
        "web3": {"port rules of the cluster"},
    }


@pytest.mark.parametrize("without", [["web2"], ["web1", "web2"], ["web1", "web2", "web3"]], ids=len)
def test_a_mode_that_is_not_known_is_not_the_same(without):
    given = {name: node(int(name[-1]), THREE, **{f"{CLUSTER}.mode": ""}) for name in without}
    found = reported(farm(**given))
    # One that is known is compared with nothing.
    assert [name for name, group in found.items() if group] == (without if len(without) != 2 else list(found))
    for name in without:
        finding = found[name][MODE]
        assert (finding.state, finding.found) == (State.UNKNOWN, "not known")
        assert finding.reason.startswith(
            f"the cluster's network address on {', '.join(without)} does not show its mode"
        )


def test_modes_that_are_known_are_compared_although_one_is_not():
    unlike = {"web1": "", "web2": "unicast"}
    found = reported(farm(**{n: node(int(n[-1]), THREE, **{f"{CLUSTER}.mode": mode}) for n, mode in unlike.items()}))
    assert {name: group[MODE].state for name, group in found.items()} == {
        "web1": State.UNKNOWN,
        "web2": State.DRIFT,
        "web3": State.DRIFT,
    }


def test_rules_are_shown_as_text_and_in_any_order():
    rules = [{**RULE, "start": 443, "end": 444, "affinity": "", "address": "10.0.0.50"}, RULE]
    assert node(1, [1], port_rules=rules)["port rules of the cluster"] == [
        "port 80 Tcp of every address: mode Multiple, affinity Single",
        "ports 443-444 Tcp of 10.0.0.50: mode Multiple, affinity none",
    ]


def test_a_host_that_is_not_described_is_reported_on_every_node():
    views = {"web1": node(1, [1, 2, 9]), "web2": node(2, [1, 2, 9])}
    found = reported(views, nodes=2)
    for name in views:
        finding = found[name][DESCRIBED]
        assert (finding.found, finding.wanted) == ([1, 2, 9], [1, 2])
        assert "clients also reach host 9 of the cluster, neither audited nor fixed" in finding.reason
    assert subjects(views, nodes=3) == {}, "it may be the node that could not be read"


def test_a_host_may_be_the_node_whose_number_is_not_known():
    views = {"web1": node(1, [1, 2, 3]), "web2": node(2, [1, 2, 3]), "web3": node(None, None, None)}
    assert subjects(views) == {}


def test_a_node_alone_in_the_audit_can_say_nothing():
    found = reported({"web1": node(1, [1, 2])}, nodes=2)["web1"]
    assert set(found) == {*load_balancing.convergence.COMPARED, SPLIT}
    assert {finding.state for finding in found.values()} == {State.UNKNOWN}


def test_a_farm_of_one_node_agrees_with_itself():
    assert subjects({"web1": node(1, [1])}, nodes=1) == {}


def test_a_node_in_no_cluster_has_nothing_to_compare():
    gone = load_balancing.view([{**NODE, "clusters": [], "port_rules": []}, IIS], HEALTHY.plan.intent)
    assert gone == {}
    assert reported({"web1": gone, "web2": gone}, nodes=2) == {"web1": {}, "web2": {}}
    assert reported({"web1": gone, "web2": node(2, [2])}, nodes=2) == {"web1": {}, "web2": {}}
    assert subjects({"web1": node(1, [1, 3]), "web2": gone, "web3": node(3, [1, 3])}) == {}


SILENT = {f"{CLUSTER}.problem": "Get-NlbClusterVip: The device is not ready."}


def test_a_cluster_that_could_not_be_read_is_not_compared_and_spoils_no_other_comparison():
    for changes in (SILENT, {**SILENT, f"{CLUSTER}.addresses": None}):
        assert subjects(farm(web2=node(2, None, None, **changes))) == {}


def test_a_node_that_stands_beside_unread_ones_only_is_not_known_to_agree():
    views = {"web1": node(1, [1, 2]), "web2": node(2, None, None, **SILENT)}
    found = reported(views, 2)
    assert found["web2"] == {}
    assert found["web1"][SPLIT].state is State.UNKNOWN
    assert subjects({"web2": views["web2"]}, 2) == {}
