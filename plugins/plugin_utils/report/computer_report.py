# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Computers beside the nodes of one farm of the report: each its own row, whose findings are no node's, and fail none.

What is found on one is told and may be a cause. What could not be read of one does not make the farm one that could not
be checked: computers of users are switched off now and then, and another domain controller may have been asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.bounds import ITEMS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import AuditedComputer
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import states_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.node_problem import problem_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import row_title


def computer_reports(
    farm: str, computers: Sequence[AuditedComputer], concerns: Sequence[Concern]
) -> dict[str, list[dict[str, Any]]]:
    """Field of the farm -> its rows; none where these concerns are none of that kind of computer."""
    found: dict[str, list[dict[str, Any]]] = {kind.rows: [] for kind in KINDS}
    for one in computers:
        controls = [control for concern in concerns if one.kind.name == concern.SCOPE for control in concern.CONTROLS]
        if not controls or (one.farms is not None and farm not in one.farms):
            continue
        audit = _audit(one, farm)
        problem = problem_of(audit)
        if problem:
            audit = from_findings(unknown(controls, problem))
        found[one.kind.rows].append(_described(one, problem, audit))
    return found


def roles_of_computers(farm: str, computers: Sequence[AuditedComputer]) -> dict[str, Mapping[str, Any]]:
    """Computer, as the report names it -> what it knows of the path of a ticket for this farm, by role."""
    return {
        row_title(one.kind, one.name): ((one.result.get("farms") or {}).get(farm) or {}).get("path") or {}
        for one in computers
    }


def _audit(one: AuditedComputer, farm: str) -> Mapping[str, Any]:
    """Of this farm; what went wrong is the same for each."""
    of_farm: Mapping[str, Any] | None = (one.result.get("farms") or {}).get(farm)
    return one.result if of_farm is None else of_farm


def _described(one: AuditedComputer, problem: str | None, audit: Mapping[str, Any]) -> dict[str, Any]:
    return {
        one.kind.field: one.name,
        "problem": problem,
        "controls": states_of(audit["counts"]),
        "not_applicable": dict(audit["not_applicable"]),
        "findings": [dict(finding) for finding in audit["findings"]],
        "held": {control: subjects[:ITEMS] for control, subjects in audit.get("held", {}).items()},
    }


def states(computers: Sequence[Mapping[str, Any]]) -> dict[str, State]:
    """Control -> the worst state that it has on any of these that could be read."""
    counts: dict[str, dict[str, int]] = {}
    for one in computers:
        if not one["problem"]:
            for control, state in one["controls"].items():
                counts.setdefault(control, {})[state] = 1
    return {control: State(state) for control, state in states_of(counts).items()}


def drifts(computers: Sequence[Mapping[str, Any]]) -> bool:
    """By findings: the state of a control that could not be checked somewhere does not tell what drifts elsewhere."""
    return any(finding["state"] == State.DRIFT for one in computers for finding in one["findings"])
