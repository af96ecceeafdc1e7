# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Says what a rollback is about to do to each node, and in which order it takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import ROLLBACK_PLAN_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import variables_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.of_hosts import Variables
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import journals
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.rollback_text import NodePlan, order, plan

PLANNED = "kerberos_planned"


class ActionModule(ControllerAction):
    argument_spec = ROLLBACK_PLAN_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        variables = variables_of(task_vars)
        drained = journals.markers(variables)
        ours = {node for node, run in drained.items() if run in args["drainers"]}
        plans = {node: _of_node(node, variables, args["runs"], node in ours) for node in variables}
        if args["runs"] or ours:
            Display().display(plan(plans))
        refused = [node for node, found in plans.items() if found.problem]
        return {"changed": False, "nodes": order(plans, drained), "started": sorted(ours), "refused": refused}


def _of_node(node: str, variables: Variables, runs: list[str], drained: bool) -> NodePlan:
    journal = variables[node].get(journals.JOURNAL) or {}
    planned = variables[node].get(PLANNED)
    if "known" not in journal:
        return NodePlan(None, (), drained)
    if planned is None or planned.get("skipped"):
        planned = {}
    return NodePlan(planned, [run for run in journal["runs"] if run in runs], drained)
