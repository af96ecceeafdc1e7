# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a farm's ledger tells over time: drift of each run, what was mended, and after how many days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import mean, median
from typing import Any, NamedTuple

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

Line = Mapping[str, Any]
DAY = 24 * 60 * 60


class Mended(NamedTuple):
    control: str
    days: float


class Run(NamedTuple):
    time: str
    kind: str
    status: str
    drift: int
    unknown: int
    new: int
    mended: int


class Duration(NamedTuple):
    control: str
    mended: int
    median: float
    mean: float
    longest: float


def mended(line: Line) -> list[Mended]:
    """Drift that is there no more. What was waived, or could not be checked, was not mended when it ends.

    Nor was that of a node that was removed from the farm.
    """
    ended = datetime.fromisoformat(line["time"])
    return [
        Mended(control, (ended - datetime.fromisoformat(since)).total_seconds() / DAY)
        for node, control, _, state, since in line["closed"]
        if state == State.DRIFT and node not in line.get("removed", ())
    ]


def run(line: Line) -> Run:
    opened = [state for *_, state in line["opened"]]
    counts = line["counts"]
    return Run(
        line["time"],
        line["kind"],
        line["status"],
        counts.get(State.DRIFT.value, 0),
        counts.get(State.UNKNOWN.value, 0),
        opened.count(State.DRIFT.value),
        len(mended(line)),
    )


def durations(ledgers: Sequence[Sequence[Line]]) -> list[Duration]:
    """For each control of which drift was mended, the slowest first."""
    found: dict[str, list[float]] = {}
    for ledger in ledgers:
        for line in ledger:
            for one in mended(line):
                found.setdefault(one.control, []).append(one.days)
    each = [Duration(name, len(own), median(own), mean(own), max(own)) for name, own in found.items()]
    return sorted(each, key=lambda one: (-one.median, one.control))
