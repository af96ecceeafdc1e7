# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Proves a node after a change: by its audits before and after it, and by what the node has said of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, OF_THE_KEY
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import ticket_proof
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.proof import Proof
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import PROOF_OPTIONS


class ActionModule(ControllerAction):
    argument_spec = PROOF_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        results = args["results"]
        if results is None:
            results = [task_vars[f"{name}_result"] for name in NAMES if f"{name}_result" in task_vars]
        done = [result for result in results if result]
        proof = Proof(args["before"], args["after"], done, args["state"], drift=args["drift"], failure=args["failure"])
        tickets = args["tickets_before"], args["tickets_after"]
        refused = ticket_proof.unproved(task_vars["inventory_hostname"], *tickets, done, OF_THE_KEY)
        unproved = [*proof.unproved(), *refused]
        failed = {"failed": True, "msg": f"not proved: {'; '.join(unproved)}"} if unproved else {}
        return {"changed": False, "unproved": unproved, "starts": proof.starts() and not refused, **failed}
