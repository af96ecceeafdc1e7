# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One node of the report, before it is compared with the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import nothing, states_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.in_run import Inventory
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.node_problem import problem_of


def node_report(
    node: str, audit: Mapping[str, Any] | None, concerns: Sequence[Concern], inventory: Inventory
) -> dict[str, Any]:
    if inventory.left_out(node):
        return {"node": node, "in_run": False, "problem": None, **nothing()}
    problem = problem_of(audit, inventory.knows(node))
    if audit is None or "findings" not in audit or (problem and audit.get("failed")):
        controls = [control for concern in concerns for control in concern.CONTROLS]
        audit = from_findings(unknown(controls, problem or ""))
    return {
        "node": node,
        "in_run": True,
        "problem": problem,
        "controls": states_of(audit["counts"]),
        "not_applicable": dict(audit.get("not_applicable") or {}),
        "findings": [dict(finding) for finding in audit["findings"]],
    }


def why_unread(concern: Concern, node: Mapping[str, Any]) -> str:
    """Why nothing is known of the concern on the node; empty where something is."""
    controls = {control.id for control in concern.CONTROLS}
    own = [finding for finding in node["findings"] if finding["control"] in controls]
    everything = {f["control"] for f in own if f["state"] == State.UNKNOWN and f["subject"] == EVERYTHING}
    return str(node["problem"] or (own[0]["reason"] if everything == controls else ""))
