# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Names, addresses and identifiers in texts. The same one always has the same mask; two different ones never have."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .addresses import MaskedAddresses

# All patterns ignore case.
GUID = r"(?P<guid>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
# Text that may be an address as a whole; parsing decides.
WHOLE = r"(?P<whole>(?<![\w.:%])[0-9a-f:.]*[.:][0-9a-f:.]*(?:%\w+)?(?![\w.:%]))"
# Part of something longer, such as 10.0.0.11:80. Never part of a longer number, whose rest would change the mask.
QUAD = r"(?<![0-9])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9])"
HEXTETS = r"(?<![0-9a-f])(?:[0-9a-f]{1,4}|(?=::))(?::[0-9a-f]{0,4})+:[0-9a-f]{1,4}(?:\.[0-9]{1,3}){0,3}(?![0-9a-f])"
PART = f"(?P<part>{HEXTETS}|{QUAD})"
# Shorter names are replaced as whole words only: "a" is in every other word, where it is not the name.
SHORTEST_PART = 4


class MaskedNames:
    """names: known from elsewhere, to be found inside texts such as an adapter's name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._addresses = MaskedAddresses()
        self._labels: dict[str, str] = {}
        self._guids: dict[str, str] = {}
        for name in names:
            self.names(name)

    def text(self, text: str) -> str:
        """Addresses, identifiers and names that are known already; the rest is kept."""
        return self._replaced((GUID, WHOLE, PART, *self._known()), text)

    def names(self, text: str) -> str:
        """Host names and suffixes between blanks, label by label, so that web1 and web1.example.com stay related."""
        return re.sub(r"\S+", lambda found: self._name(found[0]), text)

    def hosts_line(self, line: str) -> str:
        """A comment may have any text, so all of it is replaced."""
        entry, mark, _ = line.partition("#")
        return self.names(entry) + (f"{mark} comment" if mark else "")

    def whole(self, text: str) -> str:
        """A name that has blanks and dots of its own, such as that of a site in IIS."""
        return text and self._label(text.lower())

    def _name(self, token: str) -> str:
        if address := self._addresses.mask(token):
            return address
        # Names are compared in lower case and without a trailing dot; the mask keeps the dot.
        bare = token.rstrip(".")
        labels = bare.lower().split(".")
        return ".".join(label and self._label(label) for label in labels) + token[len(bare) :]

    def _label(self, label: str) -> str:
        return self._labels.setdefault(label, f"name{len(self._labels) + 1}")

    def _known(self) -> list[str]:
        """Patterns, the longest first: web10 is not web1 with a 0."""
        found = sorted(self._labels, key=lambda label: (-len(label), label))
        return [re.escape(one) if len(one) >= SHORTEST_PART else rf"(?<!\w){re.escape(one)}(?!\w)" for one in found]

    def _replaced(self, patterns: Iterable[str], text: str) -> str:
        return re.sub("|".join(patterns), self._mask, text, flags=re.IGNORECASE)

    def _mask(self, found: re.Match[str]) -> str:
        text, kind = found[0], found.lastgroup
        if kind == "guid":
            return self._guids.setdefault(text.lower(), f"00000000-0000-4000-8000-{len(self._guids) + 1:012X}")
        if kind is None:
            return self._label(text.lower())
        if address := self._addresses.mask(text):
            return address
        return self._replaced((PART, *self._known()), text) if kind == "whole" else text
