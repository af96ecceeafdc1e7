# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a fix would do to one node or to the farm as a whole: its changes, what users notice, how it is rolled back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, CONTROLS, FARM_CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import value
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, wrapped

Changes = Mapping[str, Sequence[Mapping[str, Any]]]  # concern -> its changes, as its module has returned them
Findings = Sequence[Mapping[str, Any]]

DRAIN = "drain the node: new connections go to the other nodes, open ones have time to end"
START = "start the node again, only if the audit succeeds"
VERIFY = "verify the fix with another audit"
WRITTEN_OF_FARM = [concern for concern in FARM_CONCERNS if concern.WRITES]
WAITS_FOR = {control.id: control.waits_for for control in CONTROLS}
# Controls of which a comparison of the nodes decides -> the controls of the same concern.
COMPARED = {
    control.id: {own.id for own in concern.CONTROLS} for concern in CONCERNS for control in concern.FARM_CONTROLS
}


def steps(changes: Changes, drains: bool, follows: Findings = (), indent: str = "") -> list[Line]:
    """drains: whether the farm's description has the node drained first. follows: what is settled by these changes."""
    every = {concern.NAME: concern for concern in (*CONCERNS, *WRITTEN_OF_FARM)}.values()
    concerns = [concern for concern in every if changes.get(concern.NAME)]
    drained = drains and any(concern.RECYCLES for concern in concerns)
    numbered: list[tuple[str, list[str]]] = []
    for concern in concerns:
        if concern.RECYCLES and drained and (DRAIN, []) not in numbered:
            numbered.append((DRAIN, []))
        would = [f"would be fixed: {as_text(change)}" for change in changes[concern.NAME]]
        numbered.append((f"{concern.NAME}; users notice: {concern.IMPACT}", would))
    numbered.append((VERIFY, [following(finding) for finding in follows]))
    numbered += [(START, [])] if drained else []
    lines = []
    for number, (step, details) in enumerate(numbered, 1):
        lines += wrapped(f"{number}. {step}", indent, "   ")
        lines += [line for detail in details for line in wrapped(detail, indent + "   ", "  ", Tone.CHANGED)]
    return [*lines, *wrapped(f"undo: {undo(changes)}", indent, "      ")]


def as_text(change: Mapping[str, Any]) -> str:
    return f"{change['control']} {change['subject']}: {value(change['before'])} -> {value(change['after'])}"


def following(finding: Mapping[str, Any]) -> str:
    """Of drift that no step of its own fixes."""
    where = f"{finding['control']} {finding['subject']}"
    if finding["control"] in COMPARED:
        return f"compared again: {where}, which these changes may settle"
    return f"follows: {where}, fixed together with what it follows from"


def followers(changes: Changes, findings: Findings, everywhere: Collection[str]) -> list[Mapping[str, Any]]:
    """The drift of a node that the planned changes settle without a step of its own.

    everywhere: the controls of which the plan changes something on any node: a comparison may depend on another node.
    """
    if not any(changes.values()):
        return []
    return [
        finding
        for finding in findings
        if finding["state"] == State.DRIFT
        and (finding["remedy"] == Remedy.FOLLOWS or is_compared_again(finding, everywhere))
    ]


def is_compared_again(finding: Mapping[str, Any], changed: Collection[str]) -> bool:
    """Whether it is of a comparison of the nodes, and one of these controls may settle it."""
    return finding["state"] == State.DRIFT and bool(COMPARED.get(finding["control"], set()) & set(changed))


def is_fixed(finding: Mapping[str, Any]) -> bool:
    return bool(finding["state"] == State.DRIFT and finding["remedy"] == Remedy.FIX)


def waits(finding: Mapping[str, Any], findings: Findings) -> str:
    """What the fix of this finding waits for on its node; empty where nothing keeps it."""
    if finding["state"] != State.DRIFT or finding["remedy"] == Remedy.FIX:
        return ""
    open_ = {other["control"] for other in findings if other["state"] in (State.DRIFT, State.UNKNOWN)}
    kept = [control for control in WAITS_FOR.get(finding["control"], ()) if control in open_]
    return f"waits for {', '.join(kept)}" if kept else ""


def undo(changes: Changes) -> str:
    kept = [change for group in changes.values() for change in group if change.get("irreversible")]
    if not kept:
        return "playbooks/rollback.yml rolls all of it back"
    what = "; ".join(f"{change['control']} {change['subject']} ({change['irreversible']})" for change in kept)
    return f"playbooks/rollback.yml rolls back all but {what}"
