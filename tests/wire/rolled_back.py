"""Every run in a node's journal rolled back, without a wire."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import parsing, runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import emulation, intranet
from lab.node_files import NodeState
from lab.wired import leases_expired


def rolled_back(state: NodeState, number: int = 1) -> NodeState:
    """The state of the node of this number after all runs in its journal were rolled back, the newest first."""
    after, conflicts = rolled_back_with_conflicts(state, number)
    assert not conflicts
    return after


def rolled_back_with_conflicts(state: NodeState, number: int = 1) -> tuple[NodeState, list[str]]:
    """The same, and the conflicts that were found on the way."""
    now = state

    def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        nonlocal now
        stdin = exchange.request(calls, intranet.own_addresses(number), scripts(), stop)
        stdout, now = emulation.answer(stdin, leases_expired(now))
        return exchange.reply(stdout, b"", calls, stop, intranet.own_addresses(number))

    conflicts: list[str] = []
    for newer, run in enumerate(reversed(runs.undoable(parsing.parse(state["journal"])))):
        undo = Run(f"99981231T00000{newer}Z-undo", "9998-12-31T00:00:00+00:00", drains=False)
        conflicts += [
            conflict for outcome in rollback.undo_runs([run], ask, undo, CONCERNS) for conflict in outcome.conflicts
        ]
    return now, conflicts
