# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is done with any concern on one node: audit and fix. Written once, over an `ask` that talks to the node."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import sleep
from typing import Any, Protocol

from ..concerns.contract import Concern
from ..model import waivers
from ..model.answer_shape import mismatch
from ..model.call import Call
from ..model.finding import Finding, Key, Remedy, State
from ..model.waivers import Waiver
from ..node.errors import NodeError, NotFixedError
from ..node.exchange import Answer, Reply
from .journal import entries as journal
from .lease import lease as lease_of_node
from .lease.lease import SECONDS, Lease


class Ask(Protocol):
    """Sends calls to the node in one request. Raises NodeError where no whole answer came back."""

    def __call__(self, calls: Sequence[Call], stop: bool = False) -> Reply: ...


@dataclass(frozen=True)
class Plan:
    """One concern on one node, and what is wanted of it. Waived drift is neither counted nor fixed."""

    concern: Concern
    arguments: Mapping[str, Any]
    waivers: tuple[Waiver, ...] = ()
    today: date = field(default_factory=date.today)
    intent: Any = None

    @classmethod
    def of(
        cls,
        concern: Concern,
        arguments: Mapping[str, Any],
        given_waivers: Sequence[Mapping[str, Any]] = (),
        secrets: Collection[str] = (),
    ) -> Plan:
        """Raises ValueError, to be shown to the user, for bad arguments.

        secrets: the names of those that are given. The intent knows of each whether it is there, and never what it is.
        """
        checked = tuple(Waiver.of(waiver, f"waivers[{number}]") for number, waiver in enumerate(given_waivers))
        known = {name: name in secrets for name in concern.SECRETS}
        return cls(concern, dict(arguments), checked, intent=concern.Intent.of({**arguments, **known}))


@dataclass(frozen=True)
class Reading:
    """What a plan's concern looks like on the node. problem: why it could not be checked."""

    plan: Plan
    findings: tuple[Finding, ...]
    data: tuple[Any, ...] = ()
    problem: str | None = None

    def drift(self) -> list[Finding]:
        """What a fix may change."""
        return [f for f in self.findings if f.state is State.DRIFT and f.key and f.remedy is Remedy.FIX]

    def changes(self) -> list[Finding]:
        """What a fix writes, setting by setting."""
        drift = self.drift()
        return self.plan.concern.planned(drift, self.data, self.plan.intent) if drift else []

    def settings(self) -> dict[Key, Any]:
        return self.plan.concern.settings(self.findings, self.data, self.plan.intent)

    def view(self) -> dict[str, Any] | None:
        return None if self.problem else self.plan.concern.view(self.data, self.plan.intent)


@dataclass(frozen=True)
class Outcome:
    """changes: what was written, or would be in check mode; drift: what that fixes.

    conflicts: what a rollback leaves alone, in words.
    """

    before: Reading
    after: Reading
    changes: tuple[Finding, ...] = ()
    drift: tuple[Finding, ...] = ()
    conflicts: tuple[str, ...] = ()


def audit(plans: Sequence[Plan], ask: Ask) -> list[Reading]:
    """One request for any number of concerns. Never raises NodeError: what was not read could not be checked."""
    calls = [plan.concern.reads(plan.intent) for plan in plans]
    asked = questions(plans)
    try:
        answers = ask(asked).answers if asked else ()
    except NodeError as error:
        return [_unread(plan, str(error)) for plan in plans]
    return [
        _reading(plan, [answers[asked.index(call)] for call in group]) for plan, group in zip(plans, calls, strict=True)
    ]


def questions(plans: Sequence[Plan]) -> list[Call]:
    """What an audit asks; what several concerns look at is read once."""
    asked: list[Call] = []
    for call in (call for plan in plans for call in plan.concern.reads(plan.intent)):
        if call not in asked:
            asked.append(call)
    return asked


def _reading(plan: Plan, answers: Sequence[Answer]) -> Reading:
    for answer in answers:
        if answer.error:
            return _unread(plan, str(answer.error))
        if wrong := mismatch(answer.data, plan.concern.SHAPES[answer.payload], answer.payload):
            return _unread(plan, f"the node's answer does not look as expected: {wrong}")
    data = tuple(answer.data for answer in answers)
    try:
        found = plan.concern.findings(data, plan.intent)
    except ValueError as error:  # an address or a list that has the right type and is none all the same
        return _unread(plan, f"the node's answer does not look as expected: {error}")
    return Reading(plan, tuple(waivers.apply(found, plan.waivers, plan.today)), data)


def _unread(plan: Plan, problem: str) -> Reading:
    return Reading(plan, tuple(unknown(plan.concern.CONTROLS, problem)), problem=problem)


def unknown(controls: Sequence[str], reason: str) -> list[Finding]:
    return [Finding(control, "everything", State.UNKNOWN, reason=reason) for control in controls]


@dataclass(frozen=True)
class Run:
    """A playbook run, as the journal knows it. keep: is handed each entry before the node is, for a copy elsewhere.

    pause: waits for so many seconds, for another run to be over.
    """

    id: str
    time: str  # UTC, ISO 8601
    check: bool = False
    keep: Callable[[journal.Entry], None] = lambda entry: None
    pause: Callable[[float], None] = sleep


@dataclass(frozen=True)
class Writing:
    """What a run is about to write: changes to a reading, under the lease read with it. drift: what they fix."""

    reading: Reading
    lease: Lease
    changes: tuple[Finding, ...]
    drift: tuple[Finding, ...] = ()
    undoes: str | None = None


def fix(plan: Plan, ask: Ask, run: Run, secrets: Mapping[str, str] | None = None) -> Outcome:
    """Reads, journals, writes the drift, reads again. Raises NodeError where it could not read or fix."""
    before, lease = read(plan, ask, run)
    changes, drift = tuple(before.changes()), tuple(before.drift())
    if not changes or run.check:
        return Outcome(before, before, changes, drift)
    after = write(Writing(before, lease, changes, drift), ask, run, secrets or {})
    return Outcome(before, after, changes, drift)


def read(plan: Plan, ask: Ask, run: Run) -> tuple[Reading, Lease]:
    """The ground that a write stands on. Waits for another run's lease to be over, once.

    Raises NodeError where the concern could not be checked, or where the other run goes on.
    """
    reading, lease = _read(plan, ask)
    if run.check or not lease.seconds_left(run.id):
        return reading, lease
    if lease.seconds_left(run.id) <= SECONDS:
        run.pause(lease.seconds_left(run.id))
        reading, lease = _read(plan, ask)
    if lease.seconds_left(run.id):
        raise NodeError(f"run {lease.run} is at work on this node (until {lease.until} UTC): wait until it is done")
    return reading, lease


def _read(plan: Plan, ask: Ask) -> tuple[Reading, Lease]:
    reply = ask([lease_of_node.read(), *plan.concern.reads(plan.intent)])
    reading = _reading(plan, reply.answers[1:])
    if reading.problem:
        raise NodeError(reading.problem)
    return reading, lease_of_node.answered(reply)


def write(writing: Writing, ask: Ask, run: Run, secrets: Mapping[str, str]) -> Reading:
    """Journals, writes and reads again, in one request that ends at the first error. Raises NodeError."""
    plan = writing.reading.plan
    entry = journal.entry(run.id, run.time, plan.concern.NAME, plan.arguments, writing.changes, writing.undoes)
    run.keep(entry)
    first = [lease_of_node.take(writing.lease, run.id), journal.write([entry])]
    reads = plan.concern.reads(plan.intent)
    answers = ask(
        [*first, *plan.concern.writes(writing.changes, writing.reading.data, secrets), *reads], stop=True
    ).answers
    for answer in answers:
        if answer.error:
            raise answer.error
    after = _reading(plan, answers[-len(reads) :])
    if after.problem:
        raise NodeError(f"written, but not proved: {after.problem}")
    _prove(writing, after)
    return after


def release_lease(ask: Ask, run: str) -> bool:
    """Gives back the lease that this run holds, so that the next one need not wait. Whether there was one.

    Raises NodeError; the lease is over by itself then.
    """
    lease = lease_of_node.answered(ask([lease_of_node.read()]))
    if lease.run != run:
        return False
    answer = ask([lease_of_node.release(lease)], stop=True).answers[0]
    if answer.error:
        raise answer.error
    return True


def _prove(writing: Writing, after: Reading) -> None:
    settings, same = after.settings(), after.plan.concern.same
    for change in writing.changes:
        now = settings.get(change.key or (), "nothing")
        if not same(now, change.wanted):
            raise NotFixedError(
                f"{change.control} {change.subject}: {change.wanted!r} was written without an error, but the node "
                f"still shows {now!r}; a policy or another program sets it"
            )
    left = {(finding.control, finding.subject): finding for finding in after.drift()}
    for finding in writing.drift:
        if still := left.get((finding.control, finding.subject)):
            raise NotFixedError(f"{finding.control} {finding.subject}: is still {still.found!r} after the change")
