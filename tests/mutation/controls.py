"""What fails without a control: the decision cases that declare it in their findings, and the faults that do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns import registry
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN, IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers

from lab.faults import CLIENTS, DOMAIN_CONTROLLERS, FAULTS, Fault
from tests import reported
from tests.decisions import case as cases
from tests.decisions import checks
from tests.faults import computer_in_process, directory_in_process
from tests.faults.farm_in_process import FarmInProcess
from tests.mutation.switched_off import switch_off

CONTROLS = IDENTIFIERS
# What a real ticket shows has no fault of its own: those of other controls are behind it (tests/samba).
MEASURED = frozenset(control.id for control in registry.CONTROLS if control.measured)
# A case is one node, or the farm as a whole; a control that compares nodes is declared by faults alone.
OF_ONE_NODE = frozenset(control for concern in EVERY_CONCERN for control in identifiers(concern.CONTROLS))
NODE = 2  # has the fault; the others do not
Declaring = TypeVar("Declaring", Path, Fault)


@dataclass(frozen=True)
class Outcome:
    """missed_cases, missed_faults: those that declare the control and hold without it, or do not hold with it."""

    control: str
    cases: int
    missed_cases: tuple[str, ...]
    faults: int
    missed_faults: tuple[str, ...]

    @property
    def not_caught(self) -> list[str]:
        """One sentence for each thing that shows nothing; empty where all that declare the control need it."""
        missed = [f"{self.control}: {name} holds without it" for name in (*self.missed_cases, *self.missed_faults)]
        if not self.cases and self.control in OF_ONE_NODE:
            missed.append(f"{self.control}: no decision case declares it")
        if not self.faults and self.control not in MEASURED:
            missed.append(f"{self.control}: no fault declares it")
        return missed


def outcome(control: str) -> Outcome:
    declaring, faults = cases_of(control), faults_of(control)
    missed_cases = _missed(control, declaring, holds)
    missed_faults = _missed(control, faults, is_reported_as_declared)
    return Outcome(
        control,
        len(declaring),
        tuple(cases.sentence(path) for path in missed_cases),
        len(faults),
        tuple(fault.name for fault in missed_faults),
    )


def cases_of(control: str) -> list[Path]:
    return [path for path in cases.files() if control in {of for of, *_ in cases.read(path).expected["findings"]}]


def faults_of(control: str) -> list[Fault]:
    """Without those of which nothing can be read: there every control could not be checked."""
    declared = {fault.name: {of for of, _ in reported.expected(fault, NODE, alone=True)} for fault in FAULTS}
    of_farm = [fault for fault in directory_in_process.FAULTS if control in dict(fault.reported)]
    beside = [fault for fault in (*CLIENTS, *DOMAIN_CONTROLLERS) if control in dict(fault.reported)]
    return [*(fault for fault in FAULTS if fault.read and control in declared[fault.name]), *of_farm, *beside]


def holds(path: Path) -> bool:
    """Of a case, with what is switched off now: no check fails."""
    case = cases.case(path.parent.name, json.loads(path.read_text(encoding="utf-8")))
    try:
        for check in checks.ALL:
            check(case)
    except Exception:  # whatever it is, pytest would show the case as failed
        return False
    return True


def is_reported_as_declared(fault: Fault) -> bool:
    if fault.whole:
        return directory_in_process.is_reported_as_declared(fault)
    if fault.beside:
        return computer_in_process.is_reported_as_declared(fault)
    farm = FarmInProcess()
    fault.inject(farm.states[NODE], NODE)
    return farm.reported()[NODE] == reported.expected(fault, NODE, alone=True)


def _missed(control: str, declaring: Iterable[Declaring], right: Callable[[Declaring], bool]) -> list[Declaring]:
    """What is not right with the control, or right without it."""
    before = {one: right(one) for one in declaring}
    with pytest.MonkeyPatch.context() as monkeypatch:
        switch_off(control, monkeypatch)
        return [one for one in declaring if not before[one] or right(one)]
