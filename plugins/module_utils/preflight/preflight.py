# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Can this node be audited and fixed? From its check of every payload, and from the reads as they ran there.

Nothing is decided on the node: it reports what it does not have, and which controls need that is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..concerns.contract import Concern
from ..concerns.registry import COMPUTER_CONCERNS, CONCERNS
from ..engine.plan import Reading
from ..model.answer_shape import mismatch
from ..model.call import Call
from ..model.controls import Control, identifiers
from ..model.finding import Remedy
from ..node.exchange import Answer, Reply, bare
from .optional_commands import OPTIONAL
from .questions.asked import ON_REQUEST, QUESTIONS

SHAPES = {
    "read_preflight": {
        "payloads": [
            {
                "payload": str,
                "errors": [{"message": str, "line": int}],
                "commands": [{"name": str, "found": bool, "unknown_parameters": [str]}],
            }
        ]
    }
}
# Part of every audit; what belongs to no concern besides (journal, lease) is part of every fix and rollback.
ALWAYS = ("bootstrap", "read_preflight")


class Readiness(StrEnum):
    READY = "ready"
    AUDIT_ONLY = "can audit, cannot fix"
    NOT_READY = "not ready"


@dataclass(frozen=True)
class Lack:
    """what: the description of what is missing. controls: those that need it. fix_only: they can still be audited."""

    what: str
    controls: tuple[str, ...]
    fix_only: bool = False

    def __str__(self) -> str:
        consequence = "can audit, cannot fix" if self.fix_only else "cannot audit"
        return f"{self.what}: {consequence} {', '.join(self.controls)}"


@dataclass(frozen=True)
class Preflight:
    """computer, powershell: those that answered; None where there was no answer. remarks: on what is not needed."""

    lacks: tuple[Lack, ...]
    computer: str | None = None
    powershell: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def readiness(self) -> Readiness:
        if any(not lack.fix_only for lack in self.lacks):
            return Readiness.NOT_READY
        return Readiness.AUDIT_ONLY if self.lacks else Readiness.READY


def call(scripts: Mapping[str, str], concerns: Sequence[Concern]) -> Call:
    """Every payload as it would run, except those that only other concerns need."""
    others = [concern for concern in (*CONCERNS, *COMPUTER_CONCERNS) if concern not in concerns]
    left_out = {question.payload for question in (*QUESTIONS, *ON_REQUEST)}  # no audit and no fix needs them
    left_out |= {name for name in scripts if _only(name, others, concerns)}
    return Call("read_preflight", {"scripts": {n: bare(text) for n, text in scripts.items() if n not in left_out}})


def call_of_computer(scripts: Mapping[str, str], concerns: Sequence[Concern]) -> Call:
    """What an audit runs there: on a client, whose fix is on request and checks itself in check mode, or elsewhere."""
    needed = {*ALWAYS, *(payload for concern in concerns for payload in concern.SHAPES)}
    return Call("read_preflight", {"scripts": {n: bare(text) for n, text in scripts.items() if n in needed}})


def evaluate(asked: Call, reply: Reply, readings: Sequence[Reading]) -> Preflight:
    """asked, reply: the call above and its only answer. readings: those of all concerns that are checked."""
    concerns = [reading.plan.concern for reading in readings]
    answer, absent, node = reply.answers[0], _absent(readings), reply.node
    remarks: tuple[str, ...] = ()
    if problem := _problem(asked, answer):
        lacks = [Lack(f"the payloads could not be checked ({problem})", _controls(concerns))]
    else:
        used = list(_used(answer, concerns, absent))
        lacks, remarks = list(_of_payloads(used, concerns)), _remarks(used)
    lacks += _of_readings(readings)
    return Preflight(
        tuple(dict.fromkeys(lacks)), f"{node['computer_name']}.{node['domain']}", node["powershell"], remarks
    )


def refused(reason: str, concerns: Sequence[Concern]) -> Preflight:
    """The result for a node whose PowerShell gave no complete answer."""
    return Preflight((Lack(reason, _controls(concerns)),))


def _absent(readings: Sequence[Reading]) -> list[Concern]:
    """Concerns about a feature of Windows that is not installed on this node, nor are its commands."""
    return [reading.plan.concern for reading in readings if any(_not_installed(data) for data in reading.data)]


def _not_installed(data: Any) -> bool:
    return isinstance(data, Mapping) and data.get("installed") is False


def _used(answer: Answer, concerns: Sequence[Concern], absent: Sequence[Concern]) -> Iterator[Mapping[str, Any]]:
    """What was found of each payload, without commands that are about an absent feature only."""
    present = [concern for concern in concerns if concern not in absent]
    for facts in answer.data["payloads"]:
        yield {**facts, "commands": []} if _only(facts["payload"], absent, present) else facts


def _of_payloads(used: Sequence[Mapping[str, Any]], concerns: Sequence[Concern]) -> Iterator[Lack]:
    for facts in used:
        controls, fix_only = _needed_for(facts["payload"], concerns)
        for what in _missing(facts):
            yield Lack(f"{what} (payload {facts['payload']})", controls, fix_only)


def _remarks(used: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    missing = [one["name"] for facts in used for one in facts["commands"] if not one["found"]]
    named = [name for name in dict.fromkeys(missing) if name in OPTIONAL]
    return tuple(f"there is no command {name}: {OPTIONAL[name]}" for name in named)


def _problem(asked: Call, answer: Answer) -> str | None:
    if answer.error:
        return str(answer.error)
    if wrong := mismatch(answer.data, SHAPES[answer.payload], answer.payload):
        return f"the node's answer does not look as expected: {wrong}"
    missing = asked.arguments["scripts"].keys() - {facts["payload"] for facts in answer.data["payloads"]}
    return f"the node's answer does not have {', '.join(sorted(missing))}" if missing else None


def _missing(facts: Mapping[str, Any]) -> Iterator[str]:
    for error in facts["errors"]:
        yield f"line {error['line']} does not parse: {error['message']}"
    for command in facts["commands"]:
        if not command["found"] and command["name"] not in OPTIONAL:
            yield f"there is no command {command['name']}"
        for parameter in command["unknown_parameters"]:
            yield f"{command['name']} has no parameter -{parameter}"


def _of_readings(readings: Sequence[Reading]) -> Iterator[Lack]:
    for reading in readings:
        if reading.problem:
            concern = reading.plan.concern
            yield Lack(f"{concern.NAME} could not be read ({reading.problem})", _controls([concern]))


def _needed_for(payload: str, concerns: Sequence[Concern]) -> tuple[tuple[str, ...], bool]:
    """The controls that need this payload, and whether only their fix does."""
    owners = _owners(payload, concerns)
    if payload in ALWAYS or any(payload in concern.SHAPES for concern in owners):
        return _controls(owners or concerns), False
    # A write that fixes nothing itself, such as the one that drains, is part of every fix.
    return _fixable(owners) or _fixable(concerns), True


def _owners(payload: str, concerns: Sequence[Concern]) -> list[Concern]:
    return [concern for concern in concerns if payload in concern.SHAPES or payload in concern.WRITES]


def _only(payload: str, concerns: Sequence[Concern], others: Sequence[Concern]) -> bool:
    """Whether it is some of these concerns' payload, and none of the others'."""
    return bool(_owners(payload, concerns)) and not _owners(payload, others)


def _controls(concerns: Sequence[Concern]) -> tuple[str, ...]:
    return identifiers(control for concern in concerns for control in _all(concern))


def _fixable(concerns: Sequence[Concern]) -> tuple[str, ...]:
    written = (Remedy.FIX, Remedy.ON_REQUEST)
    return identifiers(control for concern in concerns for control in _all(concern) if control.remedy in written)


def _all(concern: Concern) -> tuple[Control, ...]:
    return *concern.CONTROLS, *concern.FARM_CONTROLS
