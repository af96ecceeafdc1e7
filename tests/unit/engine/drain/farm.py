"""Emulated nodes that are drained and started over the real bytes, each asked about itself before."""

from __future__ import annotations

import copy
from datetime import UTC, datetime

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import carry_out
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.ask_state import ask_state
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import DrainRequest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import hold_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import emulation, healthy, intranet
from lab.facts import cluster
from lab.facts.cluster import CONVERGED

OURS, THEIRS = "20260131T080000Z-a", "20260131T075900Z-b"
TIME = "2026-01-31T08:00:00.123+00:00"


class Farm:
    """asked: the payloads of each request to node 1."""

    def __init__(self, nodes=2):
        self.states = {number: healthy.node(number) for number in range(1, nodes + 1)}
        self.description = farm_of(intranet.without_directory(nodes))
        self.asked = []

    def ask(self, number=1):
        def ask(calls, stop=False):
            if number == 1:
                self.asked.append([call.payload for call in calls])
            stdin = exchange.request(calls, intranet.own_addresses(number), scripts(), stop)
            stdout, after = emulation.answer(stdin, cluster.joined(self.states[number], self.states.values()))
            self.states[number] = cluster.parted(after)
            return exchange.reply(stdout, b"", calls, stop, intranet.own_addresses(number))

        return ask

    def ask_until_cut(self, ran):
        """An ask of node 1 whose connection breaks in a request that writes, after so many of its calls have run."""

        def ask(calls, stop=False):
            if stop:
                self.ask()(calls[:ran], stop)
                raise NodeError("the connection broke")
            return self.ask()(calls, stop)

        return ask

    def said(self):
        """What every node says of itself now, as the option states has it."""
        virtual, site = self.description.virtual_addresses, self.description.site
        return [
            ask_state(intranet.name(number), datetime.now(UTC), virtual, site, self.ask(number)).as_dict()
            for number in self.states
        ]

    def hold(self, run=OURS, number=1):
        hold_lease(self.ask(number), run, lambda seconds: None)

    def request(self, state, states=(), number=1):
        arguments = {"virtual_addresses": list(intranet.VIRTUAL), "nodes": list(self.description.nodes)}
        given = {**arguments, "state": state, "states": states, "timeout": 120}
        return DrainRequest.from_arguments(given, intranet.name(number))

    def go(self, state, ask=None, run=OURS, number=1, states=None, **more):
        """Drains, or starts, a node: for a drain its lease is taken and every node asked before."""
        if state == "drained" and states is None:
            if not more.get("check"):
                self.expire()
                self.hold(run, number)
            states = self.said()
        self.asked.clear()
        clock = iter((10.0, 17.26)).__next__
        wanted = self.request(state, states or (), number)
        return carry_out.carry_out(wanted, ask or self.ask(number), Run(run, TIME, **more), clock)

    def expire(self):
        """Every lease of another request has expired."""
        for state in self.states.values():
            if state["lease"]["until"]:
                state["lease"]["until"] = "2026-01-01 00:00:00"

    def cluster(self, number=1):
        return copy.deepcopy(self.states[number]["cluster"])

    def site(self, number):
        sites = self.states[number]["iis"]["sites"]
        return next(site for site in sites if site["name"] == self.description.site)

    def status(self, number=1):
        return self.cluster(number)["clusters"][0]["status"]

    def stands(self, status, number=1):
        cluster.of_farm(self.states[number])["status"] = status
        return self

    def marked(self, run, status=CONVERGED):
        self.states[1]["cluster"]["marker"] = {"run": run, "time": "2026-01-31 07:59:00"}
        return self.stands(status)

    def marker(self, number=1):
        return self.cluster(number)["marker"]["run"]

    def lease(self, number=1):
        return self.states[number]["lease"]

    def written(self):
        return [calls for calls in self.asked if "write_cluster" in calls]
