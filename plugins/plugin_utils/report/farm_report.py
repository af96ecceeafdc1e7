# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One farm of the report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model import waivers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import AuditedComputer
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import WrongFarm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.agreement import agreement_of, view_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.computer_report import (
    computer_reports,
    drifts,
    roles_of_computers,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import (
    add,
    complete,
    counts_of,
    nothing,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.in_run import EVERY_NODE, Inventory
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.node_report import node_report, why_unread
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.not_looked_at import left_out
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path import path_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import Audits
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status, of_farm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.timeline import timeline
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import likely_causes, verdict
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.waiver_use import (
    covering,
    of_part,
    waiver_use,
    waivers_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import (
    WHOLE,
    computers_of,
    parts_of,
    row_title,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_report import Result, of_nodes, whole_report

NO_ROWS: Mapping[str, Sequence[Any]] = {kind.rows: [] for kind in KINDS}
WRONG = "its description is wrong, so nothing is known of it"


def farm_report(
    farm: Farm,
    audits: Audits,
    concerns: Sequence[Concern],
    today: date,
    inventory: Inventory = EVERY_NODE,
    not_fixed: Collection[str] = (),
    whole: Result = None,
    tickets: Result = None,
    computers: Sequence[AuditedComputer] = (),
) -> dict[str, Any]:
    """Every node of the description is in the report, read or not: a missing one must not look like a healthy one.

    whole, tickets: what was asked of the farm as a whole, before and after its nodes.
    """
    for_nodes = of_nodes(concerns)
    nodes = {node: node_report(node, audits.get(node), for_nodes, inventory) for node in farm.nodes}
    here = {name: node for name, node in nodes.items() if node["in_run"]}
    # Once a farm: one of many nodes and waivers would spend most of its report on reading them for every concern.
    given = waivers_of(farm)
    for_node = {name: of_part(farm, given, name) for name in here}
    compared = len(here) > 1 or len(nodes) == 1
    for concern in for_nodes:
        views = {name: view for name in here if (view := view_of(concern, audits.get(name))) is not None}
        agreed = concern.agreement(views, len(nodes))
        for name, node in here.items():
            found = agreement_of(concern, agreed.get(name), why_unread(concern, node), compared)
            add(node, waivers.apply(found, for_node[name], today))
    own = whole_report(whole, concerns, tickets)
    rows, roles = computer_reports(farm.name, computers, concerns), roles_of_computers(farm.name, computers)
    beside = {row_title(kind, row[kind.field]): row for kind in KINDS for row in rows[kind.rows]}
    parts = {"": own, **here, **beside}
    for name, part in parts.items():
        complete(part)
        for finding in part["findings"]:
            finding["waiver"] = covering(farm, given, name, finding, today)
    counts = counts_of([own, *here.values()])
    status = of_farm(counts, not_fixed=any(part in not_fixed for part in (WHOLE, *farm.nodes)))
    described = {
        "name": farm.name,
        "names": list(farm.names),
        "status": (Status.DRIFT if status is Status.COMPLIANT and drifts(computers_of(rows)) else status).value,
        "counts": counts,
        **own,
        "nodes": list(nodes.values()),
        **rows,
        "waivers": waiver_use(farm, given, parts, today),
        "left_out": left_out(farm),
        "ledger": None,
    }
    of_tickets = path_of(farm, own, nodes, audits, [whole, tickets], computers_of(rows), roles.values())
    explained = of_tickets.explained()
    for name, part in {"": own, **here}.items():
        for finding in part["findings"]:
            follows = State(finding["state"]) in (State.DRIFT, State.PENDING)
            where = name, finding["control"], finding["subject"]
            finding["explained_by"] = explained.get(where) if follows else None
    for part in parts.values():
        for finding in part["findings"]:
            finding.pop("follows_from", None)  # it was for the path
    path = of_tickets.as_dict()
    missing = ["IIS"] if farm.site is None else []
    said = verdict(parts_of({**described, **NO_ROWS}), counts, missing, path, computers_of(described))
    logged = timeline(audits, here, roles)
    return {**described, "verdict": said, "likely_causes": likely_causes(path), "path": path, "timeline": logged}


def wrong_farm(farm: WrongFarm, concerns: Sequence[Concern]) -> dict[str, Any]:
    """No node of it was asked: its hosts are in the report as nodes of which nothing is known."""
    controls = [c for concern in of_nodes(concerns) for c in (*concern.CONTROLS, *concern.FARM_CONTROLS)]
    own = whole_report({"msg": farm.problem}, concerns)
    complete(own)
    nodes = []
    for host in farm.hosts:
        node = {"node": host, "in_run": True, "problem": farm.problem, **nothing()}
        add(node, unknown(controls, farm.problem))
        complete(node)
        nodes.append(node)
    counts = counts_of([own, *nodes])
    return {
        "name": farm.name,
        "names": [],
        "status": of_farm(counts).value,
        **own,
        "problem": farm.problem,
        "verdict": WRONG,
        "likely_causes": [],
        "path": None,
        "key_switch": None,
        "timeline": [],
        "counts": counts,
        "nodes": nodes,
        **NO_ROWS,
        **{"waivers": [], "left_out": [], "ledger": None},
    }
