# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Takes the lease of a node before a drain, or releases it after the run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from time import sleep
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import checked_run
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import hold_lease, release_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import operator
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import HELD, LEASE_OPTIONS


class ActionModule(NodeAction):
    argument_spec = LEASE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        run, ask = checked_run(args["run"]), self.ask(args["own_addresses"])
        if self._task.check_mode:
            return {"changed": False, "held": False}
        if args["state"] == HELD:
            hold_lease(ask, run, sleep)
            return {"changed": False, "held": True}
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        notes = [entries.write([entries.done(run, now, operator())])] if args["finished"] else []
        return {"changed": False, "held": release_lease(ask, run, *notes)}
