# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a node answered, as a case that tests/unit takes as it is: all that is said of it, and what a fix would write.

A case has one answer, so it is of a concern with one read and one write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .concern import Concern, Finding, State
from .driver import Plan, Reading
from .masking import masked


def recorded(reading: Reading, names: Sequence[str] | None) -> dict[str, Any]:
    """A reading without a problem as a case. names: of computers and domains, to be masked; None: nothing is masked.

    Raises ValueError, to be shown to the user, for what cannot be masked.
    """
    concern, arguments = reading.plan.concern, reading.plan.arguments
    (call,) = concern.reads(reading.plan.intent)
    (answer,) = reading.data
    answer = _ordered(answer, concern.SHAPES[call.payload])
    if names is not None:
        arguments, answer = masked(arguments, answer, names)
    return case(concern, arguments, answer)


def case(concern: Concern, arguments: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    plan = Plan.of(concern, arguments)
    reading = Reading(plan, tuple(concern.findings([answer], plan.intent)), (answer,))
    return {
        "intent": dict(arguments),
        "answer": answer,
        "findings": [_said(finding) for finding in reading.findings],
        "writes": _writes(reading),
    }


def _ordered(value: Any, shape: Any) -> Any:
    """As the shape has it: PowerShell prints the members of an object in any order, another one each time."""
    if isinstance(shape, dict):
        return {name: _ordered(value[name], inner) for name, inner in shape.items()}
    if isinstance(shape, list):
        return [_ordered(item, shape[0]) for item in value]
    return value


def _said(finding: Finding) -> list[Any]:
    said: list[Any] = [finding.control, finding.subject, finding.state.value]
    if finding.state is State.DRIFT:
        said.append({"remedy": finding.remedy.value, "found": finding.found, "wanted": finding.wanted})
    return said


def _writes(reading: Reading) -> dict[str, Any] | None:
    drift = reading.drift()
    if not drift:
        return None
    (call,) = reading.plan.concern.writes(drift, {})
    return dict(call.arguments)
