# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which drift a fix does not change yet, because that would do harm before another control holds (Control.waits_for).

A finding waits for those of its place. It also waits for those of its own control that come before it there: where
Windows authentication stays off, anonymous authentication stays on, because otherwise every request would be refused.
Controls of another concern are not among these findings: a fix has changed what they are about before, and the finding
itself is of a reading after that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .controls import Control
from .finding import Finding, Remedy, State

_STATES = {State.DRIFT: ":", State.WAIVED: ", which is waived:"}
HOLDS = (State.COMPLIANT, State.NOT_APPLICABLE)


def apply(findings: Sequence[Finding], controls: Sequence[Control]) -> list[Finding]:
    """The findings of one concern, after its waivers: waived drift stays, so what waits for it goes on waiting."""
    known = {control.id: control for control in controls}
    return [_waiting(number, findings, known) for number in range(len(findings))]


def _waiting(number: int, findings: Sequence[Finding], known: dict[str, Control]) -> Finding:
    finding = findings[number]
    other = _obstacle(number, findings, known)
    if other is None:
        return finding
    reason = f"{finding.reason}; {_words(finding, other, known[finding.control].harm)}"
    return replace(finding, remedy=Remedy.FOLLOWS, reason=reason.removeprefix("; "))


def _obstacle(number: int, findings: Sequence[Finding], known: dict[str, Control]) -> Finding | None:
    """What a fix would have to change before this one, and does not."""
    finding = findings[number]
    if not finding.place or not _is_written(finding):
        return None
    control = known[finding.control]
    for at, other in enumerate(findings):
        before = other.control == finding.control and at < number
        if other.place != finding.place or not (before or other.control in control.waits_for):
            continue
        if deeper := _obstacle(at, findings, known):
            return deeper
        if other.unproved or not (other.state in HOLDS or _is_written(other)):
            return other
    there = {other.control for other in findings if other.place == finding.place}
    for name in control.waits_for:
        if name in known and name not in there:
            return Finding(name, finding.place, State.UNKNOWN, unproved="it was not checked there")
    return None


def _is_written(finding: Finding) -> bool:
    return finding.state is State.DRIFT and finding.key is not None and finding.remedy is Remedy.FIX


def _words(finding: Finding, other: Finding, harm: str) -> str:
    if other.control == finding.control:
        return f"waits for {other.control}: {other.subject} stays as it is"
    state = _STATES.get(other.state, ", which is not known to hold: perhaps")
    words = f"waits for {other.control}{state} {harm} ({other.subject})"
    return f"{words}; {other.unproved}" if other.unproved else words
