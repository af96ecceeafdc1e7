# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Plans in which order nodes get the service account's key, and the account the farm's names. Asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.key_switch import key_switch
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import KEY_SWITCH_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import (
    START,
    SWITCH,
    result_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import described
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.key_switch_of_play import present, result
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import latest_audit
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.key_switch_text import lines


class ActionModule(ControllerAction):
    argument_spec = KEY_SWITCH_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        ((farm,), _) = described(task_vars)
        hosts = task_vars["hostvars"]
        known = {node: hosts.raw_get(node) for node in farm.nodes if node in hosts}
        asked = result_of(farm.name, task_vars.get(START), known.get) or {}
        audits = {node: latest_audit(known.get(node)) for node in farm.nodes}
        compared = any((own or {}).get(SWITCH) for own in known.values())
        now = present(farm, asked, audits, args["writes"], compared)
        switch = key_switch(now)
        planned = result(now, switch, asked, self._task.check_mode)
        if args["says"] and switch.moved:
            Display().display("\n".join(["", *(line.text for part in lines(planned) for line in part), ""]))
        return planned
