"""What one contender took of farms of one shape, and how that grows with the number of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.counts import Counts
from bench.fleet import Sizes
from bench.measured import Cost
from bench.shape import Shape

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Result:
    """counts: the most of any node. cpu, wall: seconds, the least of all repeats.

    largest: bytes of the largest process, the least of all repeats. peak: bytes of all processes, the most.
    written: how much the last of all repeats has left.
    """

    shape: Shape
    counts: Counts
    cpu: float
    wall: float
    largest: int
    peak: int
    written: Sizes = field(default_factory=dict)

    @classmethod
    def of(cls, shape: Shape, counts: Sequence[Counts], costs: Sequence[Cost], written: Sizes) -> Result:
        """The least time: what a run takes beyond that, something else on the machine took."""
        return cls(
            shape,
            Counts.most(counts),
            min(cost.cpu for cost in costs),
            min(cost.wall for cost in costs),
            min(cost.largest for cost in costs),
            max(cost.peak or 0 for cost in costs),
            written,
        )

    def cpu_per_node(self) -> float:
        """Milliseconds."""
        return 1000 * self.cpu / self.shape.total


def swift(shapes: Iterable[Shape]) -> list[Shape]:
    """Those whose nodes answer at once, from the fewest nodes to the most."""
    return sorted((shape for shape in shapes if not shape.delay), key=lambda shape: shape.total)


def slope(results: Mapping[Shape, Result]) -> float | None:
    """Milliseconds of CPU that one more node costs. None for one size only."""
    ends = _ends(results)
    return 1000 * (ends[1].cpu - ends[0].cpu) / _between(*ends) if ends else None


def growth(results: Mapping[Shape, Result]) -> float | None:
    """Megabytes by which one more node makes the largest process larger. None for one size only."""
    ends = _ends(results)
    return (ends[1].largest - ends[0].largest) / _between(*ends) / MEGABYTE if ends else None


def _ends(results: Mapping[Shape, Result]) -> tuple[Result, Result] | None:
    shapes = swift(results)
    if not shapes or shapes[0].total == shapes[-1].total:
        return None
    return results[shapes[0]], results[shapes[-1]]


def _between(small: Result, large: Result) -> int:
    return large.shape.total - small.shape.total
