# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Fixes on one client what is requested, and says what is left there to somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FIXED_OF_CLIENT, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.client_task import fix_client
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import run_of_task
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.computer import ComputerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import CLIENT_FIX_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import farms_of_inventory
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.client_fix_text import fixed


class ActionModule(ComputerAction):
    argument_spec, kind = CLIENT_FIX_OPTIONS, CLIENT

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        client, host = self.computer(args, task_vars), task_vars["inventory_hostname"]
        described = args["farm_descriptions"] or farms_of_inventory(client, task_vars["hostvars"])
        farms = [farm for farm in map(farm_of, described) if farm.name in client.farms]
        run, ask = run_of_task(args, host, self._task.check_mode), self.ask_computer(client.computer_name)
        result = fix_client(FIXED_OF_CLIENT, farms, host, args["controls"], ask, run)
        Display().display(fixed(host, result, args["controls"], run.check))
        return result
