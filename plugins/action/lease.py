# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Releases the lease of a node that this run has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import checked_run
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_lease
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import LEASE_OPTIONS


class ActionModule(NodeAction):
    argument_spec = LEASE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        run = checked_run(args["run"])
        held = not self._task.check_mode and release_lease(self.ask(args["own_addresses"]), run)
        return {"changed": False, "held": held}
