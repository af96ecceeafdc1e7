"""read_dns_registration and write_dns_registration in the engine, through the bootstrap, over the stand-ins."""

from typing import Any

import pytest

from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

READ = cases.load("dns_registration/read")
WRITE = cases.load("dns_registration/write")
ERROR = cases.load("dns_registration/refused")


@pytest.mark.parametrize("case", READ.values(), ids=READ)
def test_the_read_prints_the_state(engine: Engine, case: dict[str, Any]) -> None:
    state = changed(cases.node(), case["given"])
    answer = ask(engine, state, Call("read_dns_registration"))
    assert answer.data == state["dns_registration"]
    assert answer.state == state


@pytest.mark.parametrize("case", WRITE.values(), ids=WRITE)
def test_the_write_changes_what_was_asked_and_nothing_else(engine: Engine, case: dict[str, Any]) -> None:
    state = changed(cases.node(), case.get("given", {}))
    answer = ask(engine, state, Call("write_dns_registration", case["arguments"]))
    assert answer.data == {}
    assert answer.state == changed(state, case["changes"])


@pytest.mark.parametrize("case", WRITE.values(), ids=WRITE)
def test_what_was_written_is_read_in_the_same_request(engine: Engine, case: dict[str, Any]) -> None:
    state = changed(cases.node(), case.get("given", {}))
    calls = Call("write_dns_registration", case["arguments"]), Call("read_dns_registration")
    _, read = ask(engine, state, *calls).answers
    assert read["data"] == changed(state, case["changes"])["dns_registration"]


@pytest.mark.parametrize("case", ERROR.values(), ids=ERROR)
def test_an_error_names_the_payload_the_reason_and_the_line(engine: Engine, case: dict[str, Any]) -> None:
    state = cases.node()
    answer = ask(engine, state, Call(case["payload"], case["arguments"]))
    assert answer.answers[0]["payload"] == case["payload"]
    assert (answer.error["message"], answer.error["type"]) == (case["message"], case["type"])
    assert case["line"] in answer.error["at"]
    assert answer.state == state
