# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks what a run that changes clients has requested, before any of them is asked, and creates the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import new_run
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT, Computer
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import CLIENT_START_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import farms_of_inventory
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start import client_request


class ActionModule(ControllerAction):
    argument_spec = CLIENT_START_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        if args["controls"] is not None:
            client_request.check_controls(args["controls"])
        if args["undoes"] is not None:
            client_request.check_runs(args["undoes"])
        hosts = task_vars["ansible_play_hosts_all"]
        client_request.check_number(hosts, "ansible_limit" in task_vars, args["every"])
        for host in hosts:
            self._check(host, task_vars["hostvars"])
        return {"changed": False, "run": new_run()}

    def _check(self, host: str, hostvars: Mapping[str, Any]) -> None:
        """Raises ValueError where its description is wrong."""
        try:
            client = Computer.from_description(hostvars[host].get(CLIENT.option), CLIENT)
            for description in farms_of_inventory(client, hostvars):
                farm_of(description)
        except ValueError as error:
            raise ValueError(f"{host}: {error}") from error
