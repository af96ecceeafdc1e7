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
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Any

from .finding import EVERYTHING, Finding, State
from .option_checks import without_escapes

EVERY_SUBJECT = "*"
# The state of a finding -> its state where a waiver covers it.
WAIVED = {State.DRIFT: State.WAIVED, State.UNKNOWN: State.WAIVED_UNKNOWN}
CONTROL = re.compile(r"[A-Z]+-[0-9]+")
ARGUMENT_SPEC = {
    "control": {"type": "str", "required": True},
    "reason": {"type": "str", "required": True},
    "subject": {"type": "str", "default": EVERY_SUBJECT},
    "until": {"type": "str"},
}


@dataclass(frozen=True)
class Waiver:
    control: str
    reason: str
    subject: str = EVERY_SUBJECT  # with * and ? as wildcards, case ignored
    until: date | None = None  # the last day on which it applies; None: no end

    @classmethod
    def from_arguments(cls, given: Mapping[str, Any], where: str, known: Collection[str] = ()) -> Waiver:
        """Raises ValueError, to be shown to the user. where: the option that given comes from, for the message.

        known: the identifiers of all controls; a module that was shipped with its own concern alone has none.
        """
        control = given["control"]
        if known and control not in known:
            raise ValueError(f"{where}.control: found {control!r}, expected one of {', '.join(known)}")
        if not CONTROL.fullmatch(str(control)):
            raise ValueError(f"{where}.control: found {control!r}, expected a control such as DNS-1")
        if not str(given["reason"]).strip():
            raise ValueError(
                f"{where}.reason: is empty; give the reason why this drift is accepted, and who decided so"
            )
        without_escapes(given.get("subject"), f"{where}.subject")
        return cls(
            given["control"],
            given["reason"],
            str(given.get("subject") or EVERY_SUBJECT),
            _day(given.get("until"), where),
        )

    def covers(self, finding: Finding, today: date) -> bool:
        return (
            finding.state in WAIVED
            and (finding.state is State.DRIFT or self._of_one_subject(finding))
            and finding.control == self.control
            and fnmatchcase(finding.subject.lower(), self.subject.lower().replace("[", "[[]"))
            and (self.until is None or today <= self.until)
        )

    def _of_one_subject(self, finding: Finding) -> bool:
        """Not everything: that stands for a node or a concern of which nothing is known."""
        return self.subject != EVERY_SUBJECT and finding.subject != EVERYTHING


def _day(text: Any, where: str) -> date | None:
    if text is None or (isinstance(text, date) and not isinstance(text, datetime)):  # YAML reads 2027-01-31 as a date
        return text
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"{where}.until: found {text!r}, expected a day such as 2027-01-31") from None


def apply(findings: Sequence[Finding], waivers: Sequence[Waiver], today: date) -> list[Finding]:
    """The findings, with those that a waiver covers turned into waived ones."""
    return [_waived(finding, waivers, today) for finding in findings]


def _waived(finding: Finding, waivers: Sequence[Waiver], today: date) -> Finding:
    for waiver in waivers:
        if waiver.covers(finding, today):
            until = f" until {waiver.until}" if waiver.until else ""
            reason = f"waived{until}: {waiver.reason}"
            if finding.state is State.UNKNOWN:
                reason = f"could not check, {reason}; {finding.reason}"
            return replace(finding, state=WAIVED[finding.state], reason=reason, cause="")
    return finding
