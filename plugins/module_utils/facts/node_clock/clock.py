# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The clock of the node that is asked for a whole farm (read_node_clock): the question and the answer.

Every answer of a node has its time. What is between the question and the answer is how exact the comparison can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model.call import Call
from ...model.masks import Mask

PAYLOAD = "read_node_clock"
# ahead: seconds that its clock is ahead of that of the computer that asks, as in read_directory, give or take within.
SHAPE: dict[str, Any] = {"problem": str, "node": str, "ahead": (float, int, None), "within": (float, int)}
MASKING = {"problem": Mask.REASON, "node": Mask.NAMES}


@dataclass(frozen=True)
class Clock:
    """node: its computer name. problem: why nothing is known of its clock."""

    problem: str = ""
    node: str = ""
    ahead: float | None = None
    within: float = 0.0

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Clock:
        return cls(**answer)

    def as_answer(self) -> dict[str, Any]:
        return {"problem": self.problem, "node": self.node, "ahead": self.ahead, "within": self.within}


def read() -> Call:
    return Call(PAYLOAD)
