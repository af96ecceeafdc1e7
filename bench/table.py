"""The results as an administrator reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench import fleet
from bench.contenders import BY_NAME, NOOP
from bench.result import MEGABYTE, Result, growth, slope
from bench.targets import Outcome, Results

HEADINGS = (
    "farms",
    "contender",
    "processes",
    "messages",
    "requests",
    "KB up",
    "KB down",
    "CPU ms",
    "minus noop",
    "wall s",
    "largest MB",
    "peak MB",
)


def text(results: Results, outcomes: Sequence[Outcome]) -> str:
    parts = [
        "Of each node (processes to minus noop), and of the run (wall, largest process, peak of all processes):",
        *aligned([HEADINGS, *_rows(results)]),
        "",
        "One more node, from the fewest nodes to the most (MB: of the largest process):",
        *aligned([("contender", "CPU ms", "MB", ""), *_slopes(results)]),
        "",
        *_written(results),
        *(_outcome(outcome) for outcome in outcomes),
    ]
    return "\n".join(parts)


def _rows(results: Results) -> Iterable[tuple[str, ...]]:
    shapes = list(dict.fromkeys(shape for of_shapes in results.values() for shape in of_shapes))
    for shape in shapes:
        idle = results.get(NOOP.name, {}).get(shape)
        for name, of_shapes in results.items():
            if shape in of_shapes:
                yield _row(name, of_shapes[shape], idle.cpu_per_node() if idle else None)


def _row(name: str, result: Result, noop: float | None) -> tuple[str, ...]:
    counts, cpu = result.counts, result.cpu_per_node()
    return (
        str(result.shape),
        name,
        *(str(count) for count in (counts.processes, counts.messages, counts.requests)),
        *(f"{size / 1024:.1f}" for size in (counts.bytes_up, counts.bytes_down)),
        f"{cpu:.1f}",
        "" if noop is None else f"{cpu - noop:.1f}",
        f"{result.wall:.2f}",
        f"{result.largest / MEGABYTE:.0f}",
        f"{result.peak / MEGABYTE:.0f}",
    )


def _written(results: Results) -> list[str]:
    """Of fleets: each size is a row."""
    found = [(name, result) for name, of_shapes in results.items() for result in of_shapes.values() if result.written]
    if not found:
        return []
    names = dict.fromkeys(size for _, result in found for size in result.written)
    rows = [(fleet.said(name), *(_size(name, result.written) for _, result in found)) for name in names]
    heading = ("", *(f"{name} {result.shape}" for name, result in found))
    return ["What was written:", *aligned([heading, *rows]), ""]


def _size(name: str, written: fleet.Sizes) -> str:
    return f"{fleet.shown(name, written[name]):.0f}" if name in written else ""


def _slopes(results: Results) -> Iterable[tuple[str, ...]]:
    for name, of_shapes in results.items():
        cpu, memory = slope(of_shapes), growth(of_shapes)
        yield (name, _number(cpu, 1), _number(memory, 3), BY_NAME[name].what)


def _number(value: float | None, digits: int) -> str:
    return "?" if value is None else f"{value:.{digits}f}"


def _outcome(outcome: Outcome) -> str:
    state = "reached" if outcome.reached else "MISSED" if outcome.counted else "not so"
    return f"{state:7}  {outcome.name}: {outcome.value:.5g} of {outcome.limit:.5g}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
