"""A DACL as .NET keeps it: one in canonical order loses entries without effect, is sorted and merged, then printed.

Source: Microsoft, .NET's CommonAcl. Inherited entries stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from lab.access_control import names
from lab.access_control.access_list import AccessList
from lab.access_control.entry import INHERITANCE, Entry


def normal(given: AccessList, container: bool, domain: str) -> AccessList:
    """domain: SID of the domain that DU and the like belong to."""
    if given.entries is None:
        return given
    named = (replace(entry, trustee=names.shown(entry.trustee, domain)) for entry in given.entries)
    entries = tuple(_meaningful(named, container))
    if not is_canonical(entries):
        return replace(given, entries=entries)
    explicit = sorted((e for e in entries if not e.inherited), key=lambda e: (not e.denies, _key(e, domain)))
    return replace(given, entries=(*_merged(explicit), *(e for e in entries if e.inherited)))


def is_canonical(entries: Sequence[Entry]) -> bool:
    """Canonical order: deny entries, then allow entries, then inherited ones."""
    stages = [2 if entry.inherited else 0 if entry.denies else 1 for entry in entries]
    return all(first <= second for first, second in pairwise(stages))


def _meaningful(entries: Iterable[Entry], container: bool) -> Iterator[Entry]:
    for entry in entries:
        goes_down = bool(entry.flags & {"OI", "CI"}) and container
        if entry.mask == 0 or ("IO" in entry.flags and not goes_down):
            continue
        yield entry if goes_down else entry.with_flags(*(entry.flags - INHERITANCE))


def _key(entry: Entry, domain: str) -> tuple[int, int, list[int]]:
    authority, *numbers = map(int, names.sid(entry.trustee, domain).split("-")[2:])
    return authority, len(numbers), numbers


def _merged(entries: Sequence[Entry]) -> list[Entry]:
    """Each entry is merged with the next one, where one entry can stand for both; never with two, as in .NET."""
    left, done = list(entries), []
    while left:
        entry = left.pop(0)
        if left and (both := _one_of(entry, left[0])):
            entry = both
            left.pop(0)
        done.append(entry)
    return done


def _one_of(first: Entry, second: Entry) -> Entry | None:
    if (first.kind, first.trustee, first.rest) != (second.kind, second.trustee, second.rest):
        return None
    if first.flags == second.flags:
        return replace(first, mask=first.mask | second.mask)
    if first.mask == second.mask:
        flags = REACHES.get(_reach(first.flags) | _reach(second.flags))
        return None if flags is None else replace(first, flags=flags)
    return None


def _reach(flags: frozenset[str]) -> frozenset[str]:
    """What an entry applies to: the folder itself, the folders (CI) and files (OI) in it, and those further below."""
    children = flags & {"OI", "CI"}
    below = set() if "NP" in flags else {f"{kind} below" for kind in children}
    return frozenset(children | below | (set() if "IO" in flags else {"itself"}))


_KNOWN = (frozenset(filter(None, flags)) for flags in product(("", "OI"), ("", "CI"), ("", "NP"), ("", "IO")))
REACHES = {_reach(flags): flags for flags in _KNOWN if flags & {"OI", "CI"} or not flags}
