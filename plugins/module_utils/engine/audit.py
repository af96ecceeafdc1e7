# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits one node: any number of concerns, in one request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model import waiting, waivers
from ..model.answer_shape import NOT_TOGETHER, STRANGE, mismatch
from ..model.call import Call
from ..model.controls import Control
from ..model.finding import EVERYTHING, CouldNotCheckError, Finding, State
from ..node.ask import Ask
from ..node.errors import NodeError
from ..node.exchange import Answer
from .plan import Plan, Reading


def audit_node(plans: Sequence[Plan], ask: Ask) -> list[Reading]:
    """One request for any number of concerns. Never raises NodeError: what was not read could not be checked."""
    calls = distinct_reads(plans)
    try:
        answers = ask(calls).answers if calls else ()
    except NodeError as error:
        return [_unread(plan, str(error)) for plan in plans]
    return [reading_of(plan, [answers[_index(calls, call)] for call in reads(plan)]) for plan in plans]


def distinct_reads(plans: Sequence[Plan]) -> list[Call]:
    """The calls of an audit. What several concerns need is read once."""
    calls: list[Call] = []
    for call in (call for plan in plans for call in reads(plan)):
        for number, other in enumerate(calls):
            if both := other.united(call):
                calls[number] = both
                break
        else:
            calls.append(call)
    return calls


def _index(calls: Sequence[Call], call: Call) -> int:
    """The position of the one of calls whose answer serves this call."""
    return next(number for number, one in enumerate(calls) if one.united(call) == one)


def reads(plan: Plan) -> list[Call]:
    """The calls that read what the plan's concern needs."""
    return [] if plan.not_applicable else plan.concern.reads(plan.intent)


def reading_of(plan: Plan, answers: Sequence[Answer]) -> Reading:
    """The findings of these answers to the plan's reads. What is not as expected is never a pass."""
    if reason := plan.not_applicable:
        return Reading(plan, tuple(for_each(plan.concern.CONTROLS, State.NOT_APPLICABLE, reason)))
    read: list[Any] = []
    for call, answer in zip(reads(plan), answers, strict=True):
        if answer.error and call.otherwise is None:
            return _unread(plan, str(answer.error))
        read.append(call.otherwise if answer.error else answer.data)
        if wrong := mismatch(read[-1], plan.concern.SHAPES[answer.payload], answer.payload):
            return _unread(plan, f"the node's answer does not look as expected: {wrong}")
    data = tuple(read)
    try:
        found = plan.concern.findings(data, plan.intent)
    except CouldNotCheckError as error:
        return _unread(plan, str(error))
    except ValueError as error:  # text of the right type that is no valid address or DACL
        return _unread(plan, f"the node's answer does not look as expected: {error}")
    except STRANGE:  # an answer as no Windows gives it; its concern is lost, and no other
        return _unread(plan, NOT_TOGETHER)
    found = waiting.apply(waivers.apply(found, plan.waivers, plan.today), plan.concern.CONTROLS)
    return Reading(plan, tuple(found), data)


def _unread(plan: Plan, problem: str) -> Reading:
    return Reading(plan, tuple(unknown(plan.concern.CONTROLS, problem)), problem=problem)


def unknown(controls: Sequence[Control], reason: str) -> list[Finding]:
    """For each of these controls, a finding that it could not be checked."""
    return for_each(controls, State.UNKNOWN, reason)


def for_each(controls: Sequence[Control], state: State, reason: str) -> list[Finding]:
    return [Finding(control.id, EVERYTHING, state, reason=reason) for control in controls]
