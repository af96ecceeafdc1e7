# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A farm as its last audits of all nodes have found it, and as that counts now: never better than what is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.kept import Kept, Report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.left_out import with_left_out
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.unchecked import counted, dated, unchecked
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status, worst

Line = Mapping[str, Any]


def current(kept: Kept, now: datetime, days: int, concerns: Collection[str]) -> dict[str, Any]:
    """concerns: those that are missed where audits leave them out. Raises ValueError where no report is kept."""
    if kept.report is None:
        raise ValueError("no audit of all of its nodes is kept; audit the farm without --limit")
    farm = _whole(kept.report)
    first = now - timedelta(days=days)
    if _time(kept.report) >= first:
        return _with_later_runs(farm, kept.history())
    if kept.narrower is None or _time(kept.narrower) < first:
        return _overdue(farm, _time(kept.narrower or kept.report), days)
    last = _whole(kept.narrower)
    return _with_later_runs(with_left_out(farm, last, kept.entries, days, concerns), kept.history())


def _whole(report: Report) -> dict[str, Any]:
    """Its farm, with what reports of an older version have not."""
    (farm,) = report["farms"]
    return {**{kind.rows: [] for kind in KINDS}, "timeline": [], **farm}


def _time(report: Report) -> datetime:
    return datetime.fromisoformat(report["farms"][0]["time"])


def _with_later_runs(farm: Mapping[str, Any], lines: Sequence[Line]) -> dict[str, Any]:
    """A later run that has asked less makes a farm worse, and never better."""
    later = [line for line in lines if datetime.fromisoformat(line["time"]) > datetime.fromisoformat(farm["time"])]
    status = worst([farm["status"], *(line["status"] for line in later)])
    said = [farm["verdict"]]
    if status != farm["status"]:
        said.append(_ended(next(line for line in reversed(later) if line["status"] == status)))
    if later and later[-1]["status"] != status:
        said.append(f"{_ended(later[-1])}, and has not asked everything; audit all nodes")
    return {**farm, "status": status.value, "verdict": "; ".join(said)}


def _ended(line: Line) -> str:
    return f"the later run {line['run']} of {line['time']} ended with: {line['status']}"


def _overdue(farm: Mapping[str, Any], time: datetime, days: int) -> dict[str, Any]:
    problem = f"not audited since {time:%Y-%m-%d %H:%M} UTC, which is more than {days} days; audit all of its nodes"
    since = (time + timedelta(days=days)).isoformat(timespec="seconds")

    def nothing_known(part: Mapping[str, Any]) -> dict[str, Any]:
        controls = [Control(control, "", Remedy.REPORT) for control in part["controls"]]
        return unchecked(dated(unknown(controls, problem), since))

    nodes = [{**node, "in_run": True, "problem": problem, **nothing_known(node)} for node in farm["nodes"]]
    rows = {
        kind.rows: [{**row, "problem": problem, **nothing_known(row), "held": {}} for row in farm[kind.rows]]
        for kind in KINDS
    }
    return counted(
        {
            **farm,
            **nothing_known(farm),
            "status": Status.UNKNOWN.value,
            "problem": problem,
            "verdict": f"nothing is known: {problem}",
            "likely_causes": [],
            "path": None,
            "key_switch": None,
            "nodes": nodes,
            **rows,
            "waivers": [{**waiver, "covers": None} for waiver in farm["waivers"]],
        }
    )
