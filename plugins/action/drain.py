# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Drains and stops one node of its cluster, or starts it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import carry_out
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import DrainRequest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_after_task
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import run_of_task
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import DRAIN_OPTIONS


class ActionModule(NodeAction):
    argument_spec = DRAIN_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        node = task_vars["inventory_hostname"]
        run, ask = run_of_task(args, node, self._task.check_mode), self.ask(args["own_addresses"])
        wanted = DrainRequest.from_arguments({**args, **self._of_the_farm(args, task_vars)}, node)
        try:
            done = carry_out.carry_out(wanted, ask, run)
        except carry_out.StartedError as error:
            return {"failed": True, "changed": True, "msg": f"drain: {error}", "drained_by": None, "run": run.id}
        except NodeError as error:
            return {**self._failure(str(error)), **self._marker(wanted, ask), "run": run.id}
        if not (run.check or args["run"]):
            release_after_task(ask, run.id)
        return {**done.as_dict(), "run": run.id}

    def _marker(self, wanted: DrainRequest, ask: Ask) -> dict[str, Any]:
        """Which run's drain marker a failure has left; nothing where that is not known."""
        try:
            return {"drained_by": carry_out.marker(wanted, ask)} if self._writes else {}
        except NodeError:
            return {}

    def _of_the_farm(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """The options that are not given, from the description of the farm."""
        missing = [name for name in ("virtual_addresses", "nodes") if args[name] is None]
        if not missing:
            return {}
        farm = farm_of(self._templar.template(task_vars.get(OPTION)))
        described = {
            "virtual_addresses": [str(address) for address in farm.virtual_addresses],
            "nodes": list(farm.nodes),
        }
        return {name: described[name] for name in missing}
