# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits every concern of one node in one request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, farm_of, named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.completed_ask import completing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.audited import served
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import AUDIT_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import START, known_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.for_node import description_for
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import reading_files


class ActionModule(NodeAction):
    argument_spec = AUDIT_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        node = task_vars["inventory_hostname"]
        description = args["farm"]
        farm = farm_of(description_for(node, task_vars, self._templar.template) if description is None else description)
        known = known_of(farm.name, task_vars.get(START), task_vars["hostvars"].raw_get)
        farm = known.completed(farm)
        own = [str(address) for address in farm.own_addresses(node)]
        concerns = named(args["concerns"] or NAMES)
        plans = [
            Plan.from_arguments(
                concern, concern.arguments(farm, node), farm.waivers_of(node), self._given(concern, task_vars)
            )
            for concern in concerns
        ]
        readings = audit_node(plans, completing(self.ask(own), known.accounts))
        if args["readings"]:
            reading_files.keep(Path(args["readings"]), node, reading_files.full(readings))
        held = {"held": results.held(readings)} if args["held"] else {}
        return {**results.from_readings(readings), **served(readings, farm.site), **held}

    def _given(self, concern: Concern, task_vars: Mapping[str, Any]) -> list[str]:
        """Names only: what a fix will be given besides the description decides what it can fix."""
        given = []
        for option, variable in concern.SECRET_VARIABLES.items():
            value = task_vars.get(variable)
            if concern.SECRETS[option]["type"] == "bool":
                value = boolean(self._templar.template(value or False))
            if value:
                given.append(option)
        return given
