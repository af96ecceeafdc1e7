# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Concerns that a farm's last audit of all nodes has not asked for, and that an earlier one has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import FARM, NODE, Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS, Kind
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import ledger
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.unchecked import NOTHING, counted, dated, unchecked
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status, worst
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import row_title

OPEN = (State.DRIFT.value, State.PENDING.value, State.UNKNOWN.value)  # what is waived may stay as it is

Farm = Mapping[str, Any]


def with_left_out(former: Farm, last: Farm, entries: ledger.Open, days: int, missed: Collection[str]) -> dict[str, Any]:
    """last: the farm's last audit of all nodes. former: the last one with all concerns, which is overdue.

    missed: the concerns that may not be left out. Of another one only what was open could not be checked.
    """
    left = [one for one in EVERY_CONCERN if one.NAME in former["concerns"] and one.NAME not in last["concerns"]]
    time = datetime.fromisoformat(former["time"])

    def added(name: str, scope: str) -> Iterator[dict[str, Any]]:
        for concern in left:
            if scope != concern.SCOPE:
                continue
            if concern.NAME in missed:
                yield from _all(concern, time, days)
            else:
                yield from _open(concern, name, entries, time)

    def part(name: str, scope: str, given: Mapping[str, Any]) -> dict[str, Any]:
        return {**given, **unchecked(list(added(name, scope)), given)}

    nodes = [part(node["node"], NODE, node) for node in last["nodes"]]
    farm = counted({**part(ledger.WHOLE_FARM, FARM, last), "nodes": nodes})
    for kind in KINDS:
        rows = (part(row_title(kind, row[kind.field]), kind.name, row) for row in _rows(kind, former, last))
        farm[kind.rows] = [row for row in rows if row["controls"]]
    names = dict.fromkeys(one.NAME for one in left)
    said = [f"{name} was not {'audited in time' if name in missed else 'looked at'}" for name in names]
    status = worst([last["status"], *([Status.UNKNOWN] if farm["counts"][State.UNKNOWN.value] else [])])
    return {**farm, "status": status.value, "verdict": "; ".join([last["verdict"], *said])}


def _rows(kind: Kind, former: Farm, last: Farm) -> list[dict[str, Any]]:
    """A report without concerns of this kind of computer has none of them."""
    known = {row[kind.field]: row for row in last[kind.rows]}
    nothing = {"problem": None, **NOTHING, "held": {}}
    names = dict.fromkeys(row[kind.field] for row in (*former[kind.rows], *last[kind.rows]))
    return [{kind.field: name, **nothing, **known.get(name, {})} for name in names]


def _all(concern: Concern, time: datetime, days: int) -> list[dict[str, Any]]:
    reason = (
        f"{concern.NAME} was last audited on {time:%Y-%m-%d %H:%M} UTC, which is more than {days} days ago; audit it, "
        "or, where it is left out for good, set kerberos_concerns of report.yml to the other concerns"
    )
    since = (time + timedelta(days=days)).isoformat(timespec="seconds")
    return dated(unknown([*concern.CONTROLS, *concern.FARM_CONTROLS], reason), since)


def _open(concern: Concern, node: str, entries: ledger.Open, time: datetime) -> Iterator[dict[str, Any]]:
    controls = {control.id for control in (*concern.CONTROLS, *concern.FARM_CONTROLS)}
    for key, entry in entries.items():
        if key.node == node and key.control in controls and entry.state in OPEN:
            was = "not known" if entry.state == State.UNKNOWN.value else entry.state
            reason = (
                f"it was {was} when {concern.NAME} was last audited, on {time:%Y-%m-%d %H:%M} UTC; mend it, and audit "
                f"{concern.NAME} once more"
            )
            yield from dated([Finding(key.control, key.subject, State.UNKNOWN, reason=reason)], entry.since)
