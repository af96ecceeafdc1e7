# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The action of a concern of a whole farm: fix it, with journal and lease on the node that the task is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import fix_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import run_of_task
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.farm import FarmAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.directory_turn import in_turn


class FarmConcernAction(FarmAction):
    concern: Concern

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        farm, _ = self.farm(args["farm"], task_vars)
        run = run_of_task(args, task_vars["inventory_hostname"], self._task.check_mode)
        return fix_farm(
            farm,
            self.concern,
            self.ask(self.own(farm, args, task_vars)),
            self.accounts(args),
            run,
            held_back=args.get("held_back") or {},
            alone=not args["run"],
            turn=in_turn,
        )
