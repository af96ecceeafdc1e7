# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A node's answers as a case for tests/decisions: the arguments, the answers, all findings, what a fix writes.

A case of the tests has the differences from a healthy node; a recording has complete answers instead ("="), and
otherwise the same form.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..concerns.contract import Concern
from ..engine.audit import reading_of, reads
from ..engine.plan import Plan, Reading
from ..model.controls import identifiers
from ..model.finding import Finding, State
from ..node.exchange import Answer
from .masking.fields import masked

WHY = "A computer as it was recorded."


def recorded(reading: Reading, names: Sequence[str] | None) -> dict[str, Any]:
    """A reading without a problem, as a case. names: of computers and domains, to be masked; None: nothing is masked.

    Raises ValueError, to be shown to the user, for what cannot be masked.
    """
    concern, arguments = reading.plan.concern, reading.plan.arguments
    calls = reads(reading.plan)
    answers = [_ordered(data, concern.SHAPES[call.payload]) for call, data in zip(calls, reading.data, strict=True)]
    if names is not None:
        arguments, answers = masked(arguments, answers, names, concern.MASKING)
    return case(concern, arguments, answers)


def case(concern: Concern, arguments: Mapping[str, Any], answers: Sequence[Any]) -> dict[str, Any]:
    """answers: to the concern's reads. No secret is recorded, so that the case is one in which none is given."""
    plan = Plan.from_arguments(concern, arguments)
    calls = reads(plan)
    reading = reading_of(plan, [Answer(call.payload, data) for call, data in zip(calls, answers, strict=True)])
    return {
        "why": WHY,
        "given": {call.payload: {"=": answer} for call, answer in zip(calls, answers, strict=True)},
        "arguments": dict(arguments),
        **({"secrets": []} if concern.SECRETS else {}),
        **outcome(reading),
    }


def outcome(reading: Reading, secrets: Collection[str] = ()) -> dict[str, Any]:
    """What a case expects. secrets: the names of those that are given."""
    compliant: dict[str, list[str]] = {control: [] for control in identifiers(reading.plan.concern.CONTROLS)}
    for finding in reading.findings:
        if finding.state is State.COMPLIANT:
            compliant[finding.control].append(finding.subject)
    compliant = {control: subjects for control, subjects in compliant.items() if subjects}
    others = [_in_full(finding) for finding in reading.findings if finding.state is not State.COMPLIANT]
    return {"findings": others, "compliant": compliant, "writes": _writes(reading, secrets)}


def _ordered(value: Any, shape: Any) -> Any:
    """In the order of the shape: PowerShell prints the members of an object in an order that changes each time."""
    if isinstance(shape, dict):
        return {name: _ordered(value[name], inner) for name, inner in shape.items()}
    if isinstance(shape, list):
        return [_ordered(item, shape[0]) for item in value]
    return value


def _in_full(finding: Finding) -> list[Any]:
    shown: list[Any] = [finding.control, finding.subject, finding.state.value]
    if finding.state is State.DRIFT:
        shown.append({"remedy": finding.remedy.value, "found": finding.found, "wanted": finding.wanted})
    return shown


def _writes(reading: Reading, secrets: Collection[str]) -> list[dict[str, Any]]:
    changes = reading.changes()
    if not changes:
        return []
    try:
        calls = reading.plan.concern.writes(changes, reading.data, dict.fromkeys(secrets, ""))
    except ValueError:  # written by another action: a node that a run has drained is started by nlb.kerberos.drain
        return []
    return [{"payload": call.payload, "arguments": dict(call.arguments)} for call in calls]
