# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report on farms, as plain data: the content of kerberos-audit.json (see docs/report.md)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.caches import caches
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import AuditedComputer
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import WrongFarm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.computer_report import states
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.farm_report import farm_report, wrong_farm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.in_run import EVERY_NODE, Inventory
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.not_looked_at import Key, not_looked_at
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import Audits
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import worst
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_report import Results

SCHEMA = 2


def report(
    farms: Sequence[Farm],
    audits: Audits,
    concerns: Sequence[Concern],
    about: AboutRun,
    now: datetime,
    inventory: Inventory = EVERY_NODE,
    not_fixed: Collection[str] = (),
    wrong: Sequence[WrongFarm] = (),
    whole: Results | None = None,
    tickets: Results | None = None,
    written: Collection[str] = (),
    switches: Mapping[str, Mapping[str, Any] | None] | None = None,
    computers: Sequence[AuditedComputer] = (),
) -> dict[str, Any]:
    """not_fixed: the nodes that could not be fixed or rolled back, or that do not serve after the run.

    wrong: the farms whose description is wrong. whole, tickets: what was asked of each farm, before and
    after its nodes. written: the nodes that the run has changed, or may have, and WHOLE.
    switches: name of a farm -> in which order its keys and names are changed, where that was planned.
    """
    started = about.started(now)
    when = {
        "run": about.run,
        "mode": about.mode,
        "time": now.isoformat(timespec="seconds"),
        "concerns": list(dict.fromkeys(concern.NAME for concern in concerns)),
    }
    found = [
        when
        | farm_report(
            *(farm, audits, concerns, now.date(), inventory, not_fixed),
            *((whole or {}).get(farm.name), (tickets or {}).get(farm.name), computers),
        )
        for farm in farms
    ]
    for farm, of in zip(farms, found, strict=True):
        of["path"]["caches"] = caches(now) if any(part in written for part in (WHOLE, *farm.nodes)) else None
        of["key_switch"] = (switches or {}).get(farm.name)
    found += [when | wrong_farm(farm, concerns) for farm in wrong]
    return {
        "schema": SCHEMA,
        **when,
        "version": about.version,
        "started": started.isoformat(timespec="seconds"),
        "seconds": max(0, round((now - started).total_seconds())),
        "nodes_read": sum(node["in_run"] and node["problem"] is None for farm in found for node in farm["nodes"]),
        "status": worst(farm["status"] for farm in found).value,
        "farms": found,
        "not_looked_at": not_looked_at([] if wrong else farms, concerns, _known(found)),
    }


def _known(farms: Sequence[dict[str, Any]]) -> set[Key]:
    """What was looked at. What was measured for no farm, or on no computer of its kind, was not."""
    left = {control for farm in farms for control in farm["not_applicable"]}
    known = {("", control.id) for control in CONTROLS if not (control.measured and control.id in left)}
    return known | {(kind.name, control) for kind in KINDS for farm in farms for control in states(farm[kind.rows])}
