# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""When a run of nlb.kerberos last changed something on a node, as the node's journal has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...model.call import Call
from ...model.masks import Mask
from ..events.events import moment

PAYLOAD = "read_last_fix"
SHAPE = {"problem": str, "changes": [{"run": str, "time": str, "undoes": str}]}
MASKING = {
    "problem": Mask.REASON,
    "changes.run": Mask.WORD,
    "changes.time": Mask.WORD,
    "changes.undoes": Mask.WORD,
}


@dataclass(frozen=True)
class LastFix:
    """time: None where no run has changed anything, or where that is not known; problem: then why not.

    undone: whether that run rolled another one back.
    """

    time: datetime | None = None
    run: str = ""
    undone: bool = False
    problem: str = ""


def read() -> Call:
    return Call(PAYLOAD)


def parse(answer: Mapping[str, Any]) -> LastFix:
    """Raises ValueError for what is no time."""
    changes = sorted(answer["changes"], key=lambda one: moment(one["time"]))
    if not changes:
        return LastFix(problem=answer["problem"])
    return LastFix(moment(changes[-1]["time"]), changes[-1]["run"], bool(changes[-1]["undoes"]), answer["problem"])
