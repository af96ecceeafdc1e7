"""A control that is switched off fails what declares it, and nothing else; what fails anyway shows nothing."""

import pytest

from lab.faults import BY_NAME
from tests.decisions import case as cases
from tests.mutation import controls
from tests.mutation.controls import Outcome, holds, is_reported_as_declared
from tests.mutation.switched_off import switch_off

CONTROL = "NLB-1"


def test_a_control_fails_every_case_and_every_fault_that_declares_it():
    outcome = controls.outcome(CONTROL)
    assert outcome == Outcome(CONTROL, len(controls.cases_of(CONTROL)), (), len(controls.faults_of(CONTROL)), ())
    assert outcome.cases
    assert outcome.faults
    assert outcome.not_caught == []


def test_what_fails_with_the_control_shows_nothing(monkeypatch):
    declaring = controls.cases_of(CONTROL)
    monkeypatch.setattr(controls.checks, "ALL", (lambda case: 1 / 0,))
    assert controls.outcome(CONTROL).missed_cases == tuple(map(cases.sentence, declaring))


@pytest.mark.parametrize("control", controls.CONTROLS)
def test_a_control_of_another_concern_fails_neither(control, monkeypatch):
    path = next(path for path in cases.files("load_balancing") if path in controls.cases_of(CONTROL))
    fault = controls.faults_of(CONTROL)[0]
    switch_off(control, monkeypatch)
    assert holds(path) is (control != CONTROL)
    assert is_reported_as_declared(BY_NAME[fault.name]) is (control != CONTROL)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome("NLB-1", 2, ("load_balancing/one",), 1, ()), ["NLB-1: load_balancing/one holds without it"]),
        (Outcome("NLB-1", 2, (), 1, ("a/fault",)), ["NLB-1: a/fault holds without it"]),
        (Outcome("NLB-1", 0, (), 1, ()), ["NLB-1: no decision case declares it"]),
        (Outcome("NLB-1", 1, (), 0, ()), ["NLB-1: no fault declares it"]),
        (Outcome("ACL-5", 0, (), 1, ()), []),
    ],
    ids=["a case holds", "a fault is reported all the same", "no case", "no fault", "compares nodes, so has no case"],
)
def test_what_is_not_caught_is_named(outcome, expected):
    assert outcome.not_caught == expected
