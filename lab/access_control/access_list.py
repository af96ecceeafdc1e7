"""A security descriptor's text in its sections, and its access control list (DACL) in its entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from lab.access_control.entry import Entry

NO_DACL = "NO_ACCESS_CONTROL"  # there is no DACL: everyone has full access
SECTION = re.compile(r"([OGDS]):")
LIST = re.compile(r"([A-Z_]*)((?:\(.*\))?)", re.DOTALL)
FLAG = re.compile(r"AI|AR|P")


@dataclass(frozen=True)
class AccessList:
    """flags: of P (protected), AR, AI, in the order of the text. entries: None where there is no DACL."""

    flags: tuple[str, ...]
    entries: tuple[Entry, ...] | None

    @classmethod
    def of(cls, text: str) -> AccessList:
        """Raises ValueError where this is no DACL, with or without its D: before it."""
        if text.removeprefix("D:") == NO_DACL:
            return cls((), None)
        found = LIST.fullmatch(text.removeprefix("D:"))
        if not found or FLAG.sub("", found[1]):
            raise ValueError(f"found {text!r}, expected a DACL such as D:PAI(A;OICI;FA;;;SY)")
        return cls(tuple(FLAG.findall(found[1])), tuple(map(Entry.of, _bracketed(found[2]))))

    @property
    def protected(self) -> bool:
        return "P" in self.flags

    @property
    def explicit(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries or () if not entry.inherited)

    @property
    def inherited(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries or () if entry.inherited)

    @property
    def text(self) -> str:
        if self.entries is None:
            return f"D:{NO_DACL}"
        return f"D:{''.join(self.flags)}{''.join(entry.text for entry in self.entries)}"

    def keep(self, wanted: Callable[[Entry], bool]) -> AccessList:
        return replace(self, entries=tuple(entry for entry in self.entries or () if wanted(entry)))


def sections(sddl: str) -> dict[str, str]:
    """Letter -> what stands behind it. Inside an entry's brackets a letter and a colon mean nothing."""
    found: dict[str, str] = {}
    letter, depth = "", 0
    for number, character in enumerate(sddl):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0 and SECTION.match(sddl, number):
            letter = character
            found[letter] = ""
        elif letter and not (character == ":" and depth == 0 and found[letter] == ""):
            found[letter] += character
    return found


def joined(parts: dict[str, str]) -> str:
    return "".join(f"{letter}:{parts[letter]}" for letter in "OGDS" if letter in parts)


@lru_cache(maxsize=4096)  # the same few DACLs are read again and again
def dacl_of(sddl: str) -> AccessList:
    """An object's DACL. Raises ValueError; an object without this section has none."""
    return AccessList.of(sections(sddl).get("D", NO_DACL))


def with_dacl(sddl: str, given: AccessList) -> str:
    return joined({**sections(sddl), "D": given.text.removeprefix("D:")})


def _bracketed(text: str) -> list[str]:
    """What stands in brackets; a condition has brackets too."""
    found, start, depth = [], 0, 0
    for number, character in enumerate(text):
        if character == "(":
            depth += 1
            start = number + 1 if depth == 1 else start
        elif character == ")":
            depth -= 1
            if depth == 0:
                found.append(text[start:number])
    return found
