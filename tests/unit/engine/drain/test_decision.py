"""Each case: node 1 as it is read, what every node has said of itself, and why node 1 must not be drained or started
then; null where it may be.
"""

import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import decision
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster.membership import parse

from tests.unit.engine.drain import said

CASES = sorted(Path(__file__).with_suffix("").glob("*.json"))
NODE = parse(said.read_cluster(2, {}))
EVERY = list(said.states(2, {}).values())


@pytest.mark.parametrize("state", ["drained", "started"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_must_not_be_done_is_refused_with_its_reason(path, state):
    case = json.loads(path.read_text(encoding="utf-8"))
    nodes = case["nodes"]
    states = list(said.states(nodes, case.get("states", {})).values())
    node = parse(said.read_cluster(nodes, case.get("given", {})))
    moment = said.moment(**case.get("lease", {}))
    assert decision.refusal(node, said.request(nodes, states, state), moment) == case[state]


def test_check_mode_takes_no_lease_and_needs_none():
    states = list(said.states(2, {"web1.held_by": None}).values())
    free = {"run": None, "until": None}
    assert decision.refusal(NODE, said.request(2, states), said.moment(**free, check=True)) is None
    assert "does not hold the lease" in decision.refusal(NODE, said.request(2, states), said.moment(**free))


def test_the_stop_names_the_clusters_adapter_and_the_state_that_was_read():
    call = decision.write(NODE.clusters[0], said.request(2, EVERY), "run-1", "2026-01-31 08:00:00")
    assert call.payload == "write_cluster"
    assert call.arguments == {
        "own": {"state": "Stopped"},
        "interface": "NLB",
        "host": 1,
        "status": 1008,
        "marker": {"run": "run-1", "time": "2026-01-31 08:00:00"},
        "timeout": 120,
        "wait": 150,
    }


def test_the_start_removes_the_marker():
    call = decision.write(NODE.clusters[0], said.request(2, [], "started"), "run-1", "2026-01-31 08:00:00")
    assert (call.arguments["own"], call.arguments["marker"]) == ({"state": "Started"}, {"run": None, "time": None})


@pytest.mark.parametrize(
    ("nodes", "together", "alone"),
    [(2, [1], True), (2, [1, 2], False), (2, None, False), (1, [1], False)],
    ids=["without the other", "with it", "not known", "there is no other"],
)
def test_a_node_that_converged_without_the_others_is_noticed(nodes, together, alone):
    node = parse(said.read_cluster(3, {"clusters[host=1].converged_with": together}))
    assert decision.converged_alone(node.clusters[0], said.request(nodes, [])) is alone


def test_after_a_drain_one_other_node_must_still_serve():
    own = parse(said.read_cluster(2, {"clusters[host=1].status": 1005})).clusters[0]
    states = said.states(2, {"web1.cluster.status": 1005, "web2.cluster.converged_with": [2]})
    assert decision.alone_now(own, said.request(2, list(states.values())), said.NOW) is None
    states["web2"].update(serves=False, serves_not="site Intranet is Stopped")
    reason = decision.alone_now(own, said.request(2, list(states.values())), said.NOW)
    assert reason == "web2 does not serve: site Intranet is Stopped"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"virtual_addresses": []}, "virtual_addresses: found [], expected a list of IP addresses such as [10.0.0.50]"),
        ({"nodes": []}, "nodes: found none, expected web1 among them"),
        ({"nodes": ["web2", "web3"]}, "nodes: found web2, web3, expected web1 among them"),
        ({"timeout": 0}, "timeout: found 0, expected a whole number from 1 to 3600"),
        ({"states": [*EVERY, EVERY[1]]}, "states: has web2 more than once, expected one state of each node"),
        (
            {"states": [{"node": "web2"}]},
            "states[0]: has no time; expected the results of nlb.kerberos.node_state",
        ),
        (
            {"states": [{**EVERY[0], "time": "soon"}]},
            "time data 'soon' does not match format '%Y-%m-%d %H:%M:%S'; expected the results of "
            "nlb.kerberos.node_state",
        ),
        (
            {"states": [{**EVERY[0], "cluster": {"name": "x"}}]},
            "states[0].cluster: has no addresses; expected the results of nlb.kerberos.node_state",
        ),
    ],
)
def test_bad_arguments_are_refused_with_a_message_to_show(wrong, message):
    arguments = {"virtual_addresses": said.VIRTUAL, "nodes": ["web1", "web2"], "state": "drained", "timeout": 120}
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        decision.DrainRequest.from_arguments({**arguments, "states": EVERY, **wrong}, "web1")
    assert str(caught.value) == message
