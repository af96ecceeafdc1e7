# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report on farms, as plain data: the content of kerberos-audit.json (see docs/report.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model import waivers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import Waiver

SCHEMA = 1
# The state of a control on a node is the first of these that any of its subjects is in.
WORST = (
    *(State.UNKNOWN, State.DRIFT, State.PENDING, State.WAIVED_UNKNOWN, State.WAIVED),
    *(State.COMPLIANT, State.NOT_APPLICABLE),
)
EXCEPTED = {
    State.WAIVED: "waived",
    State.WAIVED_UNKNOWN: "waived that could not be checked",
    State.PENDING: "pending",
}

Audits = Mapping[str, Mapping[str, Any] | None]  # node -> the audit task's result; None: not audited in this run


def report(
    farms: Sequence[Farm], audits: Audits, concerns: Sequence[Concern], run: str, now: datetime
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "run": run,
        "time": now.isoformat(timespec="seconds"),
        "farms": [farm_report(farm, audits, concerns, now.date()) for farm in farms],
    }


def farm_report(farm: Farm, audits: Audits, concerns: Sequence[Concern], today: date) -> dict[str, Any]:
    """Every node of the description is in the report, read or not: a missing one must not look like a healthy one."""
    read = {node: _node_report(node, audits.get(node), concerns) for node in farm.nodes}
    # Once a node: a farm of many nodes and waivers would spend most of its report on reading them for every concern.
    given = {
        node: [Waiver.from_arguments(waiver, "waivers") for waiver in farm.waivers_of(node)] for node in farm.nodes
    }
    for concern in concerns:
        _add_agreement(concern, read, audits, given, today)
    for node in read.values():
        found = node["controls"]
        node["controls"] = {control: found[control] for control in IDENTIFIERS if control in found}
    total = Counter(state for node in read.values() for state in node["controls"].values())
    return {
        "name": farm.name,
        "names": list(farm.names),
        "verdict": _verdict(total),
        "counts": {state.value: total[state.value] for state in WORST},
        "nodes": list(read.values()),
    }


def _node_report(node: str, audit: Mapping[str, Any] | None, concerns: Sequence[Concern]) -> dict[str, Any]:
    problem = _problem(audit)
    if audit is None or problem:
        controls = [control for concern in concerns for control in concern.CONTROLS]
        found = from_findings(unknown(controls, problem or ""))
    else:
        found = {"findings": list(audit["findings"]), "counts": dict(audit["counts"])}
    return {"node": node, "problem": problem, "controls": _states(found["counts"]), "findings": found["findings"]}


def _problem(audit: Mapping[str, Any] | None) -> str | None:
    if audit is None:
        return "the node was not audited in this run"
    if audit.get("unreachable"):
        return f"could not be asked: {audit.get('msg', '')}"
    if audit.get("timedout"):
        return f"did not answer within {audit['timedout']['period']} seconds (kerberos_timeout)"
    if audit.get("failed") or "findings" not in audit:
        return str(audit.get("msg") or "its audit gave no result")
    return None


def _states(counts: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    return {
        control: next(state.value for state in WORST if states.get(state.value)) for control, states in counts.items()
    }


def _add_agreement(
    concern: Concern,
    nodes: Mapping[str, dict[str, Any]],
    audits: Audits,
    given: Mapping[str, Sequence[Waiver]],
    today: date,
) -> None:
    views = {name: view for name in nodes if (view := _view(concern, audits.get(name))) is not None}
    agreed = concern.agreement(views, len(nodes))
    for name, node in nodes.items():
        found = agreed.get(name) or unknown(concern.FARM_CONTROLS, node["problem"] or "its settings could not be read")
        agreement = from_findings(waivers.apply(found, given[name], today))
        node["findings"] += agreement["findings"]
        for control, state in _states(agreement["counts"]).items():
            # A control may have findings of the node and of the comparison of all nodes: the worse state counts.
            states = {State(state), State(node["controls"].get(control, state))}
            node["controls"][control] = next(worst.value for worst in WORST if worst in states)


def _view(concern: Concern, audit: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    view: Mapping[str, Any] | None = ((audit or {}).get("views") or {}).get(concern.NAME)
    return view


def _verdict(total: Mapping[str, int]) -> str:
    """Never "Kerberos works": that would need a ticket that a node has accepted, and an answer of every node."""
    unread, drift = total.get(State.UNKNOWN.value, 0), total.get(State.DRIFT.value, 0)
    failed = [f"{unread} could not be checked"] if unread else []
    failed += [f"{drift} drifted"] if drift else []
    if failed:
        return f"of {sum(total.values())} checks, {' and '.join(failed)}"
    excepted = [f"{total[state]} {words}" for state, words in EXCEPTED.items() if total.get(state)]
    return "everything that was checked is as described" + (f", except {' and '.join(excepted)}" if excepted else "")
