"""What no payload prints spoils the concern that it belongs to, and nothing else: never an exception, never a pass."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

from tests.decisions.case import Case, files, read
from tests.unit.strange_answers import Change, changes, missing_members

NAMES = [concern.NAME for concern in CONCERNS]
# What Python itself would say.
PYTHON = re.compile(r"iterable|subscript|NoneType|\bobject\b has|KeyError|list index|invalid literal")


def drawn(name: str, cases: int, number: int) -> list[tuple[Case, Change]]:
    """Some changes of some cases of a concern, the same in every run."""
    draw = random.Random(name)
    chosen = map(read, some(files(name), cases, draw))
    return [(case, change) for case in chosen for change in some(changes(case.answers), number, draw)]


def some(items: Sequence[Any], number: int, draw: random.Random) -> list[Any]:
    return draw.sample(items, min(number, len(items)))  # a new concern has few


def used(case: Case, change: Change) -> Reading:
    """With everything that a fix and a report make of it."""
    reading = case.reading_of(change.of(case.answers))
    results.from_readings([reading])
    if not reading.problem:
        with suppress(ValueError):  # to be shown to the user; nothing is written
            case.calls(reading, reading.changes())
            reading.settings()
    return reading


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_answer_is_no_exception(name: str) -> None:
    for case, change in drawn(name, 6, 50):
        reading = used(case, change)
        assert reading.findings, change
        if reading.problem:
            assert {finding.state for finding in reading.findings} == {State.UNKNOWN}, change
            assert not PYTHON.search(reading.problem), reading.problem


@pytest.mark.parametrize("name", NAMES)
def test_a_fact_that_is_missing_leaves_nothing_checked(name: str) -> None:
    """Whichever member of an object it is: what a node has not said is not taken for anything."""
    case = read(files(name)[0])
    missing = missing_members(case.answers)
    for change in random.Random(name).sample(missing, min(len(missing), 60)):
        reading = case.reading_of(change.of(case.answers))
        assert {finding.state for finding in reading.findings} == {State.UNKNOWN}, change
        assert f"has no {change.place[-1]}" in (reading.problem or ""), change


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("dns_registration", "host_trust")])
def test_what_a_node_leaves_out_is_no_pass(name: str) -> None:
    """A value that may be null, and is, makes no drift compliant. Of the registry's values null means the default."""
    for case in map(read, files(name)[::5]):
        wrong = {(f.control, f.subject) for f in case.reading.findings if f.state in (State.DRIFT, State.UNKNOWN)}
        nulls = [change for change in changes(case.answers) if change.to is None and wrong]
        for change in random.Random(name).sample(nulls, min(len(nulls), 30)):
            found = case.reading_of(change.of(case.answers)).findings
            passed = {(finding.control, finding.subject) for finding in found if finding.state is State.COMPLIANT}
            assert wrong.isdisjoint(passed), (case.why, change, wrong & passed)


def test_an_exception_of_one_concern_is_lost_with_that_concern_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    case = read(files("load_balancing")[0])
    for error in (KeyError("x"), TypeError("x"), AttributeError("x"), IndexError("x"), OverflowError("x")):

        def strange(*_: object, error: Exception = error) -> None:
            raise error

        with monkeypatch.context() as patched:
            patched.setattr(case.concern, "findings", strange)
            reading = case.reading_of(case.answers)
        assert reading.problem == "the node's answer does not look as expected: its parts do not fit together"
        assert {finding.state for finding in reading.findings} == {State.UNKNOWN}
