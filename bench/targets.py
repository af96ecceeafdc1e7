"""The figures to reach, and whether they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.result import Result, growth

Results = Mapping[str, Mapping[int, Result]]  # contender -> nodes -> what it took


@dataclass(frozen=True)
class Target:
    """needs: contenders. counted: it is the same on every machine, so that a miss is an error."""

    name: str
    needs: tuple[str, ...]
    value: Callable[[Results], float | None]
    limit: Callable[[Results], float]
    counted: bool = False


@dataclass(frozen=True)
class Outcome:
    name: str
    value: float
    limit: float
    counted: bool

    @property
    def reached(self) -> bool:
        return self.value <= self.limit


def _largest(of: str, field: Callable[[Result], float]) -> Callable[[Results], float]:
    """In the largest farm, where what a run costs once weighs least."""
    return lambda results: field(results[of][max(results[of])])


def _most(of: str, field: Callable[[Result], float]) -> Callable[[Results], float]:
    return lambda results: max(field(result) for result in results[of].values())


def _always(limit: float) -> Callable[[Results], float]:
    return lambda results: limit


def _twice(value: Callable[[Results], float]) -> Callable[[Results], float]:
    return lambda results: 2 * value(results)


def _grown(of: str) -> Callable[[Results], float | None]:
    return lambda results: growth(results[of])


def _processes(result: Result) -> float:
    return result.counts.processes


def _messages(result: Result) -> float:
    return result.counts.messages


def _kilobytes_up(result: Result) -> float:
    return result.counts.bytes_up / 1024


MEMORY_MB = 0.1  # a node's description, variables and result

TARGETS: Sequence[Target] = (
    Target("audit: PowerShell processes a node", ("audit",), _most("audit", _processes), _always(1), counted=True),
    Target("audit: messages a node", ("audit",), _most("audit", _messages), _always(8), counted=True),
    Target("audit: KB up a node", ("audit",), _most("audit", _kilobytes_up), _always(64), counted=True),
    Target(
        "unchanged fix: messages a node, at most twice the audit's",
        ("audit", "fix"),
        _most("fix", _messages),
        _twice(_most("audit", _messages)),
        counted=True,
    ),
    Target(
        "audit: ms of CPU a node, at most those of one win_ping",
        ("audit", "win_ping"),
        _largest("audit", Result.cpu_per_node),
        _largest("win_ping", Result.cpu_per_node),
    ),
    Target(
        "unchanged fix: ms of CPU a node, at most twice the audit's",
        ("audit", "fix"),
        _largest("fix", Result.cpu_per_node),
        _twice(_largest("audit", Result.cpu_per_node)),
    ),
    Target("audit: MB that a node adds to the largest process", ("audit",), _grown("audit"), _always(MEMORY_MB)),
    Target("unchanged fix: MB that a node adds to the largest process", ("fix",), _grown("fix"), _always(MEMORY_MB)),
)


def outcomes(results: Results) -> list[Outcome]:
    """Of the targets that can be checked with the measured contenders and sizes."""
    return list(_outcomes(results))


def _outcomes(results: Results) -> Iterator[Outcome]:
    for target in TARGETS:
        if all(name in results for name in target.needs):
            value = target.value(results)
            if value is not None:
                yield Outcome(target.name, value, target.limit(results), target.counted)
