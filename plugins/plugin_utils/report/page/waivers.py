# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The waivers of all farms, those first that somebody must look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number

STATES = ("expired", "ends soon", "in force")
NO_END = "no end"
NOTHING = "nothing: may be removed"
ENDED = "nothing, since it has ended: may be removed"
NOT_KNOWN = "not known: not everything that it is for was read"


def waivers(farms: Sequence[Mapping[str, Any]], now: str) -> list[dict[str, Any]]:
    today = datetime.fromisoformat(now).date()
    found = [_waiver(farm["name"], waiver, today) for farm in farms for waiver in farm["waivers"]]
    return sorted(found, key=lambda each: (STATES.index(each["state"]), each["until"]))


def _waiver(farm: str, waiver: Mapping[str, Any], today: date) -> dict[str, Any]:
    return {
        "farm": farm,
        "control": waiver["control"],
        "subject": waiver["subject"],
        "nodes": ", ".join(waiver["nodes"]) or "all nodes",
        "state": waiver["state"],
        "until": waiver["until"] or NO_END,
        "left": _left(waiver["until"], today),
        "owner": waiver["owner"],
        "ticket": waiver["ticket"] or "-",
        "approved_by": waiver["approved_by"] or "-",
        "reason": waiver["reason"],
        "covers": _covers(waiver),
    }


def _left(until: str | None, today: date) -> str:
    if until is None:
        return ""
    days = (date.fromisoformat(until) - today).days
    if days < 0:
        return f"ended {number(-days, 'day', 'days')} ago"
    return "last day" if days == 0 else f"{number(days, 'day', 'days')} left"


def _covers(waiver: Mapping[str, Any]) -> str:
    covers = waiver["covers"]
    if covers is None:
        return NOT_KNOWN
    if covers == 0 and waiver["state"] == "expired":
        return ENDED
    return number(covers, "finding", "findings") if covers else NOTHING
