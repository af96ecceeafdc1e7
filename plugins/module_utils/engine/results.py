# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Task results from readings and outcomes, kept small, because the controller keeps those of all nodes in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..model.bounds import ITEMS
from ..model.finding import Finding, State
from ..model.finding_text import value
from ..model.shown_text import shown
from .journal.entries import Entry
from .plan import Outcome, Reading

FURTHER = f"everything after the first {ITEMS}"  # without their number, so that it is the same subject in each audit
QUIET = (State.COMPLIANT, State.NOT_APPLICABLE)


def from_findings(findings: Sequence[Finding]) -> dict[str, Any]:
    """findings: those that are neither compliant nor not applicable; counts: control -> state -> number, of all.

    not_applicable: control -> why, of those that are not applicable to any subject.
    """
    counts: dict[str, Counter[str]] = {}
    reasons: dict[str, str] = {}
    told: list[dict[str, Any]] = []
    for finding in findings:
        counts.setdefault(finding.control, Counter())[finding.state.value] += 1
        if finding.state is State.NOT_APPLICABLE:
            reasons.setdefault(finding.control, finding.reason)
        if finding.state not in QUIET and counts[finding.control][finding.state.value] <= ITEMS:
            told.append(finding.as_dict())
    return {
        "findings": [*told, *_not_told(counts)],
        "counts": {control: dict(counter) for control, counter in counts.items()},
        "not_applicable": {
            control: reason
            for control, reason in reasons.items()
            if set(counts[control]) == {State.NOT_APPLICABLE.value}
        },
    }


def _not_told(counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """One finding for all those of a control and a state that are too many to be told one by one."""
    return [
        Finding(
            control, FURTHER, State(state), reason=f"{number - ITEMS} more; only the first {ITEMS} are listed"
        ).as_dict()
        for control, states in counts.items()
        for state, number in states.items()
        if number > ITEMS and State(state) not in QUIET
    ]


def from_readings(readings: Sequence[Reading]) -> dict[str, Any]:
    """drifted: the concerns that a fix would change; views: what is compared with the farm's other nodes.

    path: what is known of a ticket's path, by role.
    """
    return {
        "changed": False,
        **from_findings([finding for reading in readings for finding in reading.findings]),
        "drifted": [reading.plan.concern.NAME for reading in readings if reading.drift()],
        "views": {reading.plan.concern.NAME: reading.view() for reading in readings if not reading.problem},
        "path": path(readings),
    }


def path(readings: Sequence[Reading]) -> dict[str, Any]:
    """What is known of a ticket's path, by role."""
    return {role: known for reading in readings for role, known in reading.path().items()}


def held(readings: Sequence[Reading]) -> dict[str, list[str]]:
    """Control -> the subjects of its findings that from_findings leaves out. Of all nodes, too many."""
    found: dict[str, list[str]] = {}
    for finding in (finding for reading in readings for finding in reading.findings):
        if finding.state in QUIET:
            found.setdefault(finding.control, []).append(finding.subject)
    return found


def of_computer(readings: Sequence[Reading]) -> dict[str, Any]:
    """Users of a client come and go: what is not found of one is only mended where that one's settings were read."""
    return {**from_readings(readings), "held": held(readings)}


def from_outcomes(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What was changed (or would be, in check mode), and what is found after it.

    changes: the drift that was fixed. Where that takes other settings, those are in the diff and in the journal.
    """
    changes = [change for outcome in outcomes if outcome.changes for change in outcome.drift or outcome.changes]
    settings = [change for outcome in outcomes for change in outcome.changes if change not in changes]
    return {
        "changed": bool(changes),
        "changes": [
            {
                "control": change.control,
                "subject": change.subject,
                "before": change.found,
                "after": change.wanted,
                "irreversible": change.irreversible,
            }
            for change in changes
        ],
        **from_findings([finding for outcome in outcomes for finding in outcome.after.findings]),
        "diff": {
            "before": _lines((change.control, change.subject, change.found) for change in (*changes, *settings)),
            "after": _lines((change.control, change.subject, change.wanted) for change in (*changes, *settings)),
        },
    }


def intended(entry: Entry) -> dict[str, Any]:
    """What a write was about to change that then failed, so that it may have changed it: of the node's journal."""
    return {
        "concern": entry.concern,
        "time": entry.time,
        "changes": [
            {name: getattr(change, name) for name in ("control", "subject", "before", "after", "irreversible")}
            for change in entry.changes
        ],
    }


def _lines(settings: Iterable[tuple[str, str, Any]]) -> str:
    return "".join(f"{shown(f'{control} {subject}: {value(setting)}')}\n" for control, subject, setting in settings)
