# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The action of every concern: fix one concern on one node. A concern's own action plugin only names the concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_task import run_task
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.options import CONCERN_OPTIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import Waiver
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts


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
        return run_task(self.concern, args, task_vars["inventory_hostname"], self._task.check_mode, ask_of=self.ask)

    def _by_the_module(self, task_vars: Mapping[str, Any]) -> dict[str, Any]:
        name = self.concern.NAME
        if self._connection.transport in ("winrm", "psrp"):
            return {
                "failed": True,
                "msg": f"{name}: with the option node the module runs on a machine with Python, and connects to the "
                "node from there; delegate the task to localhost or to a jump host, or omit node",
            }
        try:
            check_controls([w for w in self._task.args.get("waivers") or () if isinstance(w, Mapping)])
        except ValueError as error:
            return {"failed": True, "msg": f"{name}: {error}"}
        args = {**self._task.args, "_payloads": dict(scripts())}
        done: dict[str, Any] = self._execute_module(f"nlb.kerberos.{name}", args, task_vars=task_vars)
        # Thousands of lines that are not part of the task as the user wrote it.
        done.get("invocation", {}).get("module_args", {}).pop("_payloads", None)
        return done


def check_controls(waivers: Sequence[Mapping[str, Any]]) -> None:
    """A waiver of a control that does not exist would cover nothing. Raises ValueError, to be shown to the user.

    Checked here, because a module that was shipped has only its own concern's controls. What is incomplete is left to
    the argument spec.
    """
    for number, waiver in enumerate(waivers):
        if waiver.get("control") is not None and waiver["control"] not in IDENTIFIERS:
            Waiver.from_arguments({"reason": "-", "owner": "-", **waiver}, f"waivers[{number}]", IDENTIFIERS)
