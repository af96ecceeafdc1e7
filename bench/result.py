"""What one contender took of a farm of one size, and how that grows with the farm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.counts import Counts
from bench.measured import Cost

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Result:
    """counts: the most of any node. cpu, wall: seconds, the least of all repeats.

    largest: bytes of the largest process, the least of all repeats. peak: bytes of all processes, the most.
    """

    nodes: int
    counts: Counts
    cpu: float
    wall: float
    largest: int
    peak: int

    @classmethod
    def of(cls, nodes: int, counts: Sequence[Counts], costs: Sequence[Cost]) -> Result:
        """The least time: what a run takes beyond that, something else on the machine took."""
        return cls(
            nodes,
            Counts.most(counts),
            min(cost.cpu for cost in costs),
            min(cost.wall for cost in costs),
            min(cost.largest for cost in costs),
            max(cost.peak or 0 for cost in costs),
        )

    def cpu_per_node(self) -> float:
        """Milliseconds."""
        return 1000 * self.cpu / self.nodes


def slope(results: Mapping[int, Result]) -> float | None:
    """Milliseconds of CPU that one more node costs. None for farms of one size only."""
    small, large = results[min(results)], results[max(results)]
    if small is large:
        return None
    return 1000 * (large.cpu - small.cpu) / (large.nodes - small.nodes)


def growth(results: Mapping[int, Result]) -> float | None:
    """Megabytes by which one more node makes the largest process larger. None for farms of one size only."""
    small, large = results[min(results)], results[max(results)]
    if small is large:
        return None
    return (large.largest - small.largest) / (large.nodes - small.nodes) / MEGABYTE
