# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rolls back what runs have changed on one node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import undo_of_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import checked_run
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_after_task
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback import undo_runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import run_of_task
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.farm import FarmAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import ROLLBACK_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.directory_turn import in_turn


class ActionModule(FarmAction):
    name = "rollback"
    argument_spec = ROLLBACK_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        run = run_of_task(args, task_vars["inventory_hostname"], self._task.check_mode)
        undoes = [checked_run(name) for name in args["undoes"]]
        ask = self.ask(args["own_addresses"])
        if args["farm"] is None and OPTION not in task_vars:
            outcomes = undo_runs(undoes, ask, run, CONCERNS)
        else:
            farm, _ = self.farm(args["farm"], task_vars)
            outcomes = undo_of_farm(farm, undoes, ask, self.accounts(args), run, EVERY_CONCERN, turn=in_turn)
        if not run.check and not args["run"]:
            release_after_task(ask, run.id)
        conflicts = [conflict for outcome in outcomes for conflict in outcome.conflicts]
        return {
            **results.from_outcomes(outcomes),
            "conflicts": conflicts,
            "recycles": any(outcome.changes and outcome.before.plan.concern.RECYCLES for outcome in outcomes),
            "run": run.id,
            "time": run.time,
        }
