# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a fix did on each node, from the results that the playbook's tasks have registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing.host_state import MARKER
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.proof import NODE_IN_CLUSTER, is_drained_by_run
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.server import NO_SITE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fix_plan import Changes


@dataclass(frozen=True)
class Fixing:
    """What a fix did on one node. check: in check mode, it only would. failure: why it stopped.

    changes: concern -> what its module returned. drains: whether the node is drained for it; drained: whether it still
    is, maybe_drained: where that is not known. run, time: of the fix, as in the node's journal.
    """

    changes: Changes = field(default_factory=dict)
    failure: str | None = None
    check: bool = False
    drains: bool = True
    drained: bool = False
    maybe_drained: bool = False
    run: str = ""
    time: str = ""

    def all(self) -> list[Mapping[str, Any]]:
        return [change for group in self.changes.values() for change in group]


def fixing_of(variables: Mapping[str, Any] | None, check: bool, drains: bool, run: str) -> Fixing:
    """From the results that the concerns' roles have registered as <concern>_result, and the variables of the fix."""
    if variables is None:
        return Fixing()
    results = {name: result for name in NAMES if (result := variables.get(f"{name}_result"))}
    left = False if check else left_drained(variables)
    return Fixing(
        {name: result["changes"] for name, result in results.items() if result.get("changes")},
        variables.get("kerberos_failure"),
        check,
        drains=drains,
        drained=left is True,
        maybe_drained=left is None,
        run=run,
        time=next((result["time"] for result in results.values() if "time" in result), ""),
    )


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
