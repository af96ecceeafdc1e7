"""Preflight's questions in the engine, on a node of the lab: each has an answer, and leaves the node as it was."""

import json
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions import asked
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions.question import Question

from lab import healthy, intranet
from lab.facts import cluster, preflight_questions
from lab.faults import FAULTS
from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads.exchange import Call, ask

FARM = farm_of(intranet.without_directory(1))
# Where the engine is not Windows': its version, its language and policies, the files it was loaded from.
OF_THE_ENGINE = {
    "session": {"execution_policy", "culture", "installed_culture"},
    "iis_library": {"version", "location", "from_cache"},
    "event_log": {"events"},
    "cluster_objects": {"objects"},
    "cluster_states": {"lines", "code", "event", "values", "event_problem"},
}


def answer(engine: Engine, question: Question, **changes: Any) -> Any:
    return answer_of(engine, question, changed(healthy.node(1), changes))


def answer_of(engine: Engine, question: Question, state: Any) -> Any:
    call = question.call(FARM)
    own, _ = intranet.own_addresses(1)
    found = ask(engine, state, Call(call.payload, call.arguments), addresses=[own])
    assert found.state == state
    return found.data


def without_times(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: without_times(value) for name, value in data.items() if name != "ms" and not name.endswith("_ms")}
    return [without_times(item) for item in data] if isinstance(data, list) else data


@pytest.mark.parametrize("question", asked.QUESTIONS, ids=lambda question: question.name)
def test_a_question_is_answered_as_the_emulation_answers_it(engine: Engine, question: Question) -> None:
    found = answer(engine, question)
    assert asked.mismatch(found, question.shape, question.name) is None
    emulated = preflight_questions.PAYLOADS[question.payload](healthy.node(1), question.call(FARM).arguments)
    left_out = OF_THE_ENGINE.get(question.name, set())
    assert _compared(found, left_out) == _compared(emulated, left_out)


def _compared(data: Any, left_out: set[str]) -> Any:
    return {name: value for name, value in without_times(data).items() if name not in left_out}


def test_every_token_is_asked_for_by_each_of_its_names(engine: Engine) -> None:
    tokens = answer(engine, asked.TOKENS, **{"accounts.token_error": None})["tokens"]
    assert [(one["principal"], one["groups"]) for one in tokens][2:] == [
        ("svc-intranet@example.com", 7),
        ("svc-intranet@EXAMPLE", 7),
    ]


@pytest.mark.parametrize("rsop", ["off", "nothing", "unreadable"])
def test_what_group_policy_does_not_show_is_asked_for_alike(engine: Engine, rsop: str) -> None:
    found = answer(engine, asked.APPLIED_POLICIES, **{"user_rights.rsop": rsop})
    emulated = preflight_questions.PAYLOADS["read_applied_policies"](
        changed(healthy.node(1), {"user_rights.rsop": rsop}), {}
    )
    assert without_times(found) == without_times(emulated)


def test_properties_are_named(engine: Engine) -> None:
    objects = answer(engine, asked.CLUSTER_OBJECTS)["objects"]
    assert {one["command"] for one in objects} >= {"Get-NlbClusterVip", "Get-NlbClusterPortRule"}
    assert all(one["properties"] for one in objects if one["count"])


def test_the_newest_event_of_each_provider_is_named(engine: Engine) -> None:
    events = answer_of(engine, asked.EVENT_LOG, cluster.joined(healthy.node(1), [healthy.node(2)]))["events"]
    none = "NoMatchingEventsFound"
    assert [(one["provider"].split("-")[-1], one["id"], one["problem"].split(",")[0]) for one in events] == [
        ("WAS", None, none),
        ("NLB", 29, ""),
        ("Client", None, none),
    ]


def test_each_way_shows_the_same_state_of_this_host(engine: Engine) -> None:
    found = answer_of(engine, asked.CLUSTER_STATES, cluster.joined(healthy.node(1), [healthy.node(2)]))
    (own,) = found["clusters"]
    assert (own["host"], own["status"], own["driver_state"], found["code"]) == (1, 1008, "Started", 1008)
    assert found["instances"] == [{"name": "10.0.0.50:1", "status": 1008}]
    assert "1, 2" in found["lines"]
    assert (found["event"], found["values"][1:3]) == (29, ["10.0.0.50", " 1, 2"])


@pytest.mark.parametrize(
    ("driver", "shown"),
    [
        ({"query": "missing"}, {"program": False, "lines": [], "code": None}),
        ({"events": "none"}, {"event": None, "values": []}),
        ({"enumeration": "error"}, {"instances": [], "instances_problem": "The RPC server is unavailable."}),
    ],
)
def test_a_way_that_shows_nothing_leaves_the_others(engine: Engine, driver: Any, shown: Any) -> None:
    state = {**cluster.joined(healthy.node(1), [healthy.node(2)]), "cluster_driver": driver}
    found = answer_of(engine, asked.CLUSTER_STATES, state)
    assert {name: found[name] for name in shown} == shown
    assert found["clusters"][0]["status"] == 1008


def test_a_driver_that_does_not_answer_is_the_problem_of_its_cluster(engine: Engine) -> None:
    state = {**healthy.node(1), "cluster_driver": {"silent": {"NLB": "Get-NlbClusterDriverInfo"}}}
    found = answer_of(engine, asked.CLUSTER_STATES, state)
    assert found["clusters"][0]["problem"] == "The device is not ready."


def test_a_root_that_is_a_link_shows_its_target(engine: Engine) -> None:
    state = healthy.node(1)
    (fault,) = [fault for fault in FAULTS if fault.name == "site_acl/root-is-junction"]
    fault.inject(state, 1)
    roots = answer_of(engine, asked.SITE_ROOTS, state)["roots"]
    (link,) = [root for root in roots if root["link"]]
    assert link["target"]
    assert link["objects"] > 0


def test_the_site_answers_its_own_node_at_each_binding(engine: Engine) -> None:
    requests = answer(engine, asked.SITE_REQUESTS)["requests"]
    assert [(one["secure"], one["port"], one["name"]) for one in requests] == [
        (False, 80, "intranet.example.com"),
        (False, 80, "intranet"),
    ]
    assert all((one["status"], one["problem"]) == (401, "") for one in requests)
    assert all(one["schemes"][0] == "Negotiate" for one in requests)


def test_a_pool_that_does_not_start_is_503_and_a_stopped_service_a_problem(engine: Engine) -> None:
    stopped = answer(engine, asked.SITE_REQUESTS, **{"iis.pools[name=Intranet].state": "Stopped"})["requests"]
    assert {(one["status"], one["problem"]) for one in stopped} == {(503, "")}
    state = changed(healthy.node(1), {"iis.services[name=W3SVC].state": "Stopped"})
    refused = answer_of(engine, asked.SITE_REQUESTS, state)["requests"]
    assert {one["status"] for one in refused} == {0}
    assert all(one["problem"] for one in refused)


def test_a_recording_of_all_answers_has_no_name_and_no_address(engine: Engine) -> None:
    state = cluster.joined(healthy.node(1), [healthy.node(2)])
    questions = asked.chosen(FARM, on_request=True)
    found = [asked.Answered(one, answer_of(engine, one, state)) for one in questions]
    recorded = asked.recorded(found, ("WEB1", "example.com", *FARM.nodes))
    text = json.dumps(recorded).lower()
    assert recorded.keys() == {question.name for question in questions}
    known = ("web1", "example", "svc-", "intranet", "ansible@", "10.0.0.", "2001:db8::5", "0a-00-00", "6f4c7c3e")
    assert not [name for name in known if name in text]
