"""Which attributes of an object a search shows, and their values on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lab.directory import constructed, schema, security, values
from lab.directory.schema import Attribute, Syntax
from lab.directory.view import HIDDEN, Entry, View

NONE = "1.1"
RANGE = 1500  # MaxValRange: so many values of one attribute at once
RANGED = re.compile(r"(?P<name>[^;]+);range=(?P<first>\d+)-(?P<last>\d+|\*)", re.IGNORECASE)
Shown = list[tuple[str, list[bytes]]]


def only_of_one_object(asked: Iterable[str]) -> bool:
    return any(name.lower() in schema.OF_ONE_OBJECT for name in asked)


def attributes(entry: Entry, asked: Sequence[str], view: View, reader: frozenset[str], parts: int | None) -> Shown:
    """asked: as the client names them; none, or *: all that the object has. reader: SIDs of who asks.
    parts: of security descriptors, see search.py.
    """
    wanted = [name for name in asked if name not in ("*", NONE)]
    if not asked or "*" in asked:
        known = (schema.attribute(name) for name in entry.values)
        wanted += [one.name for one in known if one and not one.asked and one.syntax is not Syntax.DESCRIPTOR]
    found: Shown = []
    for name in dict.fromkeys(wanted):
        ranged = RANGED.fullmatch(name)
        attribute = schema.attribute(ranged["name"] if ranged else name)
        if attribute is None or _hidden(attribute, entry, reader):
            continue
        given = _values(attribute, entry, view, reader, parts)
        if given:
            found += _in_range(attribute.name, given, ranged)
    return found


def _hidden(attribute: Attribute, entry: Entry, reader: frozenset[str]) -> bool:
    return attribute.name.lower() in entry.values.get(HIDDEN, ()) and not constructed.is_administrator(reader)


def _values(attribute: Attribute, entry: Entry, view: View, reader: frozenset[str], parts: int | None) -> list[bytes]:
    key = attribute.name.lower()
    if key == "ntsecuritydescriptor":
        return _descriptor(entry, reader, parts)
    made = constructed.made(key, entry, view, reader)
    given = entry.values.get(key, []) if made is None else made
    return [values.wire(value, attribute.syntax) for value in given]


def _descriptor(entry: Entry, reader: frozenset[str], parts: int | None) -> list[bytes]:
    """Without the control all is wanted, the SACL too, which only administrators may read: then nothing is shown."""
    wanted = 15 if parts is None else parts
    if wanted & security.SACL and not constructed.is_administrator(reader):
        return []
    return [security.packed(entry.first("ntsecuritydescriptor") or DEFAULT, wanted)]


# Of an account; in the state only where it differs.
DEFAULT = "O:DAG:DAD:AI(A;;0xf01ff;;;DA)(A;;0xf01ff;;;SY)(A;;0x20094;;;AU)"


def _in_range(name: str, given: list[bytes], ranged: re.Match[str] | None) -> Shown:
    """A part of many values, named after it; and the attribute itself, empty, where more are left."""
    first = int(ranged["first"]) if ranged else 0
    if first == 0 and len(given) <= RANGE and not ranged:
        return [(name, given)]
    wanted = len(given) if not ranged or ranged["last"] == "*" else int(ranged["last"]) + 1
    end = min(wanted, first + RANGE, len(given))
    if first >= len(given):
        return []
    part = given[first:end]
    last = "*" if end == len(given) else str(end - 1)
    empty: Shown = [] if ranged else [(name, [])]
    return [*empty, (f"{name};range={first}-{last}", part)]
