# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is open on a farm since when, and the line that a run adds to the farm's ledger (docs/ledger.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, OF_USERS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.agreement import NOT_COMPARED
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import (
    computers_of,
    is_computer,
    row_title,
)

SCHEMA = 1
WHOLE_FARM = ""  # in the place of a node
UNANSWERED = (State.UNKNOWN.value, State.WAIVED_UNKNOWN.value)
COMPARISONS = {control.id for concern in CONCERNS for control in concern.FARM_CONTROLS}

Farm = Mapping[str, Any]  # of a report
Line = Mapping[str, Any]


class Key(NamedTuple):
    node: str
    control: str
    subject: str


class Entry(NamedTuple):
    state: str
    since: str


Open = Mapping[Key, Entry]


def after(before: Open, farm: Farm) -> dict[Key, Entry]:
    """The open set after this run. Only what the run has answered is closed, and a change of state keeps its time."""
    parts, limited = dict(_parts(farm)), is_limited(farm)
    kept = {
        key: entry
        for key, entry in before.items()
        if farm["problem"] is not None or not _is_answered(key, entry, parts, limited)
    }
    found: dict[Key, Entry] = {}
    for node, part in _parts(farm):
        for finding in part["findings"]:
            key = Key(node, finding["control"], finding["subject"])
            since = before[key].since if key in before else farm["time"]
            # Of the node and of its comparison with others: the worse one is first in the order of states.
            if key not in found or _rank(finding["state"]) < _rank(found[key].state):
                found[key] = Entry(finding["state"], since)
    return kept | found


def told(farm: Farm, entries: Open) -> dict[str, Any]:
    """The farm with the time since when each of its findings is open."""

    def part_told(node: str, part: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [{**one, "since": entries[Key(node, one["control"], one["subject"])].since} for one in part["findings"]]

    nodes = [{**node, "findings": part_told(node["node"], node)} for node in farm["nodes"]]
    # Of a computer beside the nodes that was not read nothing is open.
    rows = {
        kind.rows: [
            one if one["problem"] else {**one, "findings": part_told(row_title(kind, one[kind.field]), one)}
            for one in farm.get(kind.rows, ())
        ]
        for kind in KINDS
    }
    return {**farm, "findings": part_told(WHOLE_FARM, farm), "nodes": nodes, **rows}


def line(before: Open, now: Open, farm: Farm, kind: str, former: str | None) -> dict[str, Any]:
    """What the run has changed. What is closed of nodes that were removed from the farm was not mended."""
    opened = [
        [*key, entry.state] for key, entry in now.items() if key not in before or before[key].state != entry.state
    ]
    closed = [[*key, *entry] for key, entry in before.items() if key not in now]
    removed = {node for node, *_ in closed} - {name for name, _ in _parts(farm)}
    return {
        "schema": SCHEMA,
        **{name: farm[name] for name in ("run", "time")},
        "kind": kind,
        **{name: farm[name] for name in ("status", "counts")},
        "opened": sorted(opened),
        "closed": sorted(closed),
        **({"removed": sorted(removed)} if removed else {}),
        "former": former,
    }


def replayed(lines: Iterable[Line], begin: Open | None = None) -> dict[Key, Entry]:
    """The open set after these lines; begin: the one before them."""
    entries = dict(begin or {})
    for one in lines:
        for *key, _state, _since in one["closed"]:
            entries.pop(Key(*key), None)  # opened by a line that is not kept any more
        for *names, state in one["opened"]:
            key = Key(*names)
            entries[key] = Entry(state, entries[key].since if key in entries else one["time"])
    return entries


def is_limited(farm: Farm) -> bool:
    """Whether nodes were left out of the run."""
    return not all(node["in_run"] for node in farm["nodes"])


def _is_answered(key: Key, entry: Entry, parts: Mapping[str, Mapping[str, Any]], limited: bool) -> bool:
    if key.node not in parts:
        # The farm's description has this node no more, and no run will answer for it. Which computers are beside it, it
        # does not say: one may be switched off, or not in this run.
        return not is_computer(key.node)
    part = parts[key.node]
    if key.control in OF_USERS and entry.state not in UNANSWERED:
        # The settings of a user who is not logged on were not read: where a finding is missing, nothing was mended.
        return key.subject in part.get("held", {}).get(key.control, ())
    if key.node != WHOLE_FARM and (not part["in_run"] or part["problem"] is not None):
        return False
    if key.control not in part["controls"] or part["controls"][key.control] in UNANSWERED:
        return False
    if limited and key.control in COMPARISONS:
        return False
    return bool(part["not_applicable"].get(key.control) != NOT_COMPARED)


def _parts(farm: Farm) -> list[tuple[str, Mapping[str, Any]]]:
    """What the run has asked; beside the nodes only what was read: the others open nothing, and close nothing."""
    parts = [*farm["nodes"], *(one for one in computers_of(farm) if not one["problem"])]
    return [(WHOLE_FARM, farm), *((part["node"], part) for part in parts)]


def _rank(state: str) -> int:
    states = [State.UNKNOWN, State.DRIFT, State.PENDING, State.WAIVED_UNKNOWN, State.WAIVED]
    return states.index(State(state)) if state in states else len(states)
