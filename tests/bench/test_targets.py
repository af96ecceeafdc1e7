"""What counts as a bound: processes, messages and bytes a node. CPU and memory are shown only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench import fleet
from bench.counts import Counts
from bench.result import Result
from bench.shape import Shape
from bench.targets import Results, outcomes

COUNTS = Counts(processes=1, messages=6, requests=6, connections=1, bytes_up=53_000, bytes_down=26_000)
FARM, FARMS, SLOW = Shape(10), Shape(32, farms=7), Shape(32, farms=7, delay=3.0)
FLEETS = Shape(20, farms=50, faulty=10, runs=365)


def result(shape: Shape, counts: Counts = COUNTS, cpu: float = 1.0, written: fleet.Sizes = fleet.LIMITS) -> Result:
    return Result(shape, counts, cpu, wall=1.0, largest=70_000_000, peak=200_000_000, written=written)


def missed(results: Results, *, counted: bool) -> list[str]:
    found = (outcome for outcome in outcomes(results) if outcome.counted is counted and not outcome.reached)
    return [outcome.name for outcome in found]


def test_a_bound_is_exceeded_by_one_shape_alone() -> None:
    for exceeded in (
        replace(COUNTS, processes=2),
        replace(COUNTS, messages=9),
        replace(COUNTS, bytes_up=113 * 1024),
        replace(COUNTS, bytes_down=65 * 1024),
    ):
        results = {"audit": {FARM: result(FARM), FARMS: result(FARMS), SLOW: result(SLOW, exceeded)}}
        assert len(missed(results, counted=True)) == 1


@pytest.mark.parametrize("name", fleet.LIMITS)
def test_a_bound_of_what_a_fleet_writes_is_exceeded_by_one_size_alone(name: str) -> None:
    exceeded = {**fleet.LIMITS, name: fleet.LIMITS[name] + 1}
    for of in ("fleet audit", "fleet report"):
        assert missed({of: {FLEETS: result(FLEETS)}}, counted=True) == []
        assert missed({of: {FLEETS: result(FLEETS, written=exceeded)}}, counted=True) == [f"{of}: {fleet.said(name)}"]


def test_more_cpu_than_a_ping_is_shown_and_is_no_failure() -> None:
    results = {"audit": {FARM: result(FARM, cpu=2.0)}, "win_ping": {FARM: result(FARM)}}
    assert missed(results, counted=True) == []
    assert missed(results, counted=False) == ["audit: ms of CPU a node, at most those of one win_ping"]


def test_cpu_is_compared_where_both_were_measured_with_the_most_nodes() -> None:
    results = {"audit": {FARM: result(FARM), FARMS: result(FARMS, cpu=500.0)}, "fix": {FARM: result(FARM, cpu=1.5)}}
    (cpu,) = (outcome for outcome in outcomes(results) if outcome.name.startswith("unchanged fix: ms of CPU"))
    assert (cpu.value, cpu.limit) == (150.0, 200.0)


def test_waiting_for_slow_nodes_is_not_held_against_the_cpu_of_others() -> None:
    results = {"audit": {SLOW: result(SLOW, cpu=99.0)}, "win_ping": {SLOW: result(SLOW)}}
    assert [outcome for outcome in outcomes(results) if "CPU" in outcome.name] == []
