"""Each case: a node as the payload shows it, and why it must not be drained or started then; null where it may be."""

import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import decision
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import DrainRequest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster.membership import parse

from tests.decisions import case as cases

CASES = sorted(Path(__file__).with_suffix("").glob("*.json"))
HEALTHY = cases.node("load_balancing")
(NODE,) = HEALTHY.answers
DRAIN = {"virtual_addresses": HEALTHY.arguments["virtual_addresses"], "nodes": 2, "state": "drained", "timeout": 120}


@pytest.mark.parametrize("state", ["drained", "started"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_must_not_be_done_is_refused_with_its_reason(path, state):
    case = json.loads(path.read_text(encoding="utf-8"))
    (answer,) = cases.node("load_balancing", case["given"]).answers
    node = parse(answer)
    assert (
        decision.refusal(node, DrainRequest.from_arguments({**DRAIN, "nodes": case["nodes"], "state": state}))
        == case[state]
    )


def test_the_stop_names_the_clusters_adapter_and_what_was_seen():
    call = decision.write(parse(NODE), DrainRequest.from_arguments(DRAIN), "run-1", "2026-01-31 08:00:00")
    assert call.payload == "write_cluster"
    assert call.arguments == {
        "own": {"state": "Stopped"},
        "interface": "NLB",
        "hosts": [{"name": "WEB1", "state": "Converged"}, {"name": "WEB2", "state": "Converged"}],
        "marker": {"run": "run-1", "time": "2026-01-31 08:00:00"},
        "timeout": 120,
        "wait": 150,
    }


def test_the_start_removes_the_marker():
    call = decision.write(
        parse(NODE), DrainRequest.from_arguments({**DRAIN, "state": "started"}), "run-1", "2026-01-31 08:00:00"
    )
    assert (call.arguments["own"], call.arguments["marker"]) == ({"state": "Started"}, {"run": None, "time": None})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"virtual_addresses": []}, "virtual_addresses: found [], expected a list of IP addresses such as [10.0.0.50]"),
        ({"nodes": 0}, "nodes: found 0, expected a whole number from 1 to 1000"),
        ({"timeout": 0}, "timeout: found 0, expected a whole number from 1 to 3600"),
    ],
)
def test_bad_arguments_are_refused_with_a_message_to_show(wrong, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        DrainRequest.from_arguments({**DRAIN, **wrong})
    assert str(caught.value) == message
