# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Attributes whose values come in parts: servicePrincipalName;range=0-1499 beside an empty servicePrincipalName."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PART = re.compile(r"(?P<name>[^;]+);range=(?P<first>[0-9]{1,9})-(?P<last>[0-9]{1,9}|\*)")


@dataclass(frozen=True)
class Part:
    """written: the name as the server has it. upto: the number of the last value that has come."""

    name: str
    written: str
    upto: int

    @property
    def rest(self) -> str:
        """What is asked for next."""
        return f"{self.name};range={self.upto + 1}-*"

    def go_on(self, attributes: dict[str, tuple[bytes, ...]], more: Mapping[str, tuple[bytes, ...]]) -> bool:
        """Puts what has come now behind what had come. Whether anything has."""
        for written, values in more.items():
            found = _PART.fullmatch(written)
            if found and found["name"] == self.name and int(found["first"]) == self.upto + 1 and values:
                attributes[written] = attributes.pop(self.written) + values
                _finish(attributes, written)
                return True
        return False


def unfinished(attributes: dict[str, tuple[bytes, ...]]) -> Part | None:
    """The first attribute of which more is to come. One that has come completely gets its own name."""
    for written in list(attributes):
        if found := _PART.fullmatch(written):
            if found["last"] != "*":
                return Part(found["name"], written, int(found["last"]))
            _finish(attributes, written)
    return None


def _finish(attributes: dict[str, tuple[bytes, ...]], written: str) -> None:
    found = _PART.fullmatch(written)
    if found and found["last"] == "*":
        attributes[found["name"]] = attributes.pop(written)
