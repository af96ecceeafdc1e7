# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Audits one client for each farm whose names its users open, in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, client_named, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.client import OPTION, Client
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Reply
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import CLIENTS_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.clients_of_play import (
    farms_in_run,
    for_clients,
    recordings_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.recording_files import Recorder, of_client


class ActionModule(NodeAction):
    argument_spec = CLIENTS_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        given, known = args["client"], task_vars["hostvars"]
        client = Client.from_description(self._templar.template(task_vars.get(OPTION)) if given is None else given)
        described = args["farm_descriptions"] or farms_in_run(client.farms, known)
        host = task_vars["inventory_hostname"]
        farms = [for_clients(farm, known) for farm in map(farm_of, described) if farm.name in client.farms]
        concerns = client_named(args["concerns"] or NAMES)
        of_farm = {
            farm.name: [
                Plan.from_arguments(concern, concern.arguments(farm, host), farm.waivers_of(host))
                for concern in concerns
            ]
            for farm in farms
        }
        readings, answered = self._read([plan for plans in of_farm.values() for plan in plans], client)
        each = len(concerns)
        by_farm = {name: readings[n * each : (n + 1) * each] for n, name in enumerate(of_farm)}
        if args["records"]:
            self._record(list(by_farm.values()), answered, args["masked"], farms, task_vars)
        return {"changed": False, "farms": {name: results.from_readings(own) for name, own in by_farm.items()}}

    def _read(self, plans: Sequence[Plan], client: Client) -> tuple[list[Reading], Mapping[str, Any]]:
        """And what the client said of itself; nothing where it gave no usable answer."""
        ask = self.ask_client(client.computer_name)
        answered: dict[str, Any] = {}

        def asked(calls: Sequence[Call], stop: bool = False) -> Reply:
            reply = ask(calls, stop)
            answered.update(reply.node)
            return reply

        return audit_node(plans, asked), answered

    def _record(
        self,
        by_farm: Sequence[Sequence[Reading]],
        answered: Mapping[str, Any],
        masked: bool,
        farms: Sequence[Farm],
        task_vars: Mapping[str, Any],
    ) -> None:
        """For the file for support. What is recorded of a client is a file for each farm."""
        host = task_vars["inventory_hostname"]
        # The position in the inventory, as that of a node.
        name = f"client-{task_vars['groups']['all'].index(host) + 1}" if masked else host
        names = (host, *dict.fromkeys(node for farm in farms for node in farm.nodes)) if masked else None
        folder = Path(recordings_of(task_vars["hostvars"]))
        for number, readings in enumerate(by_farm, 1):
            recorder = Recorder(folder, of_client(name, number, len(by_farm)), names)
            for reading in readings:
                Display().display(f"{host}: {recorder.keep(reading, answered)}")
