"""The rolling fix of fix_kerberos.yml without Ansible: lease, ask all, drain, ask again, fix, start, node by node."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.ask_state import ask_state
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.carry_out import carry_out
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import DRAINED, STARTED, DrainRequest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import hold_lease, release_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab import intranet
from lab.facts.cluster import CONVERGED, STOPPED, of_farm
from tests.faults.farm_in_process import FarmInProcess, secrets_of

RUN = Run("20260131T080000Z-000001", "2026-01-31T08:00:00+00:00")
RECYCLING = {payload for concern in CONCERNS if concern.RECYCLES for payload in concern.WRITES}


class RollingFix(FarmInProcess):
    """unreachable: the controller's connection to these nodes is broken. drained: the nodes that it has drained.

    served: after each request that writes, the segments of the network with a node that serves their clients.
    """

    def __init__(self, nodes: int) -> None:
        super().__init__(None, nodes)
        self.unreachable: set[int] = set()
        self.drained: list[int] = []
        self.served: list[set[Any]] = []

    def ask(self, number: int) -> Ask:
        ask_node = super().ask(number)

        def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
            if number in self.unreachable:
                raise NodeError("no answer came in time")
            if any(call.payload in RECYCLING for call in calls):
                assert self.status(number) == STOPPED, "what recycles is written to a node that serves"
            reply = ask_node(calls, stop)
            if stop:
                self.served.append(self.serving())
            return reply

        return ask

    def status(self, number: int) -> int | None:
        clusters = self.states[number]["cluster"]["clusters"]
        status: int | None = of_farm(self.states[number])["status"] if clusters else None
        return status

    def serving(self) -> set[Any]:
        return {self._segment(number) for number in self.states if self._serves(number)}

    def _segment(self, number: int) -> Any:
        return self.states[number].get("cluster_driver", {}).get("segment")

    def _serves(self, number: int) -> bool:
        if self.status(number) != CONVERGED or number in self.unreachable:
            return False
        iis = self.states[number]["iis"]
        site = next(site for site in iis["sites"] if site["name"] == self.description.site)
        used = {application["pool"] for application in site["applications"]}
        states = [site["state"], *(pool["state"] for pool in iis["pools"] if pool["name"] in used)]
        running = all(service["state"] == "Running" for service in iis["services"])
        return running and all(state == "Started" for state in states)

    def said(self) -> list[dict[str, Any]]:
        farm = self.description
        return [
            ask_state(
                intranet.name(number), datetime.now(UTC), farm.virtual_addresses, farm.site, self.ask(number)
            ).as_dict()
            for number in self.states
        ]

    def roll(self) -> str:
        """Why it has stopped; empty where every node was fixed."""
        for number in self.states:
            try:
                self._fix_node(number)
            except NodeError as error:
                return str(error)
            finally:
                if number not in self.unreachable:
                    release_lease(self.ask(number), RUN.id)
        return ""

    def _fix_node(self, number: int) -> None:
        hold_lease(self.ask(number), RUN.id, lambda seconds: None)
        if self._go(number, DRAINED, self.said()):
            self.drained.append(number)
            self._go(number, DRAINED, self.said())
        for plan in self.plans(number):
            if plan.concern.RECYCLES:
                fix_concern(plan, self.ask(number), RUN, secrets_of(plan.concern))
        self._go(number, STARTED, [])

    def _go(self, number: int, state: str, states: list[dict[str, Any]]) -> bool:
        virtual = list(map(str, self.description.virtual_addresses))
        given = {"virtual_addresses": virtual, "nodes": list(self.description.nodes), "timeout": 5}
        wanted = DrainRequest.from_arguments({**given, "state": state, "states": states}, intranet.name(number))
        return carry_out(wanted, self.ask(number), RUN).changed
