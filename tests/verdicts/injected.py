"""The verdict on the lab's farm with faults: its directory, DNS and nodes are audited as the playbooks do it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, EVERY_CONCERN, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.completed_ask import completing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_readings
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.known import Known
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.farm_report import farm_report

from lab import intranet
from lab.facts import cluster
from lab.fault import Fault
from tests.faults.computer_in_process import PROBED, audited
from tests.faults.directory_in_process import NODES, directory
from tests.faults.farm_in_process import FarmInProcess

TODAY = date(2026, 1, 31)
ASKED: dict[tuple[str, ...], dict[str, Any]] = {}  # by the faults of the directory
AUDITED: dict[str, dict[str, Any]] = {}  # by all that a node shows of itself, and what its audit is given


def report_with(faults: Sequence[Fault], numbers: Collection[int] = (), asked: bool = True) -> dict[str, Any]:
    """The farm's report. numbers: the nodes that have those faults which are of nodes. asked: the directory and DNS."""
    whole = _asked([fault for fault in faults if fault.whole]) if asked else None
    known = Known.from_result(whole)
    farm = known.completed(directory().farm) if asked else farm_of(intranet.without_directory(NODES))
    lab = FarmInProcess(nodes=NODES)
    for number in numbers:
        for fault in faults:
            if not (fault.whole or fault.beside):
                fault.inject(lab.states[number], number)
    audits = {intranet.name(number): _audit(farm, known, lab, number) for number in lab.states}
    beside = {kind: [fault for fault in faults if fault.beside == kind.name] for kind in KINDS}
    fixes = {node: audit["path"]["last_fix"] for node, audit in audits.items() if "last_fix" in audit["path"]}
    asked_last = replace(farm, fixes=fixes, ticket_probe=PROBED)
    computers = [audited(1, *own, farm=asked_last, kind=kind) for kind, own in beside.items() if own]
    return farm_report(farm, audits, EVERY_CONCERN, TODAY, whole=whole, computers=computers)


def _asked(faults: Sequence[Fault]) -> dict[str, Any]:
    names = tuple(fault.name for fault in faults)
    if names not in ASKED:
        ASKED[names] = directory().audit(*(fault.inject for fault in faults))
    return ASKED[names]


def _audit(farm: Farm, known: Known, lab: FarmInProcess, number: int) -> dict[str, Any]:
    shown = cluster.joined(lab.states[number], lab.states.values())
    seen = json.dumps([number, shown, repr(farm)])
    if seen not in AUDITED:
        node = intranet.name(number)
        plans = [Plan.from_arguments(c, c.arguments(farm, node), (), list(c.SECRETS)) for c in CONCERNS]
        AUDITED[seen] = from_readings(audit_node(plans, completing(lab.ask(number), known.accounts)))
    return AUDITED[seen]
