# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Preflight of one computer beside the nodes: can it be audited? It records the answers, and no lack fails a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, computer_named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import Computer
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight import preflight
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.preflight import Preflight
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.computer import ComputerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import preflight_text, recording_files
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import row_title

LEFT_OUT = "kerberos_concerns leaves out what is looked at on {}"


class PreflightAction(ComputerAction):
    windows: Mapping[str, str] = {}  # build -> the one version that has it; a client may have that of a server

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        host, concerns = task_vars["inventory_hostname"], computer_named(args["concerns"] or NAMES, self.kind)
        row = row_title(self.kind, host)
        folder = recording_files.folder(args["recording"])
        try:
            computer, farms = self.described(args, task_vars)
            if not farms or not concerns:
                left = LEFT_OUT.format(self.kind.names)
                why = f"none of its farms is in this run ({', '.join(computer.farms)})" if concerns else left
                Display().display(preflight_text.not_asked(row, why))
                return {"changed": False}
            hosts = task_vars["groups"]["all"]
            recorders = [
                recording_files.of_computer(folder, args["masked"], computer, farm, host, hosts)
                for farm in farms
                if folder
            ]
            found, lines = self._check(computer, farms, concerns, recorders, host)
        except (ValueError, NodeError, AnsibleConnectionFailure) as error:
            found, lines = preflight.refused(str(error), concerns), []
        Display().display(preflight_text.text(row, found, lines, self.windows))
        known = {"computer": found.computer, "powershell": found.powershell} if found.computer else {}
        return {"changed": False, "readiness": found.readiness.value, **known}

    def _check(
        self,
        computer: Computer,
        farms: Sequence[Farm],
        concerns: Sequence[Concern],
        recorders: Sequence[recording_files.Recorder],
        host: str,
    ) -> tuple[Preflight, list[str]]:
        """recorders: one for each farm; none where nothing is recorded. The second is a sentence on each recording."""
        ask = self.ask_computer(computer.computer_name)
        asked = preflight.call_of_computer(scripts(), concerns)
        reply = ask([asked])
        # No waivers, as in a test of the concern.
        plans = [Plan.from_arguments(concern, concern.arguments(farm, host)) for farm in farms for concern in concerns]
        readings = audit_node(plans, ask)
        of_farms = [readings[start : start + len(concerns)] for start in range(0, len(readings), len(concerns))]
        lines = [
            recorder.keep(reading, reply.node)
            for recorder, own in zip(recorders, of_farms, strict=False)
            for reading in own
        ]
        return preflight.evaluate(asked, reply, readings), lines
