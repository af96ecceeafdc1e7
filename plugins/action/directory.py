# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits what is the same for all nodes of a farm, in the directory and in DNS, through the farm's first node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, farm_named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_options import DIRECTORY_OPTIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.by_module import by_the_module
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.whole_farm import WholeFarmAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.audits_of_play import said_by_nodes
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.directory_turn import in_turn


class ActionModule(WholeFarmAction):
    argument_spec = DIRECTORY_OPTIONS

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Over the host's own connection; with the option node, the module asks from where the task runs."""
        if self._task.args.get("node") is None:
            return super().run(tmp, task_vars)
        result: dict[str, Any] = ActionBase.run(self, tmp, task_vars)
        variables = task_vars or {}
        try:
            farm, description = self._farm(self._task.args.get("farm"), variables)
            own = self._own({"own_addresses": self._task.args.get("own_addresses")}, farm, variables)
        except ValueError as error:
            return {**result, "failed": True, "msg": f"directory: {error}"}
        bindings = self._task.args.get("bindings") or _bindings(farm, variables)
        given = {"farm": description, "own_addresses": own, "bindings": bindings}
        return {**result, **by_the_module(self, "directory", given, variables)}

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        farm, _ = self._farm(args["farm"], task_vars)
        ask, given = self._reached(self._own(args, farm, task_vars)), self._given(args)
        farm = replace(farm, bindings=args["bindings"] or _bindings(farm, task_vars))
        farm = farm.of_nodes(args["nodes"]) if args["nodes"] else farm
        concerns = farm_named(args["concerns"] or NAMES, after_nodes=args["tickets"])
        return audit_farm(farm, concerns, ask, given, in_turn)


def _bindings(farm: Farm, task_vars: Mapping[str, Any]) -> dict[str, Any]:
    """Of the nodes that were audited before in this run: where their sites answer."""
    return said_by_nodes("bindings", farm.nodes, task_vars["hostvars"])
