# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Actions that ask one computer beside the nodes, for the farms of the run that it is described with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, computer_named, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import Computer, Kind
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import (
    farms_in_run,
    for_computer,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import reading_files


class ComputerAction(NodeAction):
    kind: Kind

    def computer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> Computer:
        """Raises ValueError, to be shown to the user."""
        given = args[self.kind.field]
        described = self._templar.template(task_vars.get(self.kind.option)) if given is None else given
        return Computer.from_description(described, self.kind)

    def described(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> tuple[Computer, list[Farm]]:
        """Raises ValueError, to be shown to the user."""
        computer, known = self.computer(args, task_vars), task_vars["hostvars"]
        found = args["farm_descriptions"] or farms_in_run(computer, known)
        return computer, [
            for_computer(farm, computer, known) for farm in map(farm_of, found) if farm.name in computer.farms
        ]


class AuditAction(ComputerAction):
    """For each of its farms, in one request."""

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        computer, farms = self.described(args, task_vars)
        host = task_vars["inventory_hostname"]
        concerns = computer_named(args["concerns"] or NAMES, self.kind)
        plans = [
            Plan.from_arguments(concern, concern.arguments(farm, host), farm.waivers_of(host))
            for farm in farms
            for concern in concerns
        ]
        every, each = audit_node(plans, self.ask_computer(computer.computer_name)), len(concerns)
        readings = {farm.name: every[number * each : (number + 1) * each] for number, farm in enumerate(farms)}
        if args["readings"]:
            full = {farm: reading_files.full(own) for farm, own in readings.items()}
            reading_files.keep(Path(args["readings"]), host, full)
        return {"changed": False, "farms": {farm: results.of_computer(own) for farm, own in readings.items()}}
