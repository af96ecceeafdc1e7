"""What only shows where the nodes of a farm are held against each other: one cluster, or parts of one."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

from tests.changes import changed
from tests.decisions import case as cases

HEALTHY = cases.node("load_balancing")
(NODE,) = HEALTHY.answers
(RULE,) = NODE["port_rules"]
SPLIT = "convergence of the cluster"
QUIET = (State.COMPLIANT, State.NOT_APPLICABLE)
ALL = ("WEB1", "WEB2", "WEB3")


def node(name, *sees, **changes):
    """sees: other hosts, "WEB3=Stopped" where one is not converged."""
    state = changes.pop("state", "Converged")
    hosts = {name: state}
    for host in sees:
        other, _, stands = host.partition("=")
        hosts[other] = stands or "Converged"
    data = {
        **NODE,
        "own": {"name": name, "state": state},
        "hosts": [
            {**NODE["hosts"][0], "name": host, "state": hosts[host], "priority": number}
            for number, host in enumerate(sorted(hosts), 1)
        ],
    }
    return load_balancing.view([changed(data, changes)], HEALTHY.plan.intent)


def farm(**nodes):
    return {
        "web1": node("WEB1", *ALL[1:]),
        "web2": node("WEB2", "WEB1", "WEB3"),
        "web3": node("WEB3", *ALL[:2]),
    } | nodes


def said(views, nodes=3):
    found = load_balancing.agreement(views, nodes)
    return {name: {f.subject: f for f in group if f.state not in QUIET} for name, group in found.items()}


def subjects(views, nodes=3):
    return {name: set(found) for name, found in said(views, nodes).items() if found}


def test_nodes_that_see_each_other_agree():
    assert subjects(farm()) == {}


def test_a_node_that_is_alone_and_converged_is_named_on_every_node():
    found = said(farm(web1=node("WEB1", "WEB3"), web2=node("WEB2"), web3=node("WEB3", "WEB1")))
    assert {name: set(group) for name, group in found.items()} == {name: {SPLIT} for name in ("web1", "web2", "web3")}
    assert (found["web2"][SPLIT].found, found["web2"][SPLIT].wanted) == (["WEB2"], ["WEB1", "WEB2", "WEB3"])
    assert found["web1"][SPLIT].reason.startswith("split convergence: WEB2 and this node are converged without each")
    assert found["web2"][SPLIT].reason.startswith("split convergence: WEB1, WEB3 and this node")


def test_a_node_that_is_stopped_is_no_split():
    away = {"web1": node("WEB1", "WEB2=Stopped", "WEB3"), "web3": node("WEB3", "WEB1", "WEB2=Stopped")}
    assert subjects(farm(**away, web2=node("WEB2", state="Stopped"))) == {}


def test_a_host_that_is_stopped_in_the_eyes_of_another_only_is_a_split():
    assert subjects(farm(web1=node("WEB1", "WEB2=Stopped", "WEB3"))) == {"web1": {SPLIT}}


def test_names_with_and_without_domain_are_the_same_hosts():
    assert subjects(farm(web1=node("WEB1", "web2.example.com", "web3.example.com"))) == {}


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({"clusters[name=intranet.example.com].addresses": ["10.0.0.50"]}, "addresses of the cluster"),
        ({"clusters[name=intranet.example.com].mode": "UNICAST"}, "mode of the cluster"),
        ({"port_rules[start=80].affinity": "None"}, "port rules of the cluster"),
        ({"port_rules": [RULE, {**RULE, "start": 443, "end": 443}]}, "port rules of the cluster"),
    ],
)
def test_a_node_that_is_set_up_otherwise_is_named(changes, subject):
    found = said(farm(web2=node("WEB2", "WEB1", "WEB3", **changes)))
    assert {name: set(group) for name, group in found.items()} == {"web1": set(), "web2": {subject}, "web3": set()}


def test_rules_are_said_in_words_and_in_any_order():
    rules = [{**RULE, "start": 443, "end": 444, "affinity": "", "address": "10.0.0.50"}, RULE]
    assert node("WEB1", port_rules=rules)["port rules of the cluster"] == [
        "port 80 Tcp of every address: mode Multiple, affinity Single",
        "ports 443-444 Tcp of 10.0.0.50: mode Multiple, affinity none",
    ]


def test_a_host_that_nobody_has_described_is_named_on_every_node():
    views = {
        "web1": node("WEB1", "WEB2", "WEB9"),
        "web2": node("WEB2", "WEB1", "WEB9"),
    }
    found = said(views, nodes=2)
    for name in views:
        finding = found[name]["nodes of the farm's description"]
        assert (finding.found, finding.wanted) == (["WEB1", "WEB2", "WEB9"], ["WEB1", "WEB2"])
        assert "clients also reach WEB9, neither audited nor fixed" in finding.reason
    assert subjects(views, nodes=3) == {}, "it may be the node that could not be read"


def test_a_node_alone_in_the_audit_can_say_nothing():
    found = said({"web1": node("WEB1", "WEB2")}, nodes=2)["web1"]
    assert set(found) == {*load_balancing.convergence.COMPARED, SPLIT}
    assert {finding.state for finding in found.values()} == {State.UNKNOWN}


def test_a_farm_of_one_node_agrees_with_itself():
    assert subjects({"web1": node("WEB1")}, nodes=1) == {}


def test_a_node_in_no_cluster_has_nothing_to_compare():
    gone = load_balancing.view([{**NODE, "clusters": [], "hosts": [], "port_rules": []}], HEALTHY.plan.intent)
    assert gone == {}
    assert said({"web1": gone, "web2": gone}, nodes=2) == {"web1": {}, "web2": {}}
    assert said({"web1": gone, "web2": node("WEB2")}, nodes=2) == {"web1": {}, "web2": {}}
    two = {"web1": node("WEB1", "WEB3"), "web2": gone, "web3": node("WEB3", "WEB1")}
    assert subjects(two) == {}
