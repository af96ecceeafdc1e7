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
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import WrongFarm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.node_problem import problem_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.not_looked_at import left_out, not_looked_at
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import of_farm, worst
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import likely_causes, step_of, verdict
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.waiver_use import (
    covering,
    waiver_use,
    waivers_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import parts_of

SCHEMA = 2
# The state of a control on a node is the first of these that any of its subjects is in.
WORST = (
    *(State.UNKNOWN, State.DRIFT, State.PENDING, State.WAIVED_UNKNOWN, State.WAIVED),
    *(State.COMPLIANT, State.NOT_APPLICABLE),
)
NOT_COMPARED = "not compared, because the farm's other nodes were not in this run"

WRONG = "its description is wrong, so nothing is known of it"

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
    not_fixed: Collection[str] = (),
    wrong: Sequence[WrongFarm] = (),
    whole: Mapping[str, Sequence[Finding]] | None = None,
) -> dict[str, Any]:
    """not_fixed: the nodes that could not be fixed or rolled back, or that do not serve after the run.

    wrong: the farms whose description is wrong. whole: name of a farm -> what was found of it as a whole.
    """
    started = about.started(now)
    when = {
        "run": about.run,
        "mode": about.mode,
        "time": now.isoformat(timespec="seconds"),
        "concerns": [concern.NAME for concern in concerns],
    }
    found = [
        when | farm_report(farm, audits, concerns, now.date(), inventory, not_fixed, (whole or {}).get(farm.name, ()))
        for farm in farms
    ]
    found += [when | _wrong_farm(farm, concerns) for farm in wrong]
    return {
        "schema": SCHEMA,
        **when,
        "version": about.version,
        "started": started.isoformat(timespec="seconds"),
        "seconds": max(0, round((now - started).total_seconds())),
        "nodes_read": sum(node["in_run"] and node["problem"] is None for farm in found for node in farm["nodes"]),
        "status": worst(farm["status"] for farm in found).value,
        "farms": found,
        "not_looked_at": not_looked_at([] if wrong else farms, concerns),
    }


def farm_report(
    farm: Farm,
    audits: Audits,
    concerns: Sequence[Concern],
    today: date,
    inventory: Inventory = EVERY_NODE,
    not_fixed: Collection[str] = (),
    whole: Sequence[Finding] = (),
) -> dict[str, Any]:
    """Every node of the description is in the report, read or not: a missing one must not look like a healthy one."""
    nodes = {node: _node_report(node, audits.get(node), concerns, inventory) for node in farm.nodes}
    here = {name: node for name, node in nodes.items() if node["in_run"]}
    # Once a farm: one of many nodes and waivers would spend most of its report on reading them for every concern.
    given = waivers_of(farm)
    for_node = {name: _waivers_for(farm, given, name) for name in ("", *here)}
    compared = len(here) > 1 or len(nodes) == 1
    for concern in concerns:
        views = {name: view for name in here if (view := _view(concern, audits.get(name))) is not None}
        agreed = concern.agreement(views, len(nodes))
        for name, node in here.items():
            found = _agreement(concern, agreed.get(name), _why_unread(concern, node), compared)
            _add(node, waivers.apply(found, for_node[name], today))
    own: dict[str, Any] = {"problem": None, "controls": {}, "not_applicable": {}, "findings": []}
    _add(own, waivers.apply(whole, for_node[""], today))
    for name, part in {"": own, **here}.items():
        _complete(part)
        for finding in part["findings"]:
            finding["waiver"] = covering(farm, given, name, finding, today)
    counts = _counts([own, *here.values()])
    described = {
        "name": farm.name,
        "names": list(farm.names),
        "status": of_farm(counts, not_fixed=any(node in not_fixed for node in farm.nodes)).value,
        "counts": counts,
        **own,
        "nodes": list(nodes.values()),
        "waivers": waiver_use(farm, given, {"": own, **here}, today),
        "left_out": left_out(farm),
        "ledger": None,
    }
    parts = parts_of(described)
    said = verdict(parts, counts, ["IIS"] if farm.site is None else [])
    return {**described, "verdict": said, "likely_causes": likely_causes(parts)}


def _wrong_farm(farm: WrongFarm, concerns: Sequence[Concern]) -> dict[str, Any]:
    """No node of it was asked: its hosts are in the report as nodes of which nothing is known."""
    controls = [c for concern in concerns for c in (*concern.CONTROLS, *concern.FARM_CONTROLS)]
    nodes = []
    for host in farm.hosts:
        node: dict[str, Any] = {"node": host, "in_run": True, "problem": farm.problem}
        node |= {"controls": {}, "not_applicable": {}, "findings": []}
        _add(node, unknown(controls, farm.problem))
        _complete(node)
        nodes.append(node)
    counts = _counts(nodes)
    return {
        "name": farm.name,
        "names": [],
        "status": of_farm(counts).value,
        "problem": farm.problem,
        "verdict": WRONG,
        "likely_causes": [],
        "counts": counts,
        **{"controls": {}, "not_applicable": {}, "findings": []},
        "nodes": nodes,
        **{"waivers": [], "left_out": [], "ledger": None},
    }


def _waivers_for(farm: Farm, given: Sequence[Waiver], node: str) -> list[Waiver]:
    """node: "" for the farm as a whole."""
    pairs = zip(farm.waivers, given, strict=True)
    return [waiver for written, waiver in pairs if not written.get("nodes") or node in written["nodes"]]


def _counts(parts: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    total = Counter(state for part in parts for state in part["controls"].values())
    return {state.value: total[state.value] for state in WORST}


def _complete(part: dict[str, Any]) -> None:
    """A node, or the farm as a whole, once it has all of its findings."""
    states = part["controls"]
    known = [control for control in IDENTIFIERS if control in states]
    part["controls"] = {control: states[control] for control in dict.fromkeys([*known, *states])}
    for finding in part["findings"]:
        finding |= {"step": step_of(finding).word, "since": None, "waiver": None}


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
