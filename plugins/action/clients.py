# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits one client for each farm whose names its users open, in one request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, client_named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.client import ClientAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import CLIENTS_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import reading_files


class ActionModule(ClientAction):
    argument_spec = CLIENTS_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        client, farms = self.described(args, task_vars)
        host = task_vars["inventory_hostname"]
        concerns = client_named(args["concerns"] or NAMES)
        plans = [
            Plan.from_arguments(concern, concern.arguments(farm, host), farm.waivers_of(host))
            for farm in farms
            for concern in concerns
        ]
        every, each = audit_node(plans, self.ask_client(client.computer_name)), len(concerns)
        readings = {farm.name: every[number * each : (number + 1) * each] for number, farm in enumerate(farms)}
        if args["readings"]:
            full = {farm: reading_files.full(own) for farm, own in readings.items()}
            reading_files.keep(Path(args["readings"]), host, full)
        return {"changed": False, "farms": {farm: results.of_client(own) for farm, own in readings.items()}}
