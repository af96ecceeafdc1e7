"""Reports on a farm of the lab, without Ansible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    CONCERNS,
    EVERY_CONCERN,
    FARM_CONCERNS,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings, from_readings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report

from lab import intranet
from lab.faults import BY_NAME
from tests.faults.farm_in_process import FarmInProcess

ABOUT = AboutRun("20260131T080000Z-4e392f", "audit", "0.1.0")
HOW = Invocation(
    {"args": ["playbooks/audit.yml"], "inventory": ["inventory/intranet"], "ask_pass": True}, Path(__file__).parents[4]
)
NOW = datetime(2026, 1, 31, 8, 0, 3, tzinfo=UTC)


def lab_report(faults: Mapping[int, Sequence[str]], nodes: int = 3) -> dict[str, Any]:
    """faults: number of a node -> what is injected there."""
    farm = FarmInProcess(nodes=nodes)
    for number, names in faults.items():
        for name in names:
            BY_NAME[name].inject(farm.states[number], number)
    description, audits = farm.description, {}
    for number in range(1, nodes + 1):
        node = intranet.name(number)
        plans = [Plan.from_arguments(concern, concern.arguments(description, node), (), list(concern.SECRETS))
                 for concern in CONCERNS]  # fmt: skip
        audits[node] = from_readings(audit_node(plans, farm.ask(number)))
    return report([description], audits, EVERY_CONCERN, ABOUT, NOW, whole={description.name: healthy_directory()})


def healthy_directory() -> dict[str, Any]:
    """Nothing is wrong in the directory and in DNS."""
    controls = dict.fromkeys(control.id for concern in FARM_CONCERNS for control in concern.CONTROLS)
    found = from_findings([Finding(control, "the farm", State.COMPLIANT) for control in controls])
    holder = {"account": intranet.SERVICE_ACCOUNT, "sid": intranet.ACCOUNT_SID, "spn": "", "by_host": False}
    answer = {"server": "10.0.0.5", "authoritative": True, "cname": [], "addresses": list(intranet.VIRTUAL)}
    return {
        **found,
        "path": {
            "holders": [{"name": name, "accounts": [holder], "problem": ""} for name in intranet.NAMES],
            "resolution": [{**answer, "name": name, "problem": ""} for name in intranet.NAMES],
        },
    }
