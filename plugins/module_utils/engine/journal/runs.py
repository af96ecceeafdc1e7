# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The runs that have changed one node, from the entries of its journal. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from .entries import Change, Entry, moment

# Clocks of controllers differ. What lies later than that is no run that has happened.
AHEAD = timedelta(days=1)
TIMED = re.compile(r"\d{8}T\d{6}Z")


class Ended(Enum):
    """How a run ended on one node."""

    FINISHED = "done"
    INTERRUPTED = "interrupted"
    UNDONE = "rolled back"
    PARTLY = "partly rolled back"


@dataclass(frozen=True)
class NodeRun:
    """One run on one node. undoes: the runs that it rolls back; none for a fix.

    undone_by: the run that has rolled it back here, as that run has proved. begun_by: those that have begun to.
    """

    run: str
    time: str
    who: str
    changes: tuple[Change, ...]
    finished: bool
    undoes: tuple[str, ...] = ()
    undone_by: str | None = None
    begun_by: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def ended(self) -> Ended:
        if self.undone_by:
            return Ended.PARTLY if self.left else Ended.UNDONE
        if self.begun_by:
            return Ended.PARTLY
        return Ended.FINISHED if self.finished else Ended.INTERRUPTED


def of_node(entries: Iterable[Entry]) -> list[NodeRun]:
    """All runs that have changed this node, or were about to, the oldest first."""
    own: dict[str, list[Entry]] = {}
    against: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.moment, entry.run)):
        own.setdefault(entry.run, []).append(entry)
        if entry.undoes:
            against.setdefault(entry.undoes, []).append(entry)
    return [
        _of_run(run, written, against.get(run, ()))
        for run, written in own.items()
        if any(entry.undoes or not entry.done for entry in written)
    ]


def _of_run(run: str, own: Sequence[Entry], against: Sequence[Entry]) -> NodeRun:
    """own: its entries. against: those of the runs that roll it back."""
    undoes = tuple(dict.fromkeys(entry.undoes for entry in own if entry.undoes))
    closed = {entry.undoes for entry in own if entry.done}
    done = next((entry for entry in against if entry.done), None)
    return NodeRun(
        run,
        own[0].time,
        next((entry.who for entry in own if entry.who), ""),
        tuple(change for entry in own for change in entry.changes),
        # Entries of schema 1 do not say whether the run has finished.
        # One that has finished with a node may change something of the farm there afterwards.
        finished=closed >= set(undoes) if undoes else own[-1].done or all(entry.schema == 1 for entry in own),
        undoes=undoes,
        undone_by=done.run if done else None,
        begun_by=tuple(dict.fromkeys(entry.run for entry in against if not entry.done)),
        left=done.left if done else (),
    )


def undoable(entries: Iterable[Entry]) -> list[str]:
    """The runs that are no rollback, and that no rollback is proved to have rolled back here, the oldest first.

    A rollback's own entry is written before its change, so it proves nothing: one that has failed or was killed leaves
    the run undoable.
    """
    return [known.run for known in of_node(entries) if not known.undoes and known.undone_by is None]


def together(on_node: Sequence[NodeRun], run: str) -> list[str]:
    """This run, and the ones directly before it that were interrupted here and that it has continued, newest first.

    on_node: all runs of the node, the oldest first.
    """
    found: list[str] = []
    for known in reversed([known for known in on_node if not known.undoes and known.undone_by is None]):
        if not found and known.run != run:
            continue
        if found and known.finished:
            break
        found.append(known.run)
    return found or [run]


def has_happened(run: str, time: str, now: datetime) -> bool:
    """Whether neither its time nor the one that its name begins with is later than now."""
    named_later = bool(TIMED.match(run)) and run[:8] > f"{now + AHEAD:%Y%m%d}"
    return moment(time) <= now + AHEAD and not named_later
