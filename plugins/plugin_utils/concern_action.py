# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The action of every concern: fix one concern on one node. A concern's own action plugin only says which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils import driver
from ansible_collections.nlb.kerberos.plugins.module_utils.concern import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.options import CONCERN_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils import results
from ansible_collections.nlb.kerberos.plugins.plugin_utils.journal_copy import run_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.node_action import NodeAction


class ConcernAction(NodeAction):
    concern: Concern

    @property
    def argument_spec(self) -> dict[str, Any]:  # type: ignore[override]
        return {**self.concern.ARGUMENT_SPEC, **CONCERN_OPTIONS}

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        plan = driver.Plan.of(
            self.concern, {name: args[name] for name in self.concern.ARGUMENT_SPEC}, args["waivers"] or ()
        )
        run = run_of(args, task_vars["inventory_hostname"], self._task.check_mode)
        outcome = driver.fix(plan, self.ask(plan.arguments["own_addresses"]), run)
        return {**results.of_outcomes([outcome]), "run": run.id}
