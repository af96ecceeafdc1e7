# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The table of the farms, with the drift of their last runs as a small diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.trend import Run, run
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import NOT_FIXED, checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.words import day, days, minute
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status

RUNS = 30
STEP, BAR, HEIGHT = 4, 3, 28  # of a bar, in units of the diagram


def farms(chosen: Sequence[Mapping[str, Any]], histories: Mapping[str, Any], now: str) -> list[dict[str, Any]]:
    return [_row(farm, histories.get(farm["name"]) or (), now) for farm in chosen]


def _row(farm: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], now: str) -> dict[str, Any]:
    here = [node for node in farm["nodes"] if node["in_run"]]
    read = sum(node["problem"] is None for node in here) if farm["problem"] is None else 0
    since = [
        check.finding["since"]
        for check in checks(farm)
        if check.finding and check.state == State.DRIFT and check.finding["since"]
    ]
    oldest = min(since, default=None)
    counts = farm["counts"]
    return {
        "name": farm["name"],
        "names": farm["names"],
        "status": farm["status"],
        "words": farm["problem"] or _words(farm),
        "nodes": f"{read} of {len(farm['nodes'])}",
        "drift": counts.get(State.DRIFT, 0),
        "unknown": counts.get(State.UNKNOWN, 0),
        "waived": counts.get(State.WAIVED, 0) + counts.get(State.WAIVED_UNKNOWN, 0),
        "oldest": day(oldest) if oldest else "",
        "days": number(days(oldest, now), "day", "days") if oldest else "",
        "time": minute(farm["time"]),
        "diagram": diagram([run(line) for line in lines[-RUNS:]]),
    }


def _words(farm: Mapping[str, Any]) -> str:
    """Of a farm that was not fixed the verdict alone can read well."""
    return f"{NOT_FIXED}; {farm['verdict']}" if farm["status"] == Status.NOT_FIXED else str(farm["verdict"])


def diagram(runs: Sequence[Run]) -> dict[str, Any] | None:
    """drift, unknown: paths of an SVG, of which the second stands on the first. label: the same in words."""
    if not runs:
        return None
    most = max(1, *(run.drift + run.unknown for run in runs))
    drift, unknown = [], []
    for position, one in enumerate(runs):
        left, low = position * STEP, round(one.drift * HEIGHT / most, 1)
        high = round((one.drift + one.unknown) * HEIGHT / most, 1)
        if low:
            drift.append(f"M{left} {HEIGHT}v-{low}h{BAR}V{HEIGHT}z")
        if high > low:
            unknown.append(f"M{left} {round(HEIGHT - low, 1)}V{round(HEIGHT - high, 1)}h{BAR}v{round(high - low, 1)}z")
    words = [f"{one.drift}" + (f" and {one.unknown} not checked" if one.unknown else "") for one in runs]
    return {
        "drift": "".join(drift),
        "unknown": "".join(unknown),
        "width": max(len(runs), 10) * STEP,
        "height": HEIGHT,
        "label": f"Drift in the last runs, oldest first: {', '.join(words)}",
    }
