"""What a node says of its clusters, and the words for a state that Windows gives as a number."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster import membership
from ansible_collections.nlb.kerberos.plugins.module_utils.model import addresses
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch

from tests.decisions import case as cases

NODE, _ = cases.node("load_balancing").answers
(CLUSTER,) = NODE["clusters"]
VIRTUAL = addresses.parse("10.0.0.50")


def cluster(**changes):
    (found,) = membership.parse({**NODE, "clusters": [{**CLUSTER, **changes}]}).clusters
    return found


@pytest.mark.parametrize(
    ("status", "word", "holds"),
    [
        (1005, "stopped", {"known", "stopped"}),
        (1006, "converging", {"known"}),
        (1007, "converged", {"known", "converged"}),
        (1008, "converged", {"known", "converged"}),
        (1009, "draining", {"known", "draining"}),
        (1013, "suspended", {"known", "suspended"}),
        (1014, "disconnected from the network", {"known"}),
        (1050, "unknown", set()),
        (0, "unknown", set()),
        (None, "unknown", set()),
    ],
)
def test_a_state_is_a_number(status, word, holds):
    found = cluster(status=status)
    assert found.state == word
    names = ("known", "converged", "stopped", "draining", "suspended")
    assert {name for name in names if getattr(found, name)} == holds


def test_hosts_that_are_not_known_are_not_no_hosts():
    assert cluster(converged_with=None).converged_with is None
    assert cluster(converged_with=[]).converged_with == frozenset()
    assert cluster(converged_with=[2, 1]).converged_with == {1, 2}


def test_clusters_of_other_farms_are_left_out():
    other = {**CLUSTER, "name": "reports.example.com", "addresses": ["10.0.9.50"], "status": 1005}
    node = membership.parse({**NODE, "clusters": [other, CLUSTER]})
    assert [found.name for found in node.of_farm(frozenset([VIRTUAL]))] == ["intranet.example.com"]
    assert [found.stopped for found in node.clusters] == [True, False]


def test_port_rules_are_those_of_their_cluster():
    assert cluster(name="other").port_rules == ()
    assert len(cluster().port_rules) == 1


@pytest.mark.parametrize("connections", [True, False])
def test_connections_are_counted_where_that_is_asked_for(connections):
    call = membership.read([VIRTUAL], connections)
    assert call.arguments == {"virtual_addresses": ["10.0.0.50"], "connections": connections}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        (
            {"converged_with": ["1"]},
            "read_cluster.clusters[0].converged_with[0]: expected a whole number, found a text",
        ),
        (
            {"converged_with": 1},
            "read_cluster.clusters[0].converged_with: expected a list or null, found a whole number (1)",
        ),
        ({"status": "Converged"}, "read_cluster.clusters[0].status: expected a whole number or null, found a text"),
        ({"host": None, "status": None, "connections": None, "converged_with": None}, None),
    ],
)
def test_the_shape_of_an_answer(changes, wrong):
    answer = {**NODE, "clusters": [{**CLUSTER, **changes}]}
    assert mismatch(answer, membership.SHAPE, "read_cluster") == wrong
