# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Actions that ask one client: its description, and the farms of the run whose names its users open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.client import OPTION, Client
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.clients_of_play import farms_in_run, for_clients


class ClientAction(NodeAction):
    def client(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> Client:
        """Raises ValueError, to be shown to the user."""
        given = args["client"]
        return Client.from_description(self._templar.template(task_vars.get(OPTION)) if given is None else given)

    def described(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> tuple[Client, list[Farm]]:
        """Raises ValueError, to be shown to the user."""
        client, known = self.client(args, task_vars), task_vars["hostvars"]
        found = args["farm_descriptions"] or farms_in_run(client.farms, known)
        return client, [for_clients(farm, known) for farm in map(farm_of, found) if farm.name in client.farms]
