# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report on farms, as plain data: the content of kerberos-audit.json (see docs/report.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import for_each, unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model import waivers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.bounds import cut_in
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING, Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import Waiver
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.node_problem import problem_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.not_looked_at import left_out, not_looked_at
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import likely_causes, step_of, verdict
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.waiver_use import waiver_use

SCHEMA = 1
# The state of a control on a node is the first of these that any of its subjects is in.
WORST = (
    *(State.UNKNOWN, State.DRIFT, State.PENDING, State.WAIVED_UNKNOWN, State.WAIVED),
    *(State.COMPLIANT, State.NOT_APPLICABLE),
)
NOT_COMPARED = "not compared, because the farm's other nodes were not in this run"

Audits = Mapping[str, Mapping[str, Any] | None]  # node -> the audit task's result; None: not audited in this run


class Inventory:
    """Which nodes of a description are in the run, and which the inventory knows.

    in_run: the hosts of the play; known: all of the inventory. None: every node is in both.
    """

    def __init__(self, in_run: Collection[str] | None = None, known: Collection[str] | None = None) -> None:
        self._in_run, self._known = in_run, known

    def left_out(self, node: str) -> bool:
        """By --limit or kerberos_hosts. What the inventory does not know was not left out, but is missing."""
        return self._in_run is not None and node not in self._in_run and self.knows(node)

    def knows(self, node: str) -> bool:
        return self._known is None or node in self._known


EVERY_NODE = Inventory()


def report(
    farms: Sequence[Farm],
    audits: Audits,
    concerns: Sequence[Concern],
    about: AboutRun,
    now: datetime,
    inventory: Inventory = EVERY_NODE,
) -> dict[str, Any]:
    started = about.started(now)
    found = [farm_report(farm, audits, concerns, now.date(), inventory) for farm in farms]
    return {
        "schema": SCHEMA,
        "run": about.run,
        "mode": about.mode,
        "version": about.version,
        "started": started.isoformat(timespec="seconds"),
        "time": now.isoformat(timespec="seconds"),
        "seconds": max(0, round((now - started).total_seconds())),
        "nodes_read": sum(node["in_run"] and node["problem"] is None for farm in found for node in farm["nodes"]),
        "farms": found,
        "not_looked_at": not_looked_at(farms, concerns),
    }


def farm_report(
    farm: Farm, audits: Audits, concerns: Sequence[Concern], today: date, inventory: Inventory = EVERY_NODE
) -> dict[str, Any]:
    """Every node of the description is in the report, read or not: a missing one must not look like a healthy one."""
    nodes = {node: _node_report(node, audits.get(node), concerns, inventory) for node in farm.nodes}
    here = {name: node for name, node in nodes.items() if node["in_run"]}
    # Once a node: a farm of many nodes and waivers would spend most of its report on reading them for every concern.
    given = {node: [Waiver.from_arguments(waiver, "waivers") for waiver in farm.waivers_of(node)] for node in here}
    compared = len(here) > 1 or len(nodes) == 1
    for concern in concerns:
        views = {name: view for name in here if (view := _view(concern, audits.get(name))) is not None}
        agreed = concern.agreement(views, len(nodes))
        for name, node in here.items():
            found = _agreement(concern, agreed.get(name), _why_unread(concern, node), compared)
            _add(node, waivers.apply(found, given[name], today))
    for node in here.values():
        states = node["controls"]
        node["controls"] = {control: states[control] for control in IDENTIFIERS if control in states}
        for finding in node["findings"]:
            finding["step"] = step_of(finding).word
    total = Counter(state for node in here.values() for state in node["controls"].values())
    counts = {state.value: total[state.value] for state in WORST}
    reported = list(nodes.values())
    return {
        "name": farm.name,
        "names": list(farm.names),
        "verdict": verdict(reported, counts, ["IIS"] if farm.site is None else []),
        "likely_causes": likely_causes(reported),
        "counts": counts,
        "nodes": reported,
        "waivers": waiver_use(farm, list(here.values()), today),
        "left_out": left_out(farm),
    }


def _node_report(
    node: str, audit: Mapping[str, Any] | None, concerns: Sequence[Concern], inventory: Inventory
) -> dict[str, Any]:
    if inventory.left_out(node):
        nothing: dict[str, Any] = {"controls": {}, "not_applicable": {}, "findings": []}
        return {"node": node, "in_run": False, "problem": None, **nothing}
    problem = problem_of(audit, inventory.knows(node))
    if audit is None or "findings" not in audit or (problem and audit.get("failed")):
        controls = [control for concern in concerns for control in concern.CONTROLS]
        audit = from_findings(unknown(controls, problem or ""))
    return {
        "node": node,
        "in_run": True,
        "problem": problem,
        "controls": _states(audit["counts"]),
        "not_applicable": dict(audit.get("not_applicable") or {}),
        "findings": [dict(finding) for finding in audit["findings"]],
    }


def _states(counts: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    return {
        control: next(state.value for state in WORST if states.get(state.value)) for control, states in counts.items()
    }


def _why_unread(concern: Concern, node: Mapping[str, Any]) -> str:
    """Why nothing is known of the concern on the node; empty where something is."""
    controls = {control.id for control in concern.CONTROLS}
    own = [finding for finding in node["findings"] if finding["control"] in controls]
    everything = {f["control"] for f in own if f["state"] == State.UNKNOWN and f["subject"] == EVERYTHING}
    return str(node["problem"] or (own[0]["reason"] if everything == controls else ""))


def _agreement(
    concern: Concern, agreed: Sequence[Finding] | None, why_unread: str, compared: bool
) -> Sequence[Finding]:
    """The findings of one node's comparison with the others; compared: whether others were in the run."""
    if why_unread or agreed is None:
        return unknown(concern.FARM_CONTROLS, why_unread or "its settings could not be read")
    if compared:
        return agreed or unknown(concern.FARM_CONTROLS, "its settings could not be read")
    known = [finding for finding in agreed if finding.state is not State.UNKNOWN]
    decided = {finding.control for finding in known}
    left = [control for control in concern.FARM_CONTROLS if control.id not in decided]
    return [*known, *for_each(left, State.NOT_APPLICABLE, NOT_COMPARED)]


def _add(node: dict[str, Any], found: Sequence[Finding]) -> None:
    """A control may have findings of the node and of the comparison of all nodes: the worse state counts."""
    agreement = from_findings(found)
    node["findings"] += map(cut_in, agreement["findings"])
    node["not_applicable"] |= agreement["not_applicable"]
    for control, state in _states(agreement["counts"]).items():
        states = {State(state), State(node["controls"].get(control, state))}
        node["controls"][control] = next(worst.value for worst in WORST if worst in states)


def _view(concern: Concern, audit: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    view: Mapping[str, Any] | None = ((audit or {}).get("views") or {}).get(concern.NAME)
    return view
