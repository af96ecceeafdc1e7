# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Asks one node about itself: is it converged, does it serve, and does a run hold its lease?"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.ask_state import ask_state
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.node_state import NodeState
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION
from ansible_collections.nlb.kerberos.plugins.module_utils.model.option_checks import whole_number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import NODE_STATE_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.time_limit import TimeLimitError, time_limit


class ActionModule(NodeAction):
    argument_spec = NODE_STATE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """Raises ValueError for a bad description. A node that cannot be asked is a result like another one."""
        node = self._task.delegate_to or task_vars["inventory_hostname"]
        farm = farm_of(_description(node, task_vars, self._templar.template) if args["farm"] is None else args["farm"])
        own = [str(address) for address in farm.own_addresses(node)]
        seconds, now = whole_number(args["timeout"], 1, 3600, "timeout"), datetime.now(UTC)
        try:
            with time_limit(seconds):
                state = self._asked(node, now, farm, own)
        except TimeLimitError:
            state = NodeState(node, now, f"it did not answer within {seconds} seconds")
        self._close(seconds)
        return {"changed": False, **state.as_dict()}

    def _asked(self, node: str, now: datetime, farm: Farm, own: list[str]) -> NodeState:
        try:
            super()._check_connection()
            return ask_state(node, now, farm.virtual_addresses, farm.site, self.ask(own))
        except (AnsibleConnectionFailure, ValueError, OSError) as error:
            return NodeState(node, now, str(error))

    def _close(self, seconds: int) -> None:
        """Ansible closes only the last connection of a loop, and Windows has few shells for an account."""
        with suppress(Exception, TimeLimitError), time_limit(seconds):
            self._connection.close()

    def _check_connection(self) -> None:
        """Where the others fail before they ask, this one says why it could not ask."""


def _description(node: str, task_vars: Mapping[str, Any], render: Any) -> Any:
    """That of the host that is asked: a task that is delegated has the variables of the host it was begun for.

    A description that was made for the hosts of the play alone, as survey.yml does, is the same for all of them.
    """
    others = task_vars["hostvars"]
    if node != task_vars["inventory_hostname"] and node in others and OPTION in others[node]:
        return others[node][OPTION]
    return render(task_vars.get(OPTION))
