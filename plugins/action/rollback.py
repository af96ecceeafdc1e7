# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rolls back what runs have changed on one node; or in the directory and DNS, by the journal of the first node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    CONCERNS,
    EVERY_CONCERN,
    FARM_CONCERNS,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import undo_of_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import checked_run
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_after_task
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback import undo_runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run, run_of_task
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import FARM, ROLLBACK_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.whole_farm import WholeFarmAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.directory_turn import in_turn


class ActionModule(WholeFarmAction):
    argument_spec = ROLLBACK_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        run = run_of_task(args, task_vars["inventory_hostname"], self._task.check_mode)
        outcomes = self._undone(args, [checked_run(name) for name in args["undoes"]], run, task_vars)
        if not run.check and not args["run"]:
            release_after_task(self.ask(args["own_addresses"]), run.id)
        conflicts = [conflict for outcome in outcomes for conflict in outcome.conflicts]
        return {
            **results.from_outcomes(outcomes),
            "conflicts": conflicts,
            "recycles": any(outcome.changes and outcome.before.plan.concern.RECYCLES for outcome in outcomes),
            "run": run.id,
            "time": run.time,
        }

    def _undone(
        self, args: Mapping[str, Any], undoes: list[str], run: Run, task_vars: Mapping[str, Any]
    ) -> list[Outcome]:
        own, closes = args["own_addresses"], args["closes"]
        if args["of"] != FARM:
            return undo_runs(undoes, self.ask(own), run, EVERY_CONCERN, CONCERNS, closes)
        farm, _ = self._farm(args["farm"], task_vars)
        ask, given = self._reached(own), self._given(args)
        return undo_of_farm(
            *(farm, undoes, ask, given, run, EVERY_CONCERN), part=FARM_CONCERNS, closes=closes, turn=in_turn
        )
