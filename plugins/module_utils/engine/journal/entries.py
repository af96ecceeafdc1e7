# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What was changed on a node, written there before the change, so that it can be rolled back even after a killed run.

An entry has no secrets. It has each setting's value before and after the change. Whether the change happened is seen
on the node itself: a setting that still has its former value was never changed, and one that has a third value was
changed by another administrator or program since.

An entry is written before its change, so it proves nothing. What proves it is a second entry, "done": a run has
finished with this node, or has rolled another one back there, and that was read again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from ...model.call import Call
from ...model.finding import Finding, Key

SCHEMA = 2  # 1: without who, done and left
SHAPES = {"read_journal": {"entries": [{"id": str, "text": str}]}}
RUN = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")  # it names a file on the node


@dataclass(frozen=True)
class Change:
    control: str
    subject: str
    key: Key
    before: Any
    after: Any
    irreversible: str = ""  # why it cannot be rolled back


@dataclass(frozen=True)
class Total(Change):
    """The changes of one setting together. between: the values that it had on the way, where a run may have ended."""

    between: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Entry:
    """run: identifier of the playbook run. undoes: the run that this one rolls back. who: the account that ran it.

    done: the run has finished with this node, or has rolled back the run that it undoes there; has no changes.
    left: what that rollback did not change, in words.
    """

    run: str
    time: str  # UTC, ISO 8601
    concern: str
    arguments: Mapping[str, Any]  # of the concern, so that its settings can be read again
    changes: tuple[Change, ...]
    undoes: str | None = None
    who: str = ""
    done: bool = False
    left: tuple[str, ...] = ()
    schema: int = SCHEMA

    @property
    def id(self) -> str:
        """Sorts by time of the run; one run may change one concern of a node more than once."""
        return f"{self.run}-{self.concern or 'done'}-{sha256(self.text().encode()).hexdigest()[:8]}"

    @property
    def moment(self) -> datetime:
        return moment(self.time)

    def text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)


def checked_run(run: str) -> str:
    """Raises ValueError, to be shown to the user, for a run that cannot name a file."""
    if not RUN.fullmatch(run):
        raise ValueError(f"run: found {run!r}, expected up to 64 letters, digits, dots, hyphens and underscores")
    return run


def moment(time: str) -> datetime:
    """Raises ValueError for what is no time. One without a zone is UTC."""
    found = datetime.fromisoformat(time)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def entry(
    run: str,
    time: str,
    concern: str,
    arguments: Mapping[str, Any],
    drift: Sequence[Finding],
    undoes: str | None = None,
    who: str = "",
) -> Entry:
    changes = tuple(
        Change(f.control, f.subject, f.key, f.found, f.wanted, f.irreversible) for f in drift if f.key is not None
    )
    return Entry(run, time, concern, arguments, changes, undoes, who)


def done(run: str, time: str, who: str = "", undoes: str | None = None, left: Sequence[str] = ()) -> Entry:
    """The run has finished with this node; or, with undoes, that one's changes are rolled back there."""
    return Entry(run, time, "", {}, (), undoes, who, True, tuple(left))


def read() -> Call:
    return Call("read_journal")


def write(entries: Iterable[Entry]) -> Call:
    return Call("write_journal", {"entries": [{"id": entry.id, "text": entry.text()} for entry in entries]})


def changes(entries: Sequence[Entry]) -> list[Total]:
    """The changes of these entries together, the latest first. A setting that was changed twice counts once."""
    total: dict[Key, Total] = {}
    for entry in entries:
        for change in entry.changes:
            first = total.pop(change.key, None)
            between = (*first.between, first.after) if first else ()
            whole = {**vars(change), "before": first.before if first else change.before}
            total[change.key] = Total(**whole, between=between)
    return list(reversed(total.values()))
