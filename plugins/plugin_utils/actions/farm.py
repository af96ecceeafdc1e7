# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An action about a farm as a whole, on its first node: over the host's own connection, or from where the task runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.by_module import by_the_module
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction

ACCOUNTS = ("user", "password", "writer_user", "writer_password", "probe_user", "probe_password")


class FarmAction(NodeAction):
    name: str  # of the module

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """With the option node, the module asks from where the task runs."""
        if self._task.args.get("node") is None:
            return super().run(tmp, task_vars)
        result: dict[str, Any] = ActionBase.run(self, tmp, task_vars)
        variables = task_vars or {}
        try:
            farm, description = self.farm(self._task.args.get("farm"), variables)
            given = {"farm": description, **self.told(farm, self._task.args, variables)}
        except ValueError as error:
            return {**result, "failed": True, "msg": f"{self.name}: {error}"}
        return {**result, **by_the_module(self, self.name, given, variables)}

    def told(self, farm: Farm, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """What the task leaves out. Raises ValueError, to be shown to the user."""
        return {"own_addresses": self.own(farm, args, task_vars)}

    def farm(self, given: Any, task_vars: Mapping[str, Any]) -> tuple[Farm, Any]:
        """With all of its nodes, unlike an audit of one; and its description."""
        description = self._templar.template(task_vars.get(OPTION)) if given is None else given
        return farm_of(description), description

    @staticmethod
    def own(farm: Farm, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> list[str]:
        given: list[str] | None = args.get("own_addresses")
        return given or [str(address) for address in farm.own_addresses(task_vars["inventory_hostname"])]

    def accounts(self, args: Mapping[str, Any]) -> Given:
        """Their passwords are known from now on: no text that is shown has one."""
        given = Given(
            connection_user=str(self._connection.get_option("remote_user") or ""),
            connection_password=str(self._connection.get_option("remote_password") or ""),
            **{name: args.get(name) or "" for name in ACCOUNTS},
        )
        secrets = (given.password, given.connection_password, given.writer_password, given.probe_password)
        self._known |= {secret for secret in secrets if secret}
        return given
