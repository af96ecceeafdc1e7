# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report in short, in Markdown: for a ticket, a mail, a chat, the summary of a pipeline's step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number, some
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path import works
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import caches_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary_lines import (
    could_not_check,
    drift,
    ending_waivers,
    first_steps,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary_text import code, section

Report = Mapping[str, Any]

WORST_FIRST = ("not fixed", "could not check", "drift", "compliant")
TITLES = {
    "audit": "Kerberos audit",
    "check": "Kerberos fix in check mode",
    "fix": "Kerberos fix",
    "rollback": "Kerberos rollback",
    "fleet": "Kerberos audits of all farms",
}
# Bytes of each part. Together with what has a fixed length they are less than 16 KB.
CAUSES, FARMS, UNKNOWN, FINDINGS, WAIVERS, NEXT = 3000, 2900, 2900, 3800, 1800, 1000


def summary(report: Report, histories: Mapping[str, Any]) -> Mapping[str, str]:
    """At most 16 KB: a chat takes 28, a check run 65. What is left out is counted."""
    farms = sorted(report["farms"], key=lambda farm: WORST_FIRST.index(farm["status"]))
    parts = [
        "\n".join([f"# {TITLES[report['mode']]}: {report['status']}", "", *_overview(report)]),
        section("First broken step of a ticket's path", first_steps(farms), CAUSES),
        section("Farms", [_farm(farm) for farm in farms], FARMS),
        section("Could not check", could_not_check(farms), UNKNOWN),
        section("Drift, new first", drift(farms), FINDINGS),
        section("Waivers that have ended, or end within 30 days", ending_waivers(farms), WAIVERS),
        section("Next", _next(report), NEXT),
    ]
    return {"": "\n\n".join(filter(None, parts)) + "\n"}


def counts(farms: Sequence[Mapping[str, Any]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for farm in farms:
        total.update(farm["counts"])
    return total


def _overview(report: Report) -> list[str]:
    nodes = [node for farm in report["farms"] for node in farm["nodes"]]
    left_out = sum(not node["in_run"] for node in nodes)
    unread = sum(node["in_run"] and node["problem"] is not None for node in nodes)
    read = f"{number(report['nodes_read'], 'node was', 'nodes were')} read"
    if unread:
        read += f", {unread} could not be read"
    if left_out:
        read += f", {left_out} {'was' if left_out == 1 else 'were'} not in this run"
    return [
        f"- checks: {_counted(counts(report['farms']))}",
        f"- {number(len(report['farms']), 'farm', 'farms')}: {read}",
        f"- run {code(report['run'])}, {code(report['time'])}",
        f"- asked for: {code(some(report['concerns']))}",
    ]


def _counted(given: Mapping[str, int]) -> str:
    return "; ".join(f"{given[state]} {state}" for state in State if given.get(state)) or "none"


def _farm(farm: Mapping[str, Any]) -> str:
    nodes = number(sum(node["in_run"] for node in farm["nodes"]), "node", "nodes")
    said = code(farm["problem"] or farm["verdict"])
    return f"**{farm['status']}**: {code(farm['name'])} ({nodes}; {_counted(farm['counts'])}): {said}"


def _next(report: Report) -> list[str]:
    total = counts(report["farms"])
    steps = []
    if report["status"] == "not fixed":
        steps.append("read the report: a node could not be fixed or rolled back, or does not serve")
    if total["could not check"] or report["status"] == "could not check":
        steps.append("see why nodes could not be read: run `preflight.yml`; what could not be checked has not passed")
    if total["drift"] and report["mode"] == "check":
        steps.append("the report has the plan of the fix; the same run without `--check` carries it out")
    elif total["drift"]:
        steps.append("see what a fix would change, without a change: run `fix-kerberos.yml` with `--check --diff`")
    if report["not_looked_at"]:
        steps.append(f"not looked at: {code(some([each['what'] for each in report['not_looked_at']]))}; see the report")
    steps += [
        f"{code(farm['name'])}: {caches}" for farm in report["farms"] if (caches := caches_text(farm.get("path")))
    ]
    if all(works(farm) for farm in report["farms"]):
        return steps
    return [*steps, "that all is as described is no proof that tickets are accepted"]
