# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The action of every concern: fix one concern on one node. A concern's own action plugin only names the concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.completed_ask import completing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_task import run_task
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.options import CONCERN_OPTIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import Waiver
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.by_module import by_the_module
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import known_of_fix


class ConcernAction(NodeAction):
    concern: Concern

    @property
    def argument_spec(self) -> dict[str, Any]:  # type: ignore[override]
        return {**self.concern.ARGUMENT_SPEC, **self.concern.SECRETS, **CONCERN_OPTIONS}

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Over the host's own connection; with the option node, the module connects from where the task runs."""
        if self._task.args.get("node") is None:
            return super().run(tmp, task_vars)
        result: dict[str, Any] = ActionBase.run(self, tmp, task_vars)
        return {**result, **self._by_the_module(task_vars or {})}

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        check_controls(args["waivers"] or ())
        node = task_vars["inventory_hostname"]
        accounts = known_of_fix(task_vars).accounts

        def ask_of(own: Sequence[str]) -> Ask:
            return completing(self.ask(own), accounts)

        return run_task(self.concern, args, node, self._task.check_mode, ask_of)

    def _by_the_module(self, task_vars: Mapping[str, Any]) -> dict[str, Any]:
        try:
            check_controls([w for w in self._task.args.get("waivers") or () if isinstance(w, Mapping)])
        except ValueError as error:
            return {"failed": True, "msg": f"{self.concern.NAME}: {error}"}
        return by_the_module(self, self.concern.NAME, {}, task_vars)


def check_controls(waivers: Sequence[Mapping[str, Any]]) -> None:
    """A waiver of a control that does not exist would cover nothing. Raises ValueError, to be shown to the user.

    Checked here, because a module that was shipped has only its own concern's controls. What is incomplete is left to
    the argument spec.
    """
    for number, waiver in enumerate(waivers):
        if waiver.get("control") is not None and waiver["control"] not in IDENTIFIERS:
            Waiver.from_arguments({"reason": "-", "owner": "-", **waiver}, f"waivers[{number}]", IDENTIFIERS)
