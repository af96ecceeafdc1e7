# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Says what a rollback is about to do to each node, and in which order it takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FIXED_OF_FARM, OF_THE_KEY
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.parts import parts_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback_refusal import may_have_names, refusal
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import ROLLBACK_PLAN_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import described, variables_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.of_hosts import Variables
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import journals
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.rollback_text import NodePlan, order, plan

PLANNED = "kerberos_planned"
PLANNED_OF_FARM = "kerberos_planned_of_farm"


class ActionModule(ControllerAction):
    argument_spec = ROLLBACK_PLAN_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        variables = variables_of(task_vars)
        drained = journals.markers(variables)
        ours = {node for node, run in drained.items() if run in args["drainers"]}
        plans = {node: _of_node(node, variables, args["runs"], node in ours) for node in variables}
        farm = {node: own[PLANNED_OF_FARM] for node, own in variables.items() if _planned(own)}
        if args["runs"] or ours:
            Display().display(plan(plans, next(iter(farm.values()), None)))
        planned = {node: found.planned or {} for node, found in plans.items() if found.acts}
        farms, _ = described(task_vars)
        names = [name for one in farms for name in one.names]
        entries = journals.entries(variables)
        read = [node for node in variables if journals.is_known(variables, node)]
        not_read = next((node for one in farms for node in may_have_names(one.nodes, entries, args["runs"], read)), "")
        if why := refusal(next(iter(farm.values()), None), planned, names, OF_THE_KEY, not_read):
            raise ValueError(why)
        refused = [node for node, found in plans.items() if found.problem]
        nodes = order(plans, drained)
        parts = parts_of(nodes, entries, args["runs"], FIXED_OF_FARM)
        return {"changed": False, "nodes": nodes, **parts, "started": sorted(ours), "refused": refused}


def _planned(own: Mapping[str, Any]) -> bool:
    """Whether it is known what would be restored in the directory, or why nothing could be."""
    return bool(own.get(PLANNED_OF_FARM)) and not own[PLANNED_OF_FARM].get("skipped")


def _of_node(node: str, variables: Variables, runs: list[str], drained: bool) -> NodePlan:
    journal = variables[node].get(journals.JOURNAL) or {}
    planned = variables[node].get(PLANNED)
    if "known" not in journal:
        return NodePlan(None, (), drained)
    if planned is None or planned.get("skipped"):
        planned = {}
    entries = journal.get("entries") or ()
    of_node = {entry["run"] for entry in entries if not entry["done"] and entry["concern"] not in FIXED_OF_FARM}
    return NodePlan(planned, [run for run in journal["runs"] if run in runs and run in of_node], drained)
