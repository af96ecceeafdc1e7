# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a fix or a rollback has left a node drained, from what its tasks have registered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing.host_state import MARKER
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.proof import NODE_IN_CLUSTER, is_drained_by_run
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State


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
