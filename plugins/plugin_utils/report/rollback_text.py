# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a rollback is about to do, said before it does anything: which runs, and which settings on which node."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.choice import Choice
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.history import FarmRun, Nodes, of_farm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.history_text import short, wrapped

Result = Mapping[str, Any]


def chosen(choice: Choice, nodes: Nodes, damaged: Sequence[str]) -> str:
    """The runs that are rolled back."""
    runs = [run for run in of_farm(nodes) if run.run in choice.runs]
    return "\n".join(["", *(line for run in runs for line in _about(run)), *wrapped([*choice.said, *damaged], ""), ""])


def _about(run: FarmRun) -> list[str]:
    who = f", by {run.who}" if run.who else ""
    return wrapped(
        [f"Rolling back run {run.run} of {run.time[:16].replace('T', ' ')} UTC{who}; on {', '.join(run.on)}"], ""
    )


@dataclass(frozen=True)
class NodePlan:
    """What a rollback would do to one node. planned: what the module has returned in check mode; None: not asked.

    undoable: the chosen runs that are not rolled back there. drained: the node was left drained by one of them.
    """

    planned: Result | None
    undoable: Sequence[str]
    drained: bool

    @property
    def problem(self) -> str:
        """Why nothing can be done there; empty where it can."""
        if self.planned is None:
            return "its journal could not be read"
        if self.planned.get("unreachable") or self.planned.get("failed"):
            return str(self.planned.get("msg") or "it could not be read")
        return ""

    @property
    def acts(self) -> bool:
        """Whether the node is to be changed, started, or to get a note that the run is rolled back there."""
        return not self.problem and bool(self.undoable or self.drained)


def plan(nodes: Mapping[str, NodePlan], farm: Result | None = None) -> str:
    """farm: what a rollback would do in the directory and DNS, as the module has returned it in check mode."""
    lines = [line for node, found in nodes.items() for line in _node(node, found)]
    return "\n".join(["", *lines, *_farm(farm or {}), ""])


def _farm(planned: Result) -> list[str]:
    if planned.get("failed") or planned.get("unreachable"):
        return wrapped(
            [f"directory and DNS: nothing is rolled back: {planned.get('msg') or 'it could not be read'}"], ""
        )
    lines = _changes(planned)
    return [*wrapped(["directory and DNS:"], ""), *wrapped(lines)] if lines else []


def _changes(planned: Result) -> list[str]:
    changes = [
        f"{change['control']} {change['subject']}: {short(change['before'])} -> {short(change['after'])}"
        for change in planned.get("changes") or ()
    ]
    return [*changes, *(planned.get("conflicts") or ())]


def _node(node: str, found: NodePlan) -> list[str]:
    if found.problem:
        return wrapped([f"{node}: nothing is rolled back: {found.problem}"], "")
    if not found.acts:
        return wrapped([f"{node}: nothing to roll back"], "")
    planned = found.planned or {}
    lines = _changes(planned)
    if not planned.get("changes") and found.undoable:
        lines.append("no setting has the value that was to be set, so nothing is changed")
    if found.drained:
        lines.append("was left drained; it is started again when it is proved")
    return [*wrapped([f"{node}:"], ""), *wrapped(lines)]


def order(nodes: Mapping[str, NodePlan], away: Collection[str]) -> list[str]:
    """The nodes that are processed: in the reverse order of a fix, but those that are drained first.

    No other node is drained before those are started. away: nodes that a run has left drained or draining.
    """
    acting = [node for node in reversed(list(nodes)) if nodes[node].acts]
    return [*(node for node in acting if node in away), *(node for node in acting if node not in away)]
