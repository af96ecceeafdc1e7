# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The action of every concern of a whole farm that writes. A concern's own action plugin only names the concern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import fix_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import run_of_task
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.key_switch import REQUEST, unplanned
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import FARM_CONCERN_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.whole_farm import WholeFarmAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.directory_turn import in_turn

HELD_BACK = "held_back"


class FarmConcernAction(WholeFarmAction):
    concern: Concern
    argument_spec = FARM_CONCERN_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        farm, _ = self._farm(args["farm"], task_vars)
        run = run_of_task(args, task_vars["inventory_hostname"], self._task.check_mode)
        ask, given = self._reached(self._own(args, farm, task_vars)), self._given(args)
        held_back = args.get(HELD_BACK)
        if held_back is None:
            held_back = unplanned(farm.names, REQUEST in farm.on_request)
        return fix_farm(farm, self.concern, ask, given, run, held_back=held_back, alone=not args["run"], turn=in_turn)
