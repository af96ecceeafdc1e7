# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What to do after a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import fix_plan
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import CHECK, FLEET
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import some
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path import works
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import parts_of

PAGE = {
    control.id: f"docs/{concern.NAME}.md"
    for concern in EVERY_CONCERN
    for control in (*concern.CONTROLS, *concern.FARM_CONTROLS)
}


@dataclass(frozen=True)
class Step:
    """what: in words. command: to copy; empty where there is none."""

    what: str
    command: str = ""


def next_steps(report: Mapping[str, Any], fixed: Mapping[str, Fixing], how: Invocation) -> list[Step]:
    """how: this run was started, so that the commands lead to the same nodes."""
    if report["mode"] == FLEET:
        return _of_fleet(report)
    described = [farm for farm in report["farms"] if farm["problem"] is None]
    nodes = [node for farm in described for node in parts_of(farm)]
    findings = [finding for node in nodes for finding in node["findings"]]
    steps = [Step("audit the other nodes too: without --limit")] if any(not node["in_run"] for node in nodes) else []
    if wrong := [farm["name"] for farm in report["farms"] if farm["problem"]]:
        steps.append(Step(f"correct the description of {some(wrong)}, then start the run again"))
    if any(finding["state"] == State.UNKNOWN for finding in findings):
        steps.append(Step("see why nodes could not be read", how.preflight()))
    steps += _fixes(report["mode"], findings, fixed, how)
    name = next((farm["names"][0] for farm in described), "<name>")
    if not findings and not wrong:
        proved = all(works(farm) for farm in described)
        no_proof = "" if proved else "; that is no proof that tickets are accepted"
        steps.append(Step(f"nothing that was found needs a fix{no_proof}"))
    steps.append(
        Step(
            "where users still get a password prompt, or NTLM: look at what was not looked at, by hand; then take a "
            "new ticket on a client (after klist purge), and read the answer",
            f"klist get HTTP/{name}",
        )
    )
    return steps


def _of_fleet(report: Mapping[str, Any]) -> list[Step]:
    """No node was asked, and each farm has an inventory of its own."""
    unknown = [farm["name"] for farm in report["farms"] if farm["problem"]]
    others = [farm["name"] for farm in report["farms"] if not farm["problem"] and farm["status"] != Status.COMPLIANT]
    steps = [Step(f"audit {some(unknown)}: nothing is known now, for the reason above")] if unknown else []
    if others:
        steps.append(Step(f"look at the last report of {some(others)}, which has the commands that come next"))
    return steps or [Step("nothing that was found needs a fix; that is no proof that tickets are accepted")]


def _fixes(
    mode: str, findings: Sequence[Mapping[str, Any]], fixed: Mapping[str, Fixing], how: Invocation
) -> list[Step]:
    drift = [finding for finding in findings if finding["state"] == State.DRIFT]
    fixable = {finding["control"] for finding in drift if fix_plan.is_fixed(finding)}
    steps = []
    if any(fixing.failure for fixing in fixed.values()):
        steps.append(Step("remove the reason for which the run stopped, then resume it"))
    elif fixable and mode == CHECK:
        steps.append(Step("carry out this plan", how.resume()))
    elif fixable:
        steps.append(Step("see what a fix would change, without a change", how.plan()))
    left = [
        finding["control"]
        for finding in drift
        if finding["remedy"] not in (Remedy.FIX, Remedy.FOLLOWS) and not fix_plan.is_compared_again(finding, fixable)
    ]
    if left:
        pages = ", ".join(dict.fromkeys(PAGE[control] for control in left if control in PAGE))
        steps.append(Step(f"what a fix does not change: see {pages}"))
    return steps
