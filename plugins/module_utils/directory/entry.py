# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One object that a search has found, with the attributes that were asked for and may be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """attributes: by name in lower case."""

    dn: str
    attributes: Mapping[str, tuple[bytes, ...]]

    def values(self, name: str) -> tuple[bytes, ...]:
        return self.attributes.get(name.lower(), ())

    def texts(self, name: str) -> list[str]:
        return [value.decode("utf-8", "replace") for value in self.values(name)]

    def text(self, name: str) -> str:
        """Empty where it is not set, or may not be read."""
        return next(iter(self.texts(name)), "")

    def number(self, name: str) -> int | None:
        """None where it is not set, may not be read, or is no number."""
        try:
            return int(self.text(name))
        except ValueError:
            return None
