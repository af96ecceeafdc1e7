# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits what is the same for all nodes of a farm, in the directory and in DNS, through the farm's first node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, farm_named, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_options import DIRECTORY_OPTIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Reply
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.by_module import by_the_module
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.directory_turn import in_turn
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import latest_audit


class ActionModule(NodeAction):
    argument_spec = DIRECTORY_OPTIONS

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Over the host's own connection; with the option node, the module asks from where the task runs."""
        if self._task.args.get("node") is None:
            return super().run(tmp, task_vars)
        result: dict[str, Any] = ActionBase.run(self, tmp, task_vars)
        variables = task_vars or {}
        try:
            farm, description = self._farm(self._task.args.get("farm"), variables)
            own = self._task.args.get("own_addresses") or _own(farm, variables["inventory_hostname"])
        except ValueError as error:
            return {**result, "failed": True, "msg": f"directory: {error}"}
        bindings = self._task.args.get("bindings") or _bindings(farm, variables)
        given = {"farm": description, "own_addresses": own, "bindings": bindings}
        return {**result, **by_the_module(self, "directory", given, variables)}

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        farm, _ = self._farm(args["farm"], task_vars)
        own = args["own_addresses"] or _own(farm, task_vars["inventory_hostname"])
        farm = replace(farm, bindings=args["bindings"] or _bindings(farm, task_vars))
        concerns = farm_named(args["concerns"] or NAMES, after_nodes=args["tickets"])
        given = Given(
            args["user"] or "",
            args["password"] or "",
            str(self._connection.get_option("remote_user") or ""),
            str(self._connection.get_option("remote_password") or ""),
            probe_user=args["probe_user"] or "",
            probe_password=args["probe_password"] or "",
        )
        secrets = (given.password, given.connection_password, given.probe_password)
        self._known |= {secret for secret in secrets if secret}
        return audit_farm(farm, concerns, self._reached(self.ask(own)), given, in_turn)

    def _farm(self, given: Any, task_vars: Mapping[str, Any]) -> tuple[Farm, Any]:
        """With all of its nodes, unlike an audit of one."""
        description = self._templar.template(task_vars.get(OPTION)) if given is None else given
        return farm_of(description), description

    def _reached(self, ask: Ask) -> Ask:
        """A node that is not reached is one that does not answer: the directory can do without it."""

        def asked(calls: Sequence[Call], stop: bool = False) -> Reply:
            try:
                return ask(calls, stop)
            except AnsibleConnectionFailure as error:
                raise NodeError(str(error)) from None

        return asked


def _bindings(farm: Farm, task_vars: Mapping[str, Any]) -> dict[str, Any]:
    """Of the nodes that were audited before in this run: where their sites answer."""
    known = task_vars["hostvars"]
    audits = {node: latest_audit(known.raw_get(node)) or {} for node in farm.nodes if node in known}
    roles = {node: audit.get("path") or {} for node, audit in audits.items()}
    return {node: of["bindings"] for node, of in roles.items() if "bindings" in of}


def _own(farm: Farm, node: str) -> list[str]:
    return [str(address) for address in farm.own_addresses(node)]
