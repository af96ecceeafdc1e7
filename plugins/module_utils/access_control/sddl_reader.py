# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A reader of SDDL: its position in the text, SIDs and conditions, and errors with their position."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SID = re.compile(r"S-1-(0x[0-9a-fA-F]{1,12}|[0-9]{1,15})((?:-[0-9]{1,10}){1,15})(?![-0-9])")
_NESTING = re.compile(r'"[^"]*"|[()"]')


@dataclass
class SddlText:
    """aliases: the SIDs of two-letter names. at: how many characters have been read."""

    text: str
    aliases: Mapping[str, str]
    at: int = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.text)

    def ahead(self, count: int) -> str:
        return self.text[self.at : self.at + count]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.text, self.at)

    def wrong(self, at: int, what: str) -> ValueError:
        """The error to raise, with its position, counted from 1."""
        near = repr(self.text[at : at + 24]) if at < len(self.text) else "the end"
        return ValueError(f"not SDDL: {what}, at character {at + 1}, {near}")

    def blanks(self) -> None:
        while self.ahead(1) == " ":
            self.at += 1

    def sid(self) -> str:
        """The SID at this position, written as a SID or as a two-letter name."""
        if found := self.match(_SID):
            return self._number(found)
        name = self.ahead(2)
        if name == "S-" or len(name) < 2 or not name.isalpha():
            raise self.wrong(self.at, "expected a SID or a two-letter name")
        if name not in self.aliases:
            raise self.wrong(self.at, f"{name} is an unknown short name")
        self.at += 2
        return self.aliases[name]

    def _number(self, found: re.Match[str]) -> str:
        authority, *rest = (int(number, 0 if "x" in number else 10) for number in found[0].split("-")[2:])
        if authority >= 1 << 48 or max(rest) >= 1 << 32:
            raise self.wrong(self.at, "a number of the SID is too large")
        self.at = found.end()
        # From 2**32 on Windows writes the authority in hexadecimal (MS-DTYP 2.4.2.1).
        first = str(authority) if authority < 1 << 32 else f"0x{authority:012X}"
        return "-".join(["S-1", first, *map(str, rest)])

    def brackets(self) -> str:
        """The text in brackets at this position, with nested brackets; those in quotations do not count."""
        start = self.at
        if self.ahead(1) != "(":
            raise self.wrong(start, "expected a condition in brackets")
        depth = 0
        for found in _NESTING.finditer(self.text, start):
            if found[0] == '"':
                raise self.wrong(found.start(), "a quotation that does not end")
            depth += {"(": 1, ")": -1}.get(found[0], 0)
            if depth == 0:
                self.at = found.end()
                return self.text[start : self.at]
        raise self.wrong(start, "brackets that do not end")
