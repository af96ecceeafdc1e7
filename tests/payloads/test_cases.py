"""Every case of a payload, in the engine, through the bootstrap, over the stand-ins: see tests/payloads/cases.py."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Call, ask


@pytest.mark.parametrize("path", cases.files(), ids=cases.sentence)
def test_a_case_holds(engine: Engine, path: Path) -> None:
    case = cases.case(path)
    result = ask(engine, case.given, *provoking(case.provoke), case.call)
    *_, answer = result.answers
    assert answer["payload"] == case.call.payload
    if case.answer is not None:
        assert "error" not in answer, answer["error"]
        shown = {name: value for name, value in answer["data"].items() if case.whole or name in case.answer}
        assert shown == case.answer
    if case.error is not None:
        refused_as(case.error, answer["error"])
    assert result.state == case.left


def provoking(script: str) -> list[Call]:
    """In the same request, before the call: what is to happen that Windows does now and then."""
    return [Call("provoke", script=f"& (Get-Module -Name NlbKerberosNode) {{ {script} }}\n@{{}}")] if script else []


def refused_as(expected: Mapping[str, str], error: Mapping[str, str]) -> None:
    assert {*expected} <= {"message", "contains", "type", "at"}
    assert expected.get("message", error["message"]) == error["message"]
    assert expected.get("contains", "") in error["message"]
    assert error["type"].endswith(expected.get("type", ""))
    assert expected.get("at", "") in error["at"]
