"""The results as an administrator reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.contenders import BY_NAME, NOOP
from bench.result import MEGABYTE, Result, growth, slope
from bench.targets import Outcome, Results

HEADINGS = (
    "nodes",
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
        "One more node, from the smallest to the largest farm (MB: of the largest process):",
        *aligned([("contender", "CPU ms", "MB", ""), *_slopes(results)]),
        "",
        *(_outcome(outcome) for outcome in outcomes),
    ]
    return "\n".join(parts)


def _rows(results: Results) -> Iterable[tuple[str, ...]]:
    for nodes in sorted({nodes for sizes in results.values() for nodes in sizes}):
        noop = results[NOOP.name][nodes].cpu_per_node() if NOOP.name in results else None
        for name, sizes in results.items():
            yield _row(name, sizes[nodes], noop)


def _row(name: str, result: Result, noop: float | None) -> tuple[str, ...]:
    counts, cpu = result.counts, result.cpu_per_node()
    return (
        str(result.nodes),
        name,
        *(str(count) for count in (counts.processes, counts.messages, counts.requests)),
        *(f"{size / 1024:.1f}" for size in (counts.bytes_up, counts.bytes_down)),
        f"{cpu:.1f}",
        "" if noop is None else f"{cpu - noop:.1f}",
        f"{result.wall:.2f}",
        f"{result.largest / MEGABYTE:.0f}",
        f"{result.peak / MEGABYTE:.0f}",
    )


def _slopes(results: Results) -> Iterable[tuple[str, ...]]:
    for name, sizes in results.items():
        cpu, memory = slope(sizes), growth(sizes)
        yield (name, _number(cpu, 1), _number(memory, 3), BY_NAME[name].what)


def _number(value: float | None, digits: int) -> str:
    return "?" if value is None else f"{value:.{digits}f}"


def _outcome(outcome: Outcome) -> str:
    result = "reached" if outcome.reached else "MISSED "
    return f"{result}  {outcome.name}: {outcome.value:.4g} of {outcome.limit:.4g}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
