"""What the audit of one node finds, without Ansible and without a network: by the product's own rules, from the lab."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NODES_ALONE, farm_of, named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_readings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import emulation, healthy, intranet
from lab.facts import cluster
from lab.fault import Fault

Audit = dict[str, Any]  # as the audit's task returns it


class Audits:
    """Of the nodes of a farm of so many. Each is made once: all farms of a fleet are described alike."""

    def __init__(self, nodes: int) -> None:
        self._farm = farm_of(intranet.without_directory(nodes))
        self._healthy = {number: healthy.node(number) for number in range(1, nodes + 1)}
        self._known: dict[tuple[int, str], Audit] = {}

    def of(self, number: int, fault: Fault | None) -> Audit:
        """Of the node of this number, with this fault, where the others are healthy."""
        key = number, fault.name if fault else ""
        if key not in self._known:
            self._known[key] = self._made(number, fault)
        return self._known[key]

    def _made(self, number: int, fault: Fault | None) -> Audit:
        own, state = intranet.own_addresses(number), healthy.node(number)
        if fault:
            fault.inject(state, number)
        others = [other for at, other in self._healthy.items() if at != number]

        def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
            stdin = exchange.request(calls, own, scripts(), stop)
            stdout, _ = emulation.answer(stdin, cluster.joined(state, others))
            return exchange.reply(stdout, b"", calls, stop, own)

        name = intranet.name(number)
        plans = [Plan.from_arguments(concern, concern.arguments(self._farm, name)) for concern in named(NODES_ALONE)]
        audit: Audit = json.loads(json.dumps(from_readings(audit_node(plans, ask))))  # as Ansible hands it on
        return audit
