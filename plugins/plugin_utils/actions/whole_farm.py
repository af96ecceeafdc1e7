# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An action about a farm as a whole: through its first node, whose host the task runs for, and to the directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Reply
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction


class WholeFarmAction(NodeAction):
    def _given(self, args: Mapping[str, Any]) -> Given:
        """Its passwords are taken out of whatever the task says."""
        given = Given(
            args["user"] or "",
            args["password"] or "",
            str(self._connection.get_option("remote_user") or ""),
            str(self._connection.get_option("remote_password") or ""),
            writer_user=args["writer_user"] or "",
            writer_password=args["writer_password"] or "",
            probe_user=args.get("probe_user") or "",
            probe_password=args.get("probe_password") or "",
        )
        secrets = (given.password, given.connection_password, given.writer_password, given.probe_password)
        self._known |= {secret for secret in secrets if secret}
        return given

    def _farm(self, given: Any, task_vars: Mapping[str, Any]) -> tuple[Farm, Any]:
        """With all of its nodes, unlike an audit of one; and its description."""
        description = self._templar.template(task_vars.get(OPTION)) if given is None else given
        return farm_of(description), description

    def _own(self, args: Mapping[str, Any], farm: Farm, task_vars: Mapping[str, Any]) -> list[str]:
        """The own addresses of the node that the task runs for."""
        return args["own_addresses"] or [str(one) for one in farm.own_addresses(task_vars["inventory_hostname"])]

    def _reached(self, own: Sequence[str]) -> Ask:
        """A node that is not reached is one that does not answer: reading the directory can do without it."""
        ask = self.ask(own)

        def asked(calls: Sequence[Call], stop: bool = False) -> Reply:
            try:
                return ask(calls, stop)
            except AnsibleConnectionFailure as error:
                raise NodeError(str(error)) from None

        return asked
