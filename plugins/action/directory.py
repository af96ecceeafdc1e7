# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits what is the same for all nodes of a farm, in the directory and in DNS, through the farm's first node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, farm_named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_options import DIRECTORY_OPTIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Reply
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.farm import FarmAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.directory_turn import in_turn
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import latest_audit


class ActionModule(FarmAction):
    name = "directory"
    argument_spec = DIRECTORY_OPTIONS

    def told(self, farm: Farm, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        bindings = args.get("bindings") or _bindings(farm, task_vars)
        return {**super().told(farm, args, task_vars), "bindings": bindings}

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        farm, _ = self.farm(args["farm"], task_vars)
        own = self.own(farm, args, task_vars)
        farm = replace(farm, bindings=args["bindings"] or _bindings(farm, task_vars))
        concerns = farm_named(args["concerns"] or NAMES, after_nodes=args["tickets"])
        given = self.accounts(args)
        return audit_farm(farm, concerns, self._reached(self.ask(own)), given, in_turn)

    def _reached(self, ask: Ask) -> Ask:
        """A node that is not reached is one that does not answer: the directory can do without it."""

        def asked(calls: Sequence[Call], stop: bool = False) -> Reply:
            try:
                return ask(calls, stop)
            except AnsibleConnectionFailure as error:
                raise NodeError(str(error)) from None

        return asked


def _bindings(farm: Farm, task_vars: Mapping[str, Any]) -> dict[str, Any]:
    """Of the nodes that were audited before in this run: where their sites answer."""
    known = task_vars["hostvars"]
    audits = {node: latest_audit(known.raw_get(node)) or {} for node in farm.nodes if node in known}
    roles = {node: audit.get("path") or {} for node, audit in audits.items()}
    return {node: of["bindings"] for node, of in roles.items() if "bindings" in of}
