# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks whether one node can be audited and fixed, and records its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, farm_of, named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight import preflight
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.preflight import Preflight, Readiness
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions import asked as questions
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions.question import Question
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import PREFLIGHT_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import preflight_text, recording_files


class ActionModule(NodeAction):
    argument_spec = PREFLIGHT_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        farm, node = farm_of(args["farm"]), task_vars["inventory_hostname"]
        farm.own_addresses(node)
        folder = recording_files.folder(args["recording"])
        concerns = named(args["concerns"] or NAMES)
        try:
            asked = questions.chosen(farm, args["requests"])
            recorder = _recorder(folder, args["masked"], farm, task_vars)
            found, lines, known = self._check(farm, node, concerns, asked, recorder)
        except NodeError as error:
            found, lines, known = preflight.refused(str(error), concerns), [], {}
        Display().display(preflight_text.text(node, found, lines))
        return _result(found, known)

    def _check(
        self,
        farm: Farm,
        node: str,
        concerns: Sequence[Concern],
        further: Sequence[Question],
        record: recording_files.Recorder | None,
    ) -> tuple[Preflight, list[str], dict[str, Any]]:
        """The result; what the answers of this node decide, and a sentence on each recording; the path of a ticket."""
        ask = self.ask([str(address) for address in farm.own_addresses(node)])
        asked = preflight.call(scripts(), concerns)
        reply = ask([asked])
        # No waivers: a test of the concern has none, so its findings for the same answers would differ.
        plans = [Plan.from_arguments(concern, concern.arguments(farm, node)) for concern in concerns]
        readings = audit_node(plans, ask)
        answered, unanswered = questions.ask(ask, farm, further)
        lines = [sentence for one in answered for sentence in one.sentences()]
        lines += [f"the questions of preflight have no answer: {unanswered}"] if unanswered else []
        if record:
            lines += [record.keep(reading, reply.node) for reading in readings]
            lines += [record.keep_answers(answered, reply.node)] if answered else []
        return preflight.evaluate(asked, reply, readings), lines, results.path(readings)


def _recorder(
    folder: Path | None, masked: bool, farm: Farm, task_vars: Mapping[str, Any]
) -> recording_files.Recorder | None:
    if folder is None:
        return None
    node = task_vars["inventory_hostname"]
    # The position in the inventory, which no --limit changes: a masked name that is always the same node's.
    name = f"node-{task_vars['groups']['all'].index(node) + 1}" if masked else node
    return recording_files.Recorder(folder, name, tuple(farm.nodes) if masked else None)


def _result(found: Preflight, known: Mapping[str, Any]) -> dict[str, Any]:
    if found.readiness is not Readiness.READY:
        # A failed task shows all of its result, and what is missing was shown already.
        msg = f"preflight: {found.readiness.value}; the reasons are listed above"
        return {"failed": True, "changed": False, "msg": msg}
    return {"changed": False, "computer": found.computer, "powershell": found.powershell, "path": known}
