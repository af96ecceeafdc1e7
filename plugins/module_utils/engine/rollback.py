# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rolls back what a run has changed on a node, from the journal that the run has written there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..concerns.contract import Concern, named
from ..model.answer_shape import mismatch
from ..model.finding import Finding, Remedy, State
from ..node.ask import Ask
from ..node.errors import NodeError
from .fix import Writing, read_before, write
from .journal import entries as journal
from .plan import Outcome, Plan, Reading
from .run import Run


def entries_of(ask: Ask) -> list[journal.Entry]:
    """The node's journal, the oldest entry first. Raises NodeError where it cannot be read or is not valid."""
    answer = ask([journal.read()]).answers[0]
    if answer.error:
        raise answer.error
    if wrong := mismatch(answer.data, journal.SHAPES[answer.payload], answer.payload):
        raise NodeError(f"the node's journal does not look as expected: {wrong}")
    return journal.parse(answer.data)


def undo_run(undoes: str, ask: Ask, run: Run, concerns: Sequence[Concern]) -> list[Outcome]:
    """One outcome for each concern that the run changed, in the reverse order. No entry: no outcome.

    concerns: all there are, in the order of a fix. Raises ValueError where the journal names another one.
    """
    entries = [entry for entry in entries_of(ask) if entry.run == undoes]
    changed = named([entry.concern for entry in entries], concerns, "journal")
    return [
        undo_concern(concern, [entry for entry in entries if entry.concern == concern.NAME], ask, run)
        for concern in reversed(changed)
    ]


def undo_concern(concern: Concern, entries: Sequence[journal.Entry], ask: Ask, run: Run) -> Outcome:
    """Restores each setting that still has the value that the entries have; the others are conflicts."""
    plan = Plan.from_arguments(concern, entries[-1].arguments)
    before, lease = read_before(plan, ask, run)
    restored, conflicts = inverse(journal.changes(entries), before)
    if not restored or run.check:
        return Outcome(before, before, tuple(restored), conflicts=tuple(conflicts))
    after = write(Writing(before, lease, tuple(restored), undoes=entries[-1].run), ask, run, {})
    return Outcome(before, after, tuple(restored), conflicts=tuple(conflicts))


def inverse(changes: Sequence[journal.Total], now: Reading) -> tuple[list[Finding], list[str]]:
    """The inverse changes, and the conflicts: a sentence for each setting that is not changed, with the reason."""
    settings, same = now.settings(), now.plan.concern.same
    restored, conflicts = [], []
    for change in changes:
        where = f"{change.control} {change.subject}"
        left = change.key in settings and any(same(settings[change.key], value) for value in change.between)
        if left and not same(settings[change.key], change.after) and not same(settings[change.key], change.before):
            restored.append(_restored(change, settings[change.key]))
            continue
        if change.between and same(change.before, change.after):
            continue  # written away and back
        if change.irreversible:
            conflicts.append(f"{where}: {change.irreversible}; not changed")
            continue
        if change.key not in settings:
            conflicts.append(f"{where}: is not on this node any more; not changed")
            continue
        current = settings[change.key]
        if same(change.before, change.after):
            conflicts.append(f"{where}: its former value cannot be restored; not changed")
        elif same(current, change.after):
            restored.append(_restored(change, current))
        elif not same(current, change.before):
            conflicts.append(
                f"{where}: the run set it to {change.after!r}, and another administrator or program has set it to "
                f"{current!r} since; not changed"
            )
    return restored, conflicts


def _restored(change: journal.Change, current: Any) -> Finding:
    return Finding(change.control, change.subject, State.DRIFT, current, change.before, change.key, Remedy.FIX)
