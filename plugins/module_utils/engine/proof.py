# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Is a node after a fix, or a rollback, at least as it was before, and does it serve? Pure: from results of tasks.

Only then the node is started again, and the next one drained. What is not known is never proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..facts.iis.server import NO_SITE
from ..model.finding import EVERYTHING, Remedy, State
from ..model.finding_text import value

Result = Mapping[str, Any]
Found = Mapping[str, Any]  # a finding, as a result of the audit has it
NODE_IN_CLUSTER, IDENTITY = "NLB-1", "POOL-1"
WRITTEN_BY_FIX = (Remedy.FIX.value, Remedy.FOLLOWS.value)
DRIFT, UNKNOWN = State.DRIFT.value, State.UNKNOWN.value
NO_DRIFT = "no drift"


@dataclass(frozen=True)
class Proof:
    """before, after: results of an audit of all concerns, just before the first change and after the last one.

    done: the results of the tasks that have changed the node, or were to. state: the result of node_state after them;
    None where after says whether the node serves.
    drift: whether drift where there was none counts. It does not after a rollback, which brings drift back.
    failure: why the change has failed, if it has.
    """

    before: Result
    after: Result
    done: Sequence[Result]
    state: Result | None = None
    drift: bool = True
    failure: str | None = None

    def unproved(self) -> list[str]:
        """A sentence for each thing that is not as it must be; none where the node is proved."""
        if "findings" not in self.after:
            why = self.after.get("msg") or "its audit gave no result"
            return [f"the node could not be audited after the change: {why}"]
        if "held" not in self.before or "held" not in self.after:
            return ["the audits before and after the change do not have what holds: set held: true for both"]
        return [*self._serves(), *self._worse(), *self._vanished()]

    def starts(self) -> bool:
        """Whether a run has drained the node, and it may be started."""
        if self.unproved() or not drained_by_run(self.after):
            return False
        return self.failure is None or not (drained_by_run(self.before) or any(map(may_have_written, self.done)))

    def _serves(self) -> Iterator[str]:
        said = {**self.after, "asked": True} if self.state is None else self.state
        if not said.get("asked"):
            why = said.get("problem") or said.get("msg") or "it was not asked"
            yield f"whether the node serves is not known: {why}"
        elif said.get("serves") is False:
            yield f"the node does not serve: {said['serves_not']}"
        elif said.get("serves") is None and said.get("serves_not") != NO_SITE:
            yield f"whether the node serves is not known: {said.get('serves_not')}"

    def _worse(self) -> Iterator[str]:
        before = {(finding["control"], finding["subject"]): finding for finding in self.before["findings"]}
        touched = {(change["control"], change["subject"]) for change in self._changes()}
        for finding in self.after["findings"]:
            if is_drained_by_run(finding):
                continue  # by this run, or by one before it: the start mends it
            where = (finding["control"], finding["subject"])
            was = before.get(where) or before.get((finding["control"], EVERYTHING))
            state = was["state"] if was else NO_DRIFT
            if finding["state"] == DRIFT and self.drift:
                if where in touched:
                    yield f"{_sentence(finding)}; this run has changed it"
                elif state != DRIFT:
                    yield f"{_sentence(finding)}; before the change: {state}"
                elif drained_by_run(self.before) and finding["remedy"] in WRITTEN_BY_FIX:
                    yield f"{_sentence(finding)}; an earlier run left the node drained, so this must be fixed first"
            if finding["state"] == UNKNOWN and state != UNKNOWN:
                yield f"{_sentence(finding)}; before the change: {state}"

    def _vanished(self) -> Iterator[str]:
        """What held before and is not checked any more has no finding that would show it."""
        counts = self.after["counts"]
        gone = [control for control, states in self.before["counts"].items() if states and control not in counts]
        yield from (f"{control}: not checked any more" for control in gone)
        # The rights of a former identity are checked no longer. With drift that was restored, subjects are others.
        if not self.drift or any(change["control"] == IDENTITY for change in self._changes()):
            return
        left = {(finding["control"], finding["subject"]) for finding in self.after["findings"]} | _subjects(self.after)
        everything = {control for control, subject in left if subject == EVERYTHING}
        for control, subject in sorted(_subjects(self.before) - left):
            if control not in gone and control not in everything:
                yield f"{control} {subject}: held before the change, and is not found any more"

    def _changes(self) -> list[Found]:
        return [change for result in self.done for change in result.get("changes") or ()]


def may_have_written(result: Result) -> bool:
    """Whether this task has written on the node, or it is not known that it has not."""
    if result.get("failed"):
        return result.get("written") is not False
    return bool(result.get("changed"))


def drained_by_run(audit: Result) -> bool:
    """Whether a run has left the node drained, or its marker there: what nlb.kerberos.drain starts."""
    return any(map(is_drained_by_run, audit.get("findings") or ()))


def is_drained_by_run(finding: Found) -> bool:
    """No other finding of this control has a remedy of a fix."""
    return bool(finding["control"] == NODE_IN_CLUSTER and finding["remedy"] == Remedy.FIX.value)


def _subjects(audit: Result) -> set[tuple[str, str]]:
    return {(control, subject) for control, subjects in audit["held"].items() for subject in subjects}


def _sentence(finding: Found) -> str:
    where = f"{finding['control']} {finding['subject']}"
    if finding["state"] == UNKNOWN:
        return f"{where}: could not check: {finding['reason']}"
    return f"{where}: found {value(finding['found'])}, expected {value(finding['wanted'])}"
