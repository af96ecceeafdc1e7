# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The commands of several findings one after the other, and what takes them back in the reverse order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Commands = Sequence[str]


def in_order(parts: Iterable[Commands]) -> list[tuple[str, ...]]:
    """Each command once, with the first part that has it; a part may be left without any."""
    known: set[str] = set()
    found = []
    for part in parts:
        own = tuple(command for command in dict.fromkeys(part) if command not in known)
        known.update(own)
        found.append(own)
    return found


def in_reverse(parts: Iterable[Commands]) -> list[tuple[str, ...]]:
    """parts: what takes back each part of in_order, in the order of those. The last one first."""
    return list(reversed(in_order(parts)))
