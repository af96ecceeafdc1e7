"""What a child gets from the folder it is in.

Source: Microsoft, "ACE inheritance rules".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lab.access_control import names
from lab.access_control.entry import Entry


@dataclass(frozen=True)
class Child:
    """owner, group: trustees, which replace CREATOR OWNER and CREATOR GROUP."""

    container: bool
    owner: str
    group: str


def inherited(parent: Sequence[Entry], child: Child) -> tuple[Entry, ...]:
    """In the parent's order. Two entries that become one and the same are one."""
    return tuple(dict.fromkeys(entry for given in parent for entry in _passed_on(given, child)))


def _passed_on(entry: Entry, child: Child) -> Iterator[Entry]:
    passes_on = "NP" not in entry.flags
    if not child.container:
        if "OI" in entry.flags:
            yield _effective(entry, child).with_flags("ID")
    elif "CI" in entry.flags:
        yield from _in_folder(entry, child) if passes_on else (_effective(entry, child).with_flags("ID"),)
    elif "OI" in entry.flags and passes_on:  # for the files in it; generic rights wait until it reaches one
        yield entry.with_flags("OI", "IO", "ID")


def _in_folder(entry: Entry, child: Child) -> Iterator[Entry]:
    """Two entries where the general one must stay as it is for those further below."""
    effective = _effective(entry, child)
    onwards = entry.flags & {"OI", "CI"}
    if effective == entry:
        yield entry.with_flags(*onwards, "ID")
    else:
        yield effective.with_flags("ID")
        yield entry.with_flags(*onwards, "IO", "ID")


def _effective(entry: Entry, child: Child) -> Entry:
    creators = {"CO": child.owner, "CG": child.group}
    return replace(entry, mask=names.mapped(entry.mask), trustee=creators.get(entry.trustee, entry.trustee))
