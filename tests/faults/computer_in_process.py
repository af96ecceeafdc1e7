"""A client or a domain controller of the lab, audited as the playbooks do it, by the emulation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, computer_named, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import of_computer
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT, DOMAIN_CONTROLLER, KINDS, Kind
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import AuditedComputer

from lab import clients, domain_controllers, emulation, intranet
from lab.facts import ticket_requests
from lab.fault import Fault
from lab.node_files import NodeState

NOT_FIXED = {"time": None, "undone": False, "problem": ""}
# The tickets that the run has asked for, by the clock of the lab that stands still.
PROBED = {"user": ticket_requests.PROBE, "seconds": 60, "names": list(intranet.NAMES)}
FARM = replace(
    farm_of(intranet.description(1)),
    spn_holder=intranet.SERVICE_ACCOUNT,
    spn_holder_sid=intranet.ACCOUNT_SID,
    fixes={intranet.name(1): NOT_FIXED},
    ticket_probe=PROBED,
)
BY_NAME = {kind.name: kind for kind in KINDS}


def audited(
    number: int,
    *faults: Fault,
    farm: Farm = FARM,
    waivers: Sequence[Mapping[str, Any]] = (),
    kind: Kind = CLIENT,
) -> AuditedComputer:
    """The one of this number, with these faults. farm: as the run knows it before it is asked."""
    found: dict[str, Any] = of_computer(read(number, *faults, farm=farm, waivers=waivers, kind=kind))
    return AuditedComputer(kind, _lab(kind).name(number), [FARM.name], {"farms": {FARM.name: found}})


def read(
    number: int,
    *faults: Fault,
    farm: Farm = FARM,
    waivers: Sequence[Mapping[str, Any]] = (),
    kind: Kind = CLIENT,
) -> list[Reading]:
    state, name = healthy(number, kind), _lab(kind).name(number)
    for fault in faults:
        fault.inject(state, number)
    before = json.dumps(state)

    def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        stdin = exchange.request(calls, (), scripts(), stop, name)
        stdout, after = emulation.answer(stdin, state)
        assert json.dumps(after) == before  # an audit changes nothing
        return exchange.reply(stdout, b"", calls, stop, (), None, name)

    concerns = computer_named(NAMES, kind)
    plans = [Plan.from_arguments(concern, concern.arguments(farm, name), waivers) for concern in concerns]
    return audit_node(plans, ask)


def healthy(number: int, kind: Kind) -> NodeState:
    state: NodeState = clients.client(number) if kind is CLIENT else domain_controllers.domain_controller(number)
    return state


def is_reported_as_declared(fault: Fault) -> bool:
    findings = audited(1, fault, kind=BY_NAME[fault.beside]).result["farms"][FARM.name]["findings"]
    return {(one["control"], one["subject"]) for one in findings} == set(fault.reported)


def _lab(kind: Kind) -> ModuleType:
    return domain_controllers if kind is DOMAIN_CONTROLLER else clients
