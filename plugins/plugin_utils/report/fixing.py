# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a fix, or a rollback, did on each node and to the farm as a whole, from what the playbook's tasks registered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, FIXED_OF_FARM
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.runs import together
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.server import NO_SITE
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.hosts_of_fix import FAILURE
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fix_plan import Changes
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.journals import JOURNAL, known_runs
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.left_drained import left_drained

FAILED_OF_FARM = "kerberos_failed_of_farm"  # set where what has failed is the part of the directory and DNS
# The variables that the playbooks register, the latest audit first.
AUDITS = ("kerberos_audit_at_last", "kerberos_proof", "kerberos_audit")
# What only a rollback registers on a node that it works on, besides its failure.
WORKED_ON = ("kerberos_held", "kerberos_rejoined", "kerberos_rollback")
UNKNOWN = Invocation({}, Path())
OF_NODE = tuple(concern.NAME for concern in CONCERNS)
ROLLBACK_OF_FARM = "kerberos_rollback_of_farm"
RESULTS_OF_FARM = (*(f"{name}_result" for name in FIXED_OF_FARM), ROLLBACK_OF_FARM)


@dataclass(frozen=True)
class Fixing:
    """What a fix did on one node, or to the farm as a whole. check: it only would. failure: why it stopped.

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
    """Of a node, from the results that its roles have registered as <concern>_result, and the variables of the fix."""
    if variables is None:
        return Fixing()
    # A rollback leaves alone what another run has left drained: it is no part of what it reports of itself.
    failure = None if variables.get(FAILED_OF_FARM) else variables.get(FAILURE)
    worked_on = failure or any(name in variables for name in WORKED_ON)
    apart = "kerberos_chosen" in variables and not worked_on
    left = False if check or apart else left_drained(variables)
    found = _found(variables, OF_NODE, "kerberos_rollback", check, run, invocation)
    return replace(found, failure=failure, drains=drains, drained=left is True, maybe_drained=left is None)


def fixing_of_farm(
    variables: Mapping[str, Any] | None, check: bool, run: str, invocation: Invocation = UNKNOWN
) -> Fixing:
    """Of the directory and DNS, from the variables of the farm's first node, which has written that."""
    if variables is None:
        return Fixing()
    found = _found(variables, FIXED_OF_FARM, ROLLBACK_OF_FARM, check, run, invocation)
    return replace(found, failure=variables.get(FAILURE) if variables.get(FAILED_OF_FARM) else None, drains=False)


def _found(
    variables: Mapping[str, Any], names: Sequence[str], undone: str, check: bool, run: str, invocation: Invocation
) -> Fixing:
    """names: of the concerns. undone: what the rollback of that part has registered."""
    results = {name: result for name in names if (result := variables.get(f"{name}_result"))}
    rollback = variables.get(undone) or {}
    chosen = variables.get("kerberos_chosen") or {}
    undoes = chosen.get("runs") or chosen.get("drainers") or ()
    every = [*results.values(), rollback]
    intended = [result["intended"] for result in every if result.get("intended")]
    times = [result["time"] for result in (*every, *intended) if result.get("time")]
    return Fixing(
        {name: result["changes"] for name, result in results.items() if result.get("changes")},
        check=check,
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
