# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One control checked for one subject: its state, what was found and wanted, and how it can be fixed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .ticket_path import Step

EVERYTHING = "everything"  # the subject of a finding that stands for all of its control
Key = tuple[str, ...]  # names one setting by identity, such as ("adapters", "{guid}", "registers"), never by position


class State(StrEnum):
    COMPLIANT = "compliant"
    DRIFT = "drift"
    WAIVED = "waived"
    WAIVED_UNKNOWN = "waived, could not check"  # never compliant either
    PENDING = "pending"  # in progress, such as replication; the reason has when it is done, such as after a restart
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "could not check"  # never a pass; needs a reason


class Remedy(StrEnum):
    FIX = "fix"
    ON_REQUEST = "on request"
    HAND_OFF = "hand off"
    FOLLOWS = "follows"  # fixed with another finding, which the reason names
    REPORT = "report"


class CouldNotCheckError(ValueError):
    """Raised by a concern's findings where none of its controls can be decided; the message is the reason to show."""


@dataclass(frozen=True)
class Finding:
    """One control checked for one subject, also when it holds.

    control: identifier in the catalogue, such as "DNS-1".
    subject: what was checked, in an administrator's terms.
    found, wanted: JSON values. key: the setting that a write would change; None where no write can fix it.
    reason: why the control does not hold, or what follows from it. irreversible: why its write cannot be rolled back.
    step: of the ticket's path, where it is another one than that of the control.
    cause: why it could not be checked and what to do, where many findings of a node share that: shown once a node.
    place: the part of a node, such as an application, within which one control waits for another; see waiting.py.
    unproved: why what waits for this control does so in any case, also where it holds: what is not known, what to do.
    about: the names, DNS servers and addresses of the farm that alone it is about; empty: all of them.
    commands: what somebody else runs to mend it, in this order, where no fix does. undo: what takes that back.
    follows_from: identifiers of controls whose drift alone may be why this subject drifts; see Control.explained_by.
    """

    control: str
    subject: str
    state: State
    found: Any = None
    wanted: Any = None
    key: Key | None = None
    remedy: Remedy = Remedy.REPORT
    reason: str = ""
    irreversible: str = ""
    cause: str = ""
    step: Step | None = None
    place: str = ""
    unproved: str = ""
    about: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()
    follows_from: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data for results and reports; the order is the order of reading."""
        return {
            "control": self.control,
            "subject": self.subject,
            "state": self.state.value,
            "found": self.found,
            "wanted": self.wanted,
            "remedy": self.remedy.value,
            "reason": self.reason,
            **({"cause": self.cause} if self.cause else {}),
            **({"step": self.step.word} if self.step else {}),
            **({"about": list(self.about)} if self.about else {}),
            **({"commands": list(self.commands)} if self.commands else {}),
            **({"undo": list(self.undo)} if self.undo else {}),
            **({"follows_from": list(self.follows_from)} if self.follows_from else {}),
        }


def compare(
    control: str, subject: str, key: Key, found: Any, wanted: Any, remedy: Remedy = Remedy.FIX, reason: str = ""
) -> Finding:
    """A finding that holds where found is wanted. The reason is only given where it does not."""
    if found == wanted:
        return Finding(control, subject, State.COMPLIANT, found, wanted, key, remedy)
    return Finding(control, subject, State.DRIFT, found, wanted, key, remedy, reason)
