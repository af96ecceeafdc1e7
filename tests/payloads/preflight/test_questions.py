"""Preflight's questions in the engine, on a node of the lab: each has an answer, and leaves the node as it was."""

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions import asked
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions.question import Question

from lab import healthy, intranet
from lab.facts import preflight_questions
from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads.exchange import Call, ask

FARM = farm_of(intranet.description(1))
# Where the engine is not Windows': its version, its language and policies, the files it was loaded from.
OF_THE_ENGINE = {
    "session": {"execution_policy", "culture", "installed_culture"},
    "iis_library": {"version", "location", "from_cache"},
    "event_log": {"events"},
    "cluster_objects": {"objects"},
}


def answer(engine: Engine, question: Question, **changes: Any) -> Any:
    state = changed(healthy.node(1), changes)
    call = question.call(FARM)
    own, _ = intranet.own_addresses(1)
    found = ask(engine, state, Call(call.payload, call.arguments), addresses=[own])
    assert found.state == state
    return found.data


def without_times(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: without_times(value) for name, value in data.items() if name not in ("ms", "secedit_ms")}
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
    assert {one["command"] for one in objects} >= {"Get-NlbCluster", "Get-NlbClusterPortRule"}
    assert all(one["properties"] for one in objects if one["count"])
