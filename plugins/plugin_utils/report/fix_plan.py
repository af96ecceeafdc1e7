# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a fix would do to one node, step by step: what it changes, what users notice, and how it is rolled back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import value

Changes = Mapping[str, Sequence[Mapping[str, Any]]]  # concern -> its changes, as its module has returned them

DRAIN = "drain the node: new connections go to the other nodes, open ones have time to end"
START = "start the node again, only if the audit succeeds"


def steps(changes: Changes, drains: bool) -> list[str]:
    """Lines for the report. drains: whether the farm's description has the node drained first."""
    concerns = [concern for concern in CONCERNS if changes.get(concern.NAME)]
    drained = drains and any(concern.RECYCLES for concern in concerns)
    numbered: list[list[str]] = []
    for concern in concerns:
        if concern.RECYCLES and drained and [DRAIN] not in numbered:
            numbered.append([DRAIN])
        lines = [f"would be fixed: {as_text(change)}" for change in changes[concern.NAME]]
        numbered.append([f"{concern.NAME}; users notice: {concern.IMPACT}", *lines])
    numbered += [["verify the fix with another audit"], *([[START]] if drained else [])]
    return [
        *(f"{number}. {step[0]}" if not at else f"   {line}"
          for number, step in enumerate(numbered, 1) for at, line in enumerate(step)),
        f"undo: {undo(changes)}",
    ]  # fmt: skip


def as_text(change: Mapping[str, Any]) -> str:
    return f"{change['control']} {change['subject']}: {value(change['before'])} -> {value(change['after'])}"


def undo(changes: Changes) -> str:
    kept = [change for group in changes.values() for change in group if change.get("irreversible")]
    if not kept:
        return "playbooks/rollback.yml rolls all of it back"
    what = "; ".join(f"{change['control']} {change['subject']} ({change['irreversible']})" for change in kept)
    return f"playbooks/rollback.yml rolls back all but {what}"
