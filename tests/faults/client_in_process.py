"""A client of the lab, audited as nlb.kerberos.clients does it, by the emulation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CLIENT_CONCERNS, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import of_client
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.clients_of_play import AuditedClient

from lab import clients, emulation, intranet
from lab.fault import Fault

NOT_FIXED = {"time": None, "undone": False, "problem": ""}
FARM = replace(
    farm_of(intranet.description(1)), spn_holder=intranet.SERVICE_ACCOUNT, fixes={intranet.name(1): NOT_FIXED}
)


def audited(number: int, *faults: Fault, farm: Farm = FARM, waivers: Sequence[Mapping[str, Any]] = ()) -> AuditedClient:
    """The client of this number, with these faults. farm: as the run knows it before clients are asked."""
    found: dict[str, Any] = of_client(read(number, *faults, farm=farm, waivers=waivers))
    return AuditedClient(clients.name(number), [FARM.name], {"farms": {FARM.name: found}})


def read(number: int, *faults: Fault, farm: Farm = FARM, waivers: Sequence[Mapping[str, Any]] = ()) -> list[Reading]:
    state, name = clients.client(number), clients.name(number)
    for fault in faults:
        fault.inject(state, number)
    before = json.dumps(state)

    def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        stdin = exchange.request(calls, (), scripts(), stop, name)
        stdout, after = emulation.answer(stdin, state)
        assert json.dumps(after) == before  # an audit changes nothing
        return exchange.reply(stdout, b"", calls, stop, (), None, name)

    plans = [Plan.from_arguments(concern, concern.arguments(farm, name), waivers) for concern in CLIENT_CONCERNS]
    return audit_node(plans, ask)


def is_reported_as_declared(fault: Fault) -> bool:
    findings = audited(1, fault).result["farms"][FARM.name]["findings"]
    return {(one["control"], one["subject"]) for one in findings} == set(fault.reported)
