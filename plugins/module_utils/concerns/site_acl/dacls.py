# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The different DACLs of an answer. One that cannot be interpreted leaves out the objects that have it only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...access_control import sddl
from ...access_control.sddl import Descriptor


class NotInterpretedError(ValueError):
    """The message is the reason to show."""


class Dacls:
    """texts: as the node printed them."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.texts: list[str] = answer["dacls"]
        self._aliases = {trustee["text"]: trustee["sid"] for trustee in answer["trustees"]}
        self._descriptors = [self._parsed(text) for text in self.texts]

    def of(self, number: int) -> tuple[str, Descriptor]:
        """Text and meaning. Raises NotInterpretedError, and ValueError for a number that no DACL has."""
        if not 0 <= number < len(self.texts):
            raise ValueError(f"DACL {number} is referenced, and there are {len(self.texts)}")
        found = self._descriptors[number]
        if isinstance(found, NotInterpretedError):
            raise found
        return self.texts[number], found

    def owner(self, text: str) -> str | None:
        """Raises NotInterpretedError."""
        found = self._parsed(text)
        if isinstance(found, NotInterpretedError):
            raise found
        return found.owner

    def _parsed(self, text: str) -> Descriptor | NotInterpretedError:
        try:
            return sddl.parse(text, self._aliases)
        except ValueError as error:
            # Without the place, which is a part of the text.
            what = str(error).partition(", at character")[0]
            return NotInterpretedError(f"its DACL cannot be interpreted ({what})")
