# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rolls back what runs have changed on one client, by the journal there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.client_task import undo_client
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import checked_run
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import run_of_task
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.computer import ComputerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import CLIENT_ROLLBACK_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.client_fix_text import undone


class ActionModule(ComputerAction):
    argument_spec, kind = CLIENT_ROLLBACK_OPTIONS, CLIENT

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        client, host = self.computer(args, task_vars), task_vars["inventory_hostname"]
        undoes = [checked_run(name) for name in args["undoes"]]
        run, ask = run_of_task(args, host, self._task.check_mode), self.ask_computer(client.computer_name)
        result = undo_client(undoes, ask, run, EVERY_CONCERN)
        Display().display(undone(host, result, run.check))
        return result
