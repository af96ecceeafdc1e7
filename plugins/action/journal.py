# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reads the journal of one node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import Entry
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.options import NODE_OPTIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback import journal_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.node import NodeAction


class ActionModule(NodeAction):
    argument_spec = NODE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        found = journal_of(self.ask(args["own_addresses"]))
        return {
            "changed": False,
            "runs": runs.undoable(found.entries),
            "known": [asdict(known) for known in runs.of_node(found.entries)],
            "entries": [_described(entry) for entry in found.entries],
            "unreadable": [str(file) for file in found.unreadable],
        }


def _described(entry: Entry) -> dict[str, Any]:
    """With whether its rollback may recycle worker processes; that of an unknown concern may."""
    recycles = {concern.NAME: concern.RECYCLES for concern in EVERY_CONCERN}.get(entry.concern, True)
    return {**asdict(entry), "recycles": recycles}
