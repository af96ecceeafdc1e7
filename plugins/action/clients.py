# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits one client for each farm whose names its users open, in one request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, client_named, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.client import OPTION, Client
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import CLIENTS_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.clients_of_play import farms_in_run


class ActionModule(NodeAction):
    argument_spec = CLIENTS_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        given = args["client"]
        client = Client.from_description(self._templar.template(task_vars.get(OPTION)) if given is None else given)
        described = args["farm_descriptions"] or farms_in_run(client.farms, task_vars["hostvars"])
        host = task_vars["inventory_hostname"]
        farms = [farm for farm in map(farm_of, described) if farm.name in client.farms]
        concerns = client_named(args["concerns"] or NAMES)
        plans = [
            Plan.from_arguments(concern, concern.arguments(farm, host), farm.waivers_of(host))
            for farm in farms
            for concern in concerns
        ]
        readings = audit_node(plans, self.ask_client(client.computer_name))
        each = len(concerns)
        return {
            "changed": False,
            "farms": {
                farm.name: results.of_client(readings[number * each : (number + 1) * each])
                for number, farm in enumerate(farms)
            },
        }
