# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The verdict of the run, what it did not ask, and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.trend import mended
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.unknown import Reason
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.words import day, days, minute
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary import TITLES, WORST_FIRST

VERDICTS: Mapping[str, str] = {
    Status.NOT_FIXED.value: "A node could not be fixed or rolled back, or does not serve after the run.",
    Status.UNKNOWN.value: "Not everything could be checked. What could not be checked has not passed.",
    Status.DRIFT.value: "Everything could be checked. Some settings are not as described.",
    Status.COMPLIANT.value: "Everything that was looked at is as described, or is waived or pending.",
}
NO_HISTORY = "no history is kept"

Farm = Mapping[str, Any]


@dataclass(frozen=True)
class Tile:
    number: str
    words: str
    tone: str = ""


def worst_first(farms: Sequence[Farm]) -> list[Farm]:
    return sorted(farms, key=lambda farm: (WORST_FIRST.index(farm["status"]), -farm["counts"].get(State.DRIFT, 0)))


def overview(report: Mapping[str, Any], histories: Mapping[str, Any], reasons: Sequence[Reason] = ()) -> dict[str, Any]:
    return {
        "title": TITLES[report["mode"]],
        "verdict": VERDICTS[report["status"]],
        "unknown": _unknown(reasons),
        "time": minute(report["time"]),
        "read": _read(report),
        "not_asked": list(_not_asked(report)),
        "tiles": list(_tiles(report, histories)),
    }


def _unknown(reasons: Sequence[Reason]) -> str:
    made = number(sum(reason.checks for reason in reasons), "check", "checks")
    return f"{made} could not be made, for {number(len(reasons), 'reason', 'reasons')}"


def _read(report: Mapping[str, Any]) -> str:
    here = sum(node["in_run"] for farm in report["farms"] for node in farm["nodes"])
    return f"{report['nodes_read']} of {number(here, 'node', 'nodes')} read"


def _not_asked(report: Mapping[str, Any]) -> Iterator[str]:
    left = [name for name in NAMES if name not in report["concerns"]]
    if left:
        yield f"Concerns: {', '.join(left)}"
    for farm in report["farms"]:
        away = [node["node"] for node in farm["nodes"] if not node["in_run"]]
        if away:
            yield f"Not in this run, of farm {farm['name']}: {', '.join(away)}"


def _tiles(report: Mapping[str, Any], histories: Mapping[str, Any]) -> Iterator[Tile]:
    farms = report["farms"]
    for status in Status:
        count = sum(farm["status"] == status for farm in farms)
        if count or status in (Status.UNKNOWN, Status.DRIFT, Status.COMPLIANT):
            yield Tile(
                str(count), f"{'farm' if count == 1 else 'farms'}: {status.value}", status.value if count else ""
            )
    drift = [
        (farm["time"], check.finding["since"])
        for farm in farms
        for check in checks(farm)
        if check.finding and check.state == State.DRIFT and check.finding["since"]
    ]
    known = [farm for farm in farms if histories.get(farm["name"])]
    of = f" ({len(known)} of {number(len(farms), 'farm', 'farms')} with a history)" if len(known) < len(farms) else ""
    if drift or known:
        yield Tile(str(sum(time == since for time, since in drift)), "new drift in this run")
    else:
        yield Tile("-", f"new drift in this run: {NO_HISTORY}")
    if known:
        closed = sum(
            len(mended(line)) for farm in known for line in histories[farm["name"]] if line["run"] == farm["run"]
        )
        yield Tile(str(closed), f"mended since the run before{of}")
    else:
        yield Tile("-", f"mended since the run before: {NO_HISTORY}")
    if drift:
        oldest = min(since for _, since in drift)
        yield Tile(number(days(oldest, report["time"]), "day", "days"), f"oldest drift, since {day(oldest)}")
    else:
        yield Tile("-", "oldest drift: none, or its age is not known")
    states = [waiver["state"] for farm in farms for waiver in farm["waivers"]]
    ended, soon = states.count("expired"), states.count("ends soon")
    yield Tile(str(ended), f"{'waiver' if ended == 1 else 'waivers'} expired", "expired" if ended else "")
    yield Tile(
        str(soon), f"{'waiver ends' if soon == 1 else 'waivers end'} within 30 days", "ends soon" if soon else ""
    )
