# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is accepted, and until when: drift, which a fix then does not change, and what could not be checked.

A report still shows both. A waiver for a whole control accepts its drift only: what could not be checked is accepted
subject by subject, so that a control that nobody can check any more is not overlooked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from .finding import EVERYTHING, Finding, State
from .option_checks import found, without_escapes

EVERY_SUBJECT = "*"
# The state of a finding -> its state where a waiver covers it.
WAIVED = {State.DRIFT: State.WAIVED, State.UNKNOWN: State.WAIVED_UNKNOWN}
CONTROL = re.compile(r"[A-Z]+-[0-9]+")
SOON = timedelta(days=30)
ARGUMENT_SPEC = {
    "control": {"type": "str", "required": True},
    "reason": {"type": "str", "required": True},
    "owner": {"type": "str", "required": True},
    "ticket": {"type": "str"},
    "approved_by": {"type": "str"},
    "subject": {"type": "str", "default": EVERY_SUBJECT},
    "until": {"type": "str"},
}


class InForce(StrEnum):
    """Whether a waiver applies on a day. ENDS_SOON: it does, for 30 days at most."""

    YES = "in force"
    ENDS_SOON = "ends soon"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Waiver:
    """owner: who answers for it. ticket, approved_by: empty where none is given."""

    control: str
    reason: str
    subject: str = EVERY_SUBJECT  # with * and ? as wildcards, case ignored
    until: date | None = None  # the last day on which it applies; None: no end
    owner: str = ""
    ticket: str = ""
    approved_by: str = ""

    @classmethod
    def from_arguments(cls, given: Mapping[str, Any], where: str, known: Collection[str] = ()) -> Waiver:
        """Raises ValueError, to be shown to the user. where: the option that given comes from, for the message.

        known: the identifiers of all controls; a module that was shipped with its own concern alone has none.
        """
        control = given["control"]
        if known and control not in known:
            raise ValueError(f"{where}.control: found {found(control)}, expected one of {', '.join(known)}")
        if not CONTROL.fullmatch(str(control)):
            raise ValueError(f"{where}.control: found {found(control)}, expected a control such as DNS-1")
        if not str(given["reason"]).strip():
            raise ValueError(f"{where}.reason: is empty; give the reason why this drift is accepted")
        if not _words(given.get("owner")):
            raise ValueError(f"{where}.owner: is empty; give the person or the team that answers for this waiver")
        without_escapes(given.get("subject"), f"{where}.subject")
        return cls(
            given["control"],
            given["reason"],
            str(given.get("subject") or EVERY_SUBJECT),
            _day(given.get("until"), where),
            **{name: _words(given.get(name)) for name in ("owner", "ticket", "approved_by")},
        )

    @property
    def responsible(self) -> str:
        """Its owner and its ticket, as messages have them."""
        return f"{self.owner} ({self.ticket})" if self.ticket else self.owner

    def in_force(self, today: date) -> InForce:
        if self.until is None or today + SOON < self.until:
            return InForce.YES
        return InForce.ENDS_SOON if today <= self.until else InForce.EXPIRED

    def covers(self, finding: Finding, today: date) -> bool:
        return self.in_force(today) is not InForce.EXPIRED and self.is_for(finding)

    def is_for(self, finding: Finding) -> bool:
        """Whatever the day is."""
        return (
            finding.state in WAIVED
            and (finding.state is State.DRIFT or self._of_one_subject(finding))
            and self.is_about(finding.control, finding.subject)
        )

    def is_about(self, control: str, subject: str) -> bool:
        """Whatever was found."""
        pattern = self.subject.lower().replace("[", "[[]")
        return control == self.control and fnmatchcase(subject.lower(), pattern)

    def _of_one_subject(self, finding: Finding) -> bool:
        """Not everything: that stands for a node or a concern of which nothing is known."""
        return self.subject != EVERY_SUBJECT and finding.subject != EVERYTHING


def _words(given: Any) -> str:
    return "" if given is None else str(given).strip()


def _day(text: Any, where: str) -> date | None:
    if text is None or (isinstance(text, date) and not isinstance(text, datetime)):  # YAML reads 2027-01-31 as a date
        return text
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"{where}.until: found {found(text)}, expected a day such as 2027-01-31") from None


def apply(findings: Sequence[Finding], waivers: Sequence[Waiver], today: date) -> list[Finding]:
    """The findings, with those that a waiver covers turned into waived ones."""
    return [_waived(finding, waivers, today) for finding in findings]


def _waived(finding: Finding, waivers: Sequence[Waiver], today: date) -> Finding:
    concerned = [waiver for waiver in waivers if waiver.is_for(finding)]
    for waiver in concerned:
        if waiver.covers(finding, today):
            return _covered(finding, waiver)
    if not concerned:
        return finding
    last = max(concerned, key=lambda waiver: waiver.until or date.min)
    ended = f"the waiver of {last.responsible} ended on {last.until}"
    return replace(finding, reason=f"{finding.reason}; {ended}" if finding.reason else ended)


def _covered(finding: Finding, waiver: Waiver) -> Finding:
    until = f" until {waiver.until}" if waiver.until else ""
    reason = f"waived by {waiver.responsible}{until}: {waiver.reason}"
    if finding.state is State.UNKNOWN:
        reason = f"could not check, {reason}; {finding.reason}"
    return replace(finding, state=WAIVED[finding.state], reason=reason, cause="")
