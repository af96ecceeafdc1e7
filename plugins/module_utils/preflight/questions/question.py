# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What only Windows knows, asked in preflight. A question is a folder: its payload, and the meaning of its answer.

An answer is for the recording; where it decides something, preflight shows a sentence about it. docs/preflight.md has
what each answer decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...farm.description import Farm
from ...model.call import Call
from ...model.masks import Mask


def _nothing(farm: Farm) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Question:
    """masking: of the answer's fields. sentences: what preflight shows. arguments: of the payload, for a farm."""

    name: str
    shape: Any
    masking: Mapping[str, Mask]
    sentences: Callable[[Mapping[str, Any]], Iterable[str]]
    arguments: Callable[[Farm], dict[str, Any]] = _nothing

    @property
    def payload(self) -> str:
        return f"read_{self.name}"

    def call(self, farm: Farm) -> Call:
        return Call(self.payload, self.arguments(farm))
