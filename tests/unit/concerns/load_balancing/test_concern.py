"""Each case: what the payload printed on a node, as changes to one in good health, and all that must be said of it.

A recording of preflight has the whole answer instead.

A finding is [control, subject, state] and, where they matter, {found, wanted, remedy, part of the reason}.
"""

import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from tests.changes import changed

FOLDER = Path(__file__).parents[3] / "decisions" / "load_balancing"
CASES = sorted(FOLDER.glob("*.json"))
INTENT = {"virtual_addresses": ["10.0.0.50", "2001:db8::50"], "drain": True}
CLUSTER = "intranet.example.com"
RULE = {
    "cluster": CLUSTER,
    "start": 80,
    "end": 80,
    "protocol": "Tcp",
    "affinity": "Single",
    "mode": "Multiple",
    "address": "255.255.255.255",
}
NODE = {
    "installed": True,
    "clusters": [{"name": CLUSTER, "interface": "NLB", "addresses": INTENT["virtual_addresses"], "mode": "MULTICAST"}],
    "hosts": [
        {"cluster": CLUSTER, "name": "WEB1", "state": "Converged", "priority": 1},
        {"cluster": CLUSTER, "name": "WEB2", "state": "Converged", "priority": 2},
    ],
    "port_rules": [RULE],
    "own": {"name": "WEB1", "state": "Converged"},
    "marker": {"run": None, "time": None},
    "connections": 0,
    "left_addresses": [],
}


def with_changes(changes):
    """Whole values may be given as they are already, so that a case can name all that is gone."""
    return changed(NODE, {path: value for path, value in changes.items() if value != at(path)})


def at(path):
    place = NODE
    for step in path.split("."):
        place = place[int(step) if step.isdigit() else step]
    return place


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def answer(case):
    return case["answer"] if "answer" in case else with_changes(case["changes"])


def found_in(case):
    plan = Plan.from_arguments(load_balancing, {**INTENT, **case.get("intent", {})})
    return Reading(plan, tuple(load_balancing.findings([answer(case)], plan.intent))).findings


def test_the_answer_has_the_shape_that_the_payload_prints(case):
    assert mismatch(answer(case), load_balancing.SHAPES["read_cluster"]) is None


def test_all_that_must_be_said_is_said_and_nothing_else(case):
    found = found_in(case)
    assert [[f.control, f.subject, f.state.value] for f in found] == [expected[:3] for expected in case["findings"]]
    for finding, (*_, details) in zip(found, case["findings"], strict=True):
        if isinstance(details, dict):
            said = {**finding.as_dict(), "reason": details.get("reason", "")}
            assert {**said, **details} == said
            assert details.get("reason", "") in finding.reason


def test_every_drift_has_a_reason_and_nothing_else_but_what_does_not_apply(case):
    for finding in found_in(case):
        assert bool(finding.reason) is (finding.state in (State.DRIFT, State.NOT_APPLICABLE)), finding


def test_nothing_is_ever_fixed_but_what_a_run_of_ours_has_left(case):
    assert all(bool(finding.key) is ("run " in finding.reason) for finding in found_in(case))
    with pytest.raises(ValueError, match=r"^no write can fix NLB-1 cluster; nlb.kerberos.drain starts a node$"):
        load_balancing.writes([Finding("NLB-1", "cluster", State.DRIFT)], [], {})


def test_the_node_is_asked_about_the_addresses_of_the_description():
    (call,) = load_balancing.reads(
        load_balancing.Intent.from_arguments({"virtual_addresses": ["2001:DB8:0::50"], "drain": None})
    )
    assert (call.payload, call.arguments) == ("read_cluster", {"virtual_addresses": ["2001:db8::50"]})


def test_a_bad_address_is_refused_with_a_message_to_show():
    with pytest.raises(ValueError, match=r"^virtual_addresses\[0\]: found '10\.0\.0\.500', expected an IP address"):
        load_balancing.Intent.from_arguments({"virtual_addresses": ["10.0.0.500"], "drain": True})


def test_the_arguments_come_from_the_farm_and_make_an_intent():
    farm = farm_of(
        {
            "name": "intranet",
            "names": ["intranet.example.com"],
            "virtual_addresses": ["2001:DB8::50"],
            "nodes": {"web1": {"own_addresses": ["10.0.0.11"]}},
            "drain": False,
        }
    )
    arguments = load_balancing.arguments(farm, "web1")
    assert arguments == {"virtual_addresses": ["2001:db8::50"], "drain": False}
    assert set(arguments) == set(load_balancing.ARGUMENT_SPEC)
    assert load_balancing.Intent.from_arguments(arguments).drain is False
