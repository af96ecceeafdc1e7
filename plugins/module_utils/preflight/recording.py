# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A node's answers as a test case that needs no change: with all findings, and what a fix would write.

A case has the answers to all of a concern's reads, and what is written: the arguments of the one call, or where there
are several, of each by its payload.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..concerns.contract import Concern
from ..engine.plan import Plan, Reading
from ..model.finding import Finding, State
from .masking.fields import masked


def recorded(reading: Reading, names: Sequence[str] | None) -> dict[str, Any]:
    """A reading without a problem, as a case. names: of computers and domains, to be masked; None: nothing is masked.

    Raises ValueError, to be shown to the user, for what cannot be masked.
    """
    concern, arguments = reading.plan.concern, reading.plan.arguments
    calls = concern.reads(reading.plan.intent)
    answers = [_ordered(data, concern.SHAPES[call.payload]) for call, data in zip(calls, reading.data, strict=True)]
    if names is not None:
        arguments, answers = masked(arguments, answers, names, concern.MASKING)
    return case(concern, arguments, answers)


def case(concern: Concern, arguments: Mapping[str, Any], answers: Sequence[Any]) -> dict[str, Any]:
    """answers: to the concern's reads. Where there is one read, its answer is in the case without a list around it."""
    plan = Plan.from_arguments(concern, arguments)
    reading = Reading(plan, tuple(concern.findings(answers, plan.intent)), tuple(answers))
    return {
        "intent": dict(arguments),
        **({"answer": answers[0]} if len(answers) == 1 else {"answers": list(answers)}),
        "findings": [_expected(finding) for finding in reading.findings],
        "writes": _writes(reading),
    }


def _ordered(value: Any, shape: Any) -> Any:
    """In the order of the shape: PowerShell prints the members of an object in an order that changes each time."""
    if isinstance(shape, dict):
        return {name: _ordered(value[name], inner) for name, inner in shape.items()}
    if isinstance(shape, list):
        return [_ordered(item, shape[0]) for item in value]
    return value


def _expected(finding: Finding) -> list[Any]:
    expected: list[Any] = [finding.control, finding.subject, finding.state.value]
    if finding.state is State.DRIFT:
        expected.append({"remedy": finding.remedy.value, "found": finding.found, "wanted": finding.wanted})
    return expected


def _writes(reading: Reading) -> dict[str, Any] | None:
    changes = reading.changes()
    if not changes:
        return None
    calls = reading.plan.concern.writes(changes, reading.data, {})
    if len(calls) == 1:
        return dict(calls[0].arguments)
    return {call.payload: dict(call.arguments) for call in calls}
