# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report on a fleet: what the folder of the histories says of every farm. No node is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AUDIT, AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import WORST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import SCHEMA
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status, worst
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import step_of

NOTHING: Mapping[str, Any] = {"controls": {}, "not_applicable": {}, "findings": []}


def fleet(folder: Path, about: AboutRun, now: datetime, overdue_days: int) -> tuple[dict[str, Any], store.Histories]:
    """Raises ValueError where the folder holds no history."""
    names = sorted({path.stem for path in folder.glob("[!.]*") if path.suffix in (".json", ".jsonl")})
    if not names:
        raise ValueError(
            f"{folder} holds no history of a farm; set kerberos_history to the folder that the audits have"
        )
    farms: list[dict[str, Any]] = []
    histories: store.Histories = {}
    reports: list[Mapping[str, Any]] = []
    for stem in names:
        name = unquote(stem)
        try:
            kept = store.load(folder, name)
            if kept.report is None:
                raise ValueError("no audit of all of its nodes is kept; audit the farm without --limit")
            name = kept.report["farms"][0]["name"]
            histories[name] = kept.history()
            farms.append(shown(kept.told(kept.report["farms"][0]), histories[name], now, overdue_days))
            reports.append(kept.report)
        except (ValueError, OSError, KeyError) as error:
            farms.append(_unknown_farm(name, about, now, str(error)))
    return {
        "schema": SCHEMA,
        "run": about.run,
        "mode": about.mode,
        "version": about.version,
        "started": now.isoformat(timespec="seconds"),
        "time": now.isoformat(timespec="seconds"),
        "seconds": 0,
        "nodes_read": 0,
        "concerns": list(dict.fromkeys(concern for farm in farms for concern in farm["concerns"])),
        "status": worst(farm["status"] for farm in farms).value,
        "farms": farms,
        "not_looked_at": _once([one for report in reports for one in report["not_looked_at"]]),
    }, histories


def shown(farm: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], now: datetime, days: int) -> dict[str, Any]:
    """A farm's last whole report as it counts now: nothing is known of one that is overdue."""
    time = datetime.fromisoformat(farm["time"])
    if now - time > timedelta(days=days):
        problem = f"not audited since {time:%Y-%m-%d %H:%M} UTC, which is more than {days} days; audit all of its nodes"
        return _overdue(farm, problem, (time + timedelta(days=days)).isoformat(timespec="seconds"))
    later = [line for line in lines if datetime.fromisoformat(line["time"]) > time]
    bad = worst([farm["status"], *(line["status"] for line in later)])
    if bad == farm["status"]:
        return dict(farm)
    one = next(line for line in reversed(later) if line["status"] == bad)
    verdict = f"{farm['verdict']}; the later run {one['run']} of {one['time']} ended with: {bad.value}"
    return {**farm, "status": bad.value, "verdict": verdict}


def failure(report: Mapping[str, Any], fails_on: Sequence[str]) -> str:
    """Why the run fails; empty where it does not."""
    failures = [f"farm {farm['name']}: {farm['problem']}" for farm in report["farms"] if farm["problem"]]
    for farm in report["farms"]:
        counts = {state: farm["counts"].get(state, 0) for state in fails_on}
        found = [
            f"{count} of {sum(farm['counts'].values())} checks: {state}" for state, count in counts.items() if count
        ]
        if not found and farm["status"] in (Status.NOT_FIXED, *fails_on):
            found = [farm["verdict"]]
        failures += [f"farm {farm['name']}: {one}" for one in found if not farm["problem"]]
    return f"{'; '.join(failures)} (see the report above)" if failures else ""


def _overdue(farm: Mapping[str, Any], problem: str, since: str) -> dict[str, Any]:
    own = _unchecked(farm, problem, since)
    nodes = [{**node, "in_run": True, "problem": problem, **_unchecked(node, problem, since)} for node in farm["nodes"]]
    total = Counter(state for part in (own, *nodes) for state in part["controls"].values())
    return {
        **farm,
        **own,
        "status": Status.UNKNOWN.value,
        "problem": problem,
        "verdict": f"nothing is known: {problem}",
        "likely_causes": [],
        "counts": {state.value: total[state.value] for state in WORST},
        "nodes": nodes,
        "waivers": [{**waiver, "covers": None} for waiver in farm["waivers"]],
    }


def _unchecked(part: Mapping[str, Any], problem: str, since: str) -> dict[str, Any]:
    found = from_findings(unknown([Control(control, "", Remedy.REPORT) for control in part["controls"]], problem))[
        "findings"
    ]
    findings = [{**one, "step": step_of(one).word, "since": since, "waiver": None} for one in found]
    return {**NOTHING, "controls": dict.fromkeys(part["controls"], State.UNKNOWN.value), "findings": findings}


def _unknown_farm(name: str, about: AboutRun, now: datetime, problem: str) -> dict[str, Any]:
    return {
        "name": name,
        "names": [],
        "run": about.run,
        "mode": AUDIT,
        "time": now.isoformat(timespec="seconds"),
        "concerns": [],
        "status": Status.UNKNOWN.value,
        "problem": problem,
        "verdict": "nothing is known: its history cannot be used",
        "likely_causes": [],
        "counts": {state.value: 0 for state in WORST},
        **NOTHING,
        "nodes": [],
        "waivers": [],
        "left_out": [],
        "ledger": None,
    }


def _once(given: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for number, one in enumerate(given) if one not in given[:number]]
