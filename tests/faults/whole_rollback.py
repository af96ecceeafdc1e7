"""rollback.yml without Ansible: the same functions in the same order. Nodes are not drained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from ansible_collections.nlb.kerberos.plugins.filter.rollback_hosts import rollback_hosts
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    CONCERNS,
    CONTROLS,
    EVERY_CONCERN,
    FARM_CONCERNS,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import undo_of_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.parts import parts_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback import journal_of, undo_runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback_refusal import refusal
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from tests.faults.whole_farm import FAILURE, WholeFarm, named

OF_THE_KEY = {control.id for control in CONTROLS if control.of_the_key}


class WholeRollback(WholeFarm):
    def undo(self, *runs: str) -> None:
        """Failures stop it, as there."""
        with self.watched():
            self._undo(runs)

    def _undo(self, runs: Sequence[str]) -> None:
        self.hosts = {host: {} for host in self.names}
        journals = {host: journal_of(self.ask(number)).entries for host, number in self.names.items()}
        found = {host: [asdict(entry) for entry in of_host] for host, of_host in journals.items()}
        plan = parts_of(list(reversed(self.names)), found, runs, {concern.NAME for concern in FARM_CONCERNS})
        self.hosts[self.first]["kerberos_plan"] = plan
        again = f"{runs[-1]}-undo"
        if why := self._refusal_to_undo(runs, again):
            self.hosts[self.first][FAILURE] = why
            return
        self._undo_nodes("first", runs, again)
        for host in named(rollback_hosts(self.hosts, "names")):
            ask, closes = self.ask(self.names[host]), host in plan["first"]
            try:
                undo_of_farm(
                    *(self.description, runs, ask, self.given, self.this_run(again), EVERY_CONCERN),
                    part=FARM_CONCERNS,
                    closes=closes,
                    clock=self.clock,
                )
            except (NodeError, ValueError) as error:
                self.hosts[host][FAILURE] = str(error)
            release_lease(ask, again)
        self._undo_nodes("rest", runs, again)

    def _refusal_to_undo(self, runs: Sequence[str], again: str) -> str:
        """By what check mode would restore. Nodes are asked only where it may depend on them."""
        check, farm = replace(self.this_run(again), check=True), self.description
        ask = self.ask(self.names[self.first])
        of_farm = _restored(
            undo_of_farm(farm, runs, ask, self.given, check, EVERY_CONCERN, part=FARM_CONCERNS, clock=self.clock)
        )
        if not of_farm["conflicts"]:
            return ""
        of_nodes = {
            host: _restored(undo_runs(runs, self.ask(number), check, EVERY_CONCERN, CONCERNS))
            for host, number in self.names.items()
        }
        return refusal(of_farm, of_nodes, farm.names, OF_THE_KEY)

    def _undo_nodes(self, part: str, runs: Sequence[str], again: str) -> None:
        for host in named(rollback_hosts(self.hosts, part)):
            if self.failures():
                return
            ask = self.ask(self.names[host])
            closes = host not in self.hosts[self.first]["kerberos_plan"]["names"] or part == "rest"
            try:
                undo_runs(runs, ask, self.this_run(again), EVERY_CONCERN, CONCERNS, closes)
            except NodeError as error:
                self.hosts[host][FAILURE] = str(error)
            release_lease(ask, again)


def _restored(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    conflicts = [conflict for outcome in outcomes for conflict in outcome.conflicts]
    return {**results.from_outcomes(outcomes), "conflicts": conflicts}
