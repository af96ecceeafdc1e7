# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Fixes one concern on one node: reads, journals, writes the drift, reads again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..concerns.contract import FARM, Concern
from ..model.finding import Finding
from ..model.finding_text import value
from ..node.ask import Ask
from ..node.errors import NodeError, NotFixedError, NotWrittenError
from . import results
from .audit import reading_of, reads
from .journal import entries
from .lease import lease as lease_of_node
from .lease.lease import Lease
from .plan import Outcome, Plan, Reading
from .run import Run


@dataclass(frozen=True)
class Writing:
    """What a run is about to write: changes to a reading, under the lease read with it. drift: the findings fixed."""

    reading: Reading
    lease: Lease
    changes: tuple[Finding, ...]
    drift: tuple[Finding, ...] = ()
    undoes: str | None = None


def fix_concern(plan: Plan, ask: Ask, run: Run, secrets: Mapping[str, str] | None = None) -> Outcome:
    """Raises NodeError where it could not read or fix."""
    before, lease = read_before(plan, ask, run)
    changes, drift = tuple(before.changes()), tuple(before.drift())
    if not changes or run.check:
        return Outcome(before, before, changes, drift)
    after = write(Writing(before, lease, changes, drift), ask, run, secrets or {})
    return Outcome(before, after, changes, drift)


def read_before(plan: Plan, ask: Ask, run: Run) -> tuple[Reading, Lease]:
    """The reading and the lease that a write is based on. Waits once for another run's lease to expire.

    Raises NodeError where the concern could not be checked, or where the other run continues.
    """
    return lease_of_node.wait(lambda: _read(plan, ask), run.id, run.check, run.pause)


def _read(plan: Plan, ask: Ask) -> tuple[Reading, Lease]:
    reply = ask([lease_of_node.read(), *reads(plan)])
    lease = lease_of_node.from_reply(reply)
    reading = reading_of(plan, reply.answers[1:])
    if reading.problem:
        raise NodeError(reading.problem)
    return reading, lease


def write(writing: Writing, ask: Ask, run: Run, secrets: Mapping[str, str]) -> Reading:
    """Journals, writes and reads again, in one request that ends at the first error. Raises NodeError."""
    plan = writing.reading.plan
    if unpermitted := _without_permit(plan.concern, writing.lease, run):
        raise NodeError(unpermitted)
    entry = entries.entry(run.id, run.time, plan.concern.NAME, plan.arguments, writing.changes, writing.undoes, run.who)
    run.keep(entry)
    try:
        return _write(writing, entry, _seconds(plan.concern), ask, run, secrets)
    except NodeError as error:
        if not isinstance(error, NotWrittenError):
            error.facts = {"intended": results.intended(entry)}
        raise


def _write(
    writing: Writing, entry: entries.Entry, seconds: int, ask: Ask, run: Run, secrets: Mapping[str, str]
) -> Reading:
    plan = writing.reading.plan
    first = [lease_of_node.take(writing.lease, run.id, seconds), entries.write([entry])]
    proof = reads(plan)
    calls = [*first, *plan.concern.writes(writing.changes, writing.reading.data, secrets), *proof]
    answers = ask(calls, stop=True).answers
    for answer in answers[: len(first)]:
        if answer.error:
            raise NotWrittenError(f"nothing was changed: {answer.error}") from answer.error
    for call, answer in zip(calls, answers, strict=False):
        # What the proof can do without stops it all the same, unless it is the last call.
        if answer.error and (call.otherwise is None or len(answers) < len(calls)):
            raise answer.error
    after = reading_of(plan, answers[-len(proof) :])
    if after.problem:
        raise NodeError(f"written, but not proved: {after.problem}")
    _prove(writing, after)
    return after


def _seconds(concern: Concern) -> int:
    """How long its write may take: the directory is waited for twice, for a name to be free and to be seen."""
    if concern.SCOPE == FARM:
        return lease_of_node.HELD
    return lease_of_node.RECYCLING if concern.RECYCLES else lease_of_node.SECONDS


def _without_permit(concern: Concern, lease: Lease, run: Run) -> str:
    """Why this run must not write what recycles on this node; empty where it may."""
    if not (concern.RECYCLES and run.drains) or lease.permits(run.id):
        return ""
    return (
        f"a change of {concern.NAME} may restart worker processes, and this run has not drained the node, so nothing "
        "was written: use playbooks/fix_kerberos.yml or rollback.yml, which drain it, or nlb.kerberos.drain with the "
        "same run before; where users may be interrupted, or another load balancer drains, set drain: false"
    )


def _prove(writing: Writing, after: Reading) -> None:
    settings, same = after.settings(), after.plan.concern.same
    # A setting that is written away and back has two changes, of which the last must hold.
    for change in {change.key: change for change in writing.changes}.values():
        now = settings.get(change.key or (), "nothing")
        if not same(now, change.wanted):
            raise NotFixedError(
                f"{change.control} {change.subject}: {value(change.wanted)} was written without an error, but the node "
                f"still shows {value(now)}; a policy or another program sets it"
            )
    left = {(finding.control, finding.subject): finding for finding in after.drift()}
    for finding in writing.drift:
        if still := left.get((finding.control, finding.subject)):
            raise NotFixedError(f"{finding.control} {finding.subject}: is still {value(still.found)} after the change")
