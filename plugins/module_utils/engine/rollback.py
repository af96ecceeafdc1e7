# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rolls back what runs have changed on a node, from the journal that they have written there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..concerns.contract import Concern, named
from ..model.answer_shape import mismatch
from ..model.finding import Finding, Key, Remedy, State
from ..model.finding_text import value
from ..node.ask import Ask
from ..node.errors import NodeError
from .fix import Writing, read_before, write
from .journal import entries as journal
from .journal.entries import Entry
from .journal.parsing import Journal, examine
from .journal.runs import has_happened, undoable
from .plan import Outcome, Plan, Reading
from .run import Run


def journal_of(ask: Ask) -> Journal:
    """The node's journal. Raises NodeError where it cannot be read. A file that is no entry does not stop it."""
    answer = ask([journal.read()]).answers[0]
    if answer.error:
        raise answer.error
    if wrong := mismatch(answer.data, journal.SHAPES[answer.payload], answer.payload):
        raise NodeError(f"the node's journal does not look as expected: {wrong}")
    return examine(answer.data)


def undo_runs(
    undoes: Collection[str],
    ask: Ask,
    run: Run,
    concerns: Sequence[Concern],
    part: Sequence[Concern] | None = None,
    closes: bool = True,
) -> list[Outcome]:
    """One outcome for each concern that these runs changed, in the reverse order. Several runs are one change.

    A run that is proved to be rolled back here is not rolled back again. No entry: no outcome, and nothing is written.
    concerns: all there are, in the order of a fix. Raises ValueError where the journal names another one.
    part: those that are rolled back now; None: all. closes: whether none is left after them, so that it is noted.
    """
    kept = journal_of(ask)
    undone = [name for name in undoable(kept.entries) if name in undoes]
    entries = [entry for entry in kept.entries if entry.run in undone and not entry.done]
    changed = named(list(dict.fromkeys(entry.concern for entry in entries)), concerns, "journal")
    changed = [concern for concern in changed if part is None or concern in part]
    now = journal.moment(run.time)
    others = tuple(e for e in kept.entries if e.run not in undone and has_happened(e.run, e.time, now))
    outcomes = [
        undo_concern(concern, [entry for entry in entries if entry.concern == concern.NAME], ask, run, others)
        for concern in reversed(changed)
    ]
    if undone and closes and not run.check:
        _note_that_it_is_done(undone, outcomes, kept, ask, run)
    return outcomes


def _note_that_it_is_done(
    undone: Sequence[str], outcomes: Sequence[Outcome], kept: Journal, ask: Ask, run: Run
) -> None:
    """After the proof, and also where nothing was left to restore. The folder is there: the entries are in it."""
    conflicts = [conflict for outcome in outcomes for conflict in outcome.conflicts]
    notes = []
    for name in undone:
        left = [*conflicts, *(str(file) for file in kept.unreadable if file.may_be_of(name))]
        notes.append(journal.done(run.id, run.time, run.who, name, left))
    if error := ask([journal.write(notes)], stop=True).answers[0].error:
        raise error


def undo_concern(
    concern: Concern, entries: Sequence[Entry], ask: Ask, run: Run, others: Sequence[Entry] = ()
) -> Outcome:
    """Restores each setting that still has the value that the entries have; the others are conflicts.

    others: the entries of other runs, which may have changed the same settings since.
    """
    plan = Plan.from_arguments(concern, entries[-1].arguments)
    before, lease = read_before(plan, ask, run)
    restored, conflicts = inverse(journal.changes(entries), before, _since(entries, others))
    if not restored or run.check:
        return Outcome(before, before, tuple(restored), conflicts=tuple(conflicts))
    after = write(Writing(before, lease, tuple(restored), undoes=entries[-1].run), ask, run, {})
    return Outcome(before, after, tuple(restored), conflicts=tuple(conflicts))


def _since(entries: Sequence[Entry], others: Sequence[Entry]) -> dict[Key, str]:
    """Setting -> the other run that has changed it since the first of these entries, the newest one, if any."""
    first: dict[Key, tuple[datetime, str]] = {}
    for entry in entries:
        for change in entry.changes:
            first.setdefault(change.key, (entry.moment, entry.run))
    gone = {entry.undoes for entry in others if entry.done}
    return {
        change.key: entry.run
        for entry in others
        if entry.undoes is None and entry.run not in gone
        for change in entry.changes
        if change.key in first and (entry.moment, entry.run) > first[change.key]
    }


def inverse(
    changes: Sequence[journal.Total], now: Reading, since: Mapping[Key, str] | None = None
) -> tuple[list[Finding], list[str]]:
    """The inverse changes, and the conflicts: a sentence for each setting that is not changed, with the reason.

    since: setting -> another run that has changed it since.
    """
    settings, same = now.settings(), now.plan.concern.same
    restored, conflicts = [], []
    for change in changes:
        where = f"{change.control} {change.subject}"
        if other := (since or {}).get(change.key):
            if change.key in settings and not same(settings[change.key], change.before):
                conflicts.append(f"{where}: run {other} has changed it since, roll that one back as well; not changed")
            continue
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
                f"{where}: the run set it to {value(change.after)}, and another administrator or program has set it to "
                f"{value(current)} since; not changed"
            )
    return restored, conflicts


def _restored(change: journal.Change, current: Any) -> Finding:
    return Finding(change.control, change.subject, State.DRIFT, current, change.before, change.key, Remedy.FIX)
