# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a fix, or a rollback, did on each node, from the results that the playbook's tasks have registered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing.host_state import MARKER
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.runs import together
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.proof import NODE_IN_CLUSTER, is_drained_by_run
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.server import NO_SITE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fix_plan import Changes
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.journals import JOURNAL, known_runs

# The variables that the playbooks register, the latest audit first.
AUDITS = ("kerberos_audit_at_last", "kerberos_proof", "kerberos_audit")
# What only a rollback registers on a node that it works on.
WORKED_ON = ("kerberos_failure", "kerberos_held", "kerberos_rejoined", "kerberos_rollback")
UNKNOWN = Invocation({}, Path())


@dataclass(frozen=True)
class Fixing:
    """What a fix did on one node. check: in check mode, it only would. failure: why it stopped.

    changes: concern -> what its module returned. drains: whether the node is drained for it; drained: whether it still
    is, maybe_drained: where that is not known. run, time: of the fix, as in the node's journal.

    intended: what a task was about to write that then failed, so that it may have written it. undone: what a rollback
    restored. undoes: the runs that it rolls back. continues: the runs before this one that were interrupted here, and
    that this one has continued, the newest first. invocation: how it was started.
    """

    changes: Changes = field(default_factory=dict)
    failure: str | None = None
    check: bool = False
    drains: bool = True
    drained: bool = False
    maybe_drained: bool = False
    run: str = ""
    time: str = ""
    intended: Sequence[Mapping[str, Any]] = ()
    undone: Sequence[Mapping[str, Any]] = ()
    undoes: Sequence[str] = ()
    continues: Sequence[str] = ()
    invocation: Invocation = UNKNOWN

    def all(self) -> list[Mapping[str, Any]]:
        return [change for group in self.changes.values() for change in group]

    @property
    def wrote(self) -> bool:
        """Whether something was written on the node, or may have been."""
        return not self.check and bool(self.all() or self.intended or self.undone)

    @property
    def told(self) -> bool:
        """Whether there is anything to be told of the node."""
        return bool(self.all() or self.undone or self.failure or self.drained or self.maybe_drained)

    @property
    def whole(self) -> list[str]:
        """The runs that make one change of the node, the newest first: what an undo takes back."""
        return [self.run, *self.continues]

    def commands(self) -> list[str]:
        """How to go on, and how to go back, as lines to be copied into a shell."""
        if self.undoes:
            return [f"resume: {self.invocation.undo(self.undoes)}"]
        undo = self.whole if self.wrote else self.continues
        lines = [f"resume: {self.invocation.resume()}"]
        return [*lines, f"undo:   {self.invocation.undo(undo)}"] if undo else lines


def fixing_of(
    variables: Mapping[str, Any] | None, check: bool, drains: bool, run: str, invocation: Invocation = UNKNOWN
) -> Fixing:
    """From the results that the concerns' roles have registered as <concern>_result, and the variables of the fix."""
    if variables is None:
        return Fixing()
    results = {name: result for name in NAMES if (result := variables.get(f"{name}_result"))}
    rollback = variables.get("kerberos_rollback") or {}
    chosen = variables.get("kerberos_chosen") or {}
    undoes = chosen.get("runs") or chosen.get("drainers") or ()
    every = [*results.values(), rollback]
    intended = [result["intended"] for result in every if result.get("intended")]
    times = [result["time"] for result in (*every, *intended) if result.get("time")]
    # A rollback leaves alone what another run has left drained: it is no part of what it reports of itself.
    apart = "kerberos_chosen" in variables and not any(name in variables for name in WORKED_ON)
    left = False if check or apart else left_drained(variables)
    return Fixing(
        {name: result["changes"] for name, result in results.items() if result.get("changes")},
        variables.get("kerberos_failure"),
        check,
        drains=drains,
        drained=left is True,
        maybe_drained=left is None,
        run=run,
        time=next(iter(times), ""),
        intended=[change for part in intended for change in part["changes"]],
        undone=rollback.get("changes") or (),
        undoes=undoes if "kerberos_chosen" in variables else (),
        continues=_continued(variables, run),
        invocation=invocation,
    )


def _continued(variables: Mapping[str, Any], run: str) -> list[str]:
    """From the node's journal, where it was read."""
    known = known_runs({"": {JOURNAL: variables.get(JOURNAL)}})[""] or []
    if not any(one.run == run for one in known):
        # Nothing of this run is in it; what was left before is what it would have continued.
        left = [one for one in known if not one.undoes and one.undone_by is None]
        return together(known, left[-1].run) if left and not left[-1].finished else []
    return [name for name in together(known, run) if name != run]


def latest_audit(variables: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    found = ((variables or {}).get(name) for name in AUDITS)
    return next((audit for audit in found if audit is not None and not audit.get("skipped")), None)


def left_drained(variables: Mapping[str, Any]) -> bool | None:
    """Whether the fix has left the node drained, or found it so and has not started it; None where that is not known.

    From what its tasks have registered, in their order. What a task did not find out leaves what was known before it.
    """
    left: bool | None = False
    for name in ("kerberos_before", "kerberos_drained", "kerberos_drain_confirmed", "kerberos_proof",
                 "kerberos_rejoined", "kerberos_audit_at_last"):  # fmt: skip
        result = variables.get(name)
        if result and not result.get("skipped"):
            left = _by_audit(result, left) if "findings" in result else _by_drain(result, left)
    return left


def not_serving(audit: Mapping[str, Any], variables: Mapping[str, Any]) -> str:
    """What is to be said of a node after a fix: that it does not serve, or was started and is not known to. Or nothing.

    audit: the last one. variables: of the fix.
    """
    if audit.get("serves") is False:
        return f"does not serve: {audit['serves_not']}"
    started = (variables.get("kerberos_rejoined") or {}).get("changed")
    if started and not audit.get("serves") and audit.get("serves_not") != NO_SITE:
        return f"was started, and is not known to serve: {audit.get('serves_not') or audit.get('msg')}"
    return ""


def _by_audit(audit: Mapping[str, Any], left: bool | None) -> bool | None:
    state = [finding for finding in audit["findings"] if finding["control"] == NODE_IN_CLUSTER]
    if any(is_drained_by_run(finding) and finding["subject"] != MARKER for finding in state):
        return True
    return left if any(finding["state"] == State.UNKNOWN.value for finding in state) else False


def _by_drain(result: Mapping[str, Any], left: bool | None) -> bool | None:
    if "drained_by" in result:
        return bool(result["drained_by"])
    # Without an answer, only a request that writes has changed something.
    return None if result.get("failed") and result.get("written") else left
