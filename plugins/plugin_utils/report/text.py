# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report as text, shown at the end of a run: a table node x control, then a sentence for every drift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import sentence
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import fix_plan
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing

CELLS = {
    "compliant": "ok",
    "drift": "DRIFT",
    "waived": "waived",
    "waived, could not check": "waived ?",
    "not applicable": "-",
    "pending": "pending",
    "could not check": "?",
}


def text(report: Mapping[str, Any], fixed: Mapping[str, Fixing]) -> str:
    return "\n".join(line for farm in report["farms"] for line in _farm(farm, fixed))


def _farm(farm: Mapping[str, Any], fixed: Mapping[str, Fixing]) -> list[str]:
    lines = ["", f"Farm {farm['name']} ({', '.join(farm['names'])}): {farm['verdict']}", "", *_table(farm["nodes"])]
    for node in farm["nodes"]:
        sentences = _node(node, fixed.get(node["node"], Fixing()))
        lines += ["", f"{node['node']}:", *(f"  {line}" for line in sentences)] if sentences else []
    return [*lines, ""]


def _node(node: Mapping[str, Any], fixing: Fixing) -> list[str]:
    lines = [f"fixed: {fix_plan.as_text(change)}" for change in fixing.all()]
    if fixing.check:
        lines = fix_plan.steps(fixing.changes, fixing.drains) if fixing.all() else []
    if fixing.failure:
        lines.append(f"NOT FIXED: {fixing.failure}")
    if fixing.drained or fixing.maybe_drained:
        lines += [
            "LEFT DRAINED: NLB sends it no new connections until it is started"
            if fixing.drained
            else "MAY BE LEFT DRAINED: whether it was drained or started is not known",
            "  resume: ansible-playbook fix-kerberos.yml",
            f"  undo:   ansible-playbook playbooks/rollback.yml -e kerberos_undoes={fixing.run}",
        ]
    if node["problem"]:
        return [*lines, f"could not check: {node['problem']}"]
    # In check mode the drift that would be fixed is still there, and is in the lines above.
    settled = {(change["control"], change["subject"]) for change in fixing.all() if fixing.check}
    left = [finding for finding in node["findings"] if (finding["control"], finding["subject"]) not in settled]
    return [*lines, *map(sentence, left), *dict.fromkeys(finding["cause"] for finding in left if "cause" in finding)]


def _table(nodes: Sequence[Mapping[str, Any]]) -> list[str]:
    controls = list(dict.fromkeys(control for node in nodes for control in node["controls"]))
    cells = ([CELLS[node["controls"].get(control, "not applicable")] for control in controls] for node in nodes)
    rows = [["node", *controls], *([node["node"], *row] for node, row in zip(nodes, cells, strict=True))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
