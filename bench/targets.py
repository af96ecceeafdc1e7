"""The figures to reach, and whether they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench import fleet
from bench.result import Result, growth, swift
from bench.shape import Shape

Results = Mapping[str, Mapping[Shape, Result]]  # contender -> what it took


@dataclass(frozen=True)
class Target:
    """needs: contenders. counted: it is the same on every machine, so that a miss is an error."""

    name: str
    needs: tuple[str, ...]
    value: Callable[[Results], float | None]
    limit: Callable[[Results], float | None]
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


def _cpu(of: str, beside: str, times: float = 1.0) -> Callable[[Results], float | None]:
    """A node, where both were measured with the most nodes: there, what a run costs once weighs least."""

    def value(results: Results) -> float | None:
        both = swift(shape for shape in results[of] if shape in results[beside])
        return times * results[of][both[-1]].cpu_per_node() if both else None

    return value


def _most(of: str, field: Callable[[Result], float]) -> Callable[[Results], float]:
    return lambda results: max(field(result) for result in results[of].values())


def _always(limit: float) -> Callable[[Results], float]:
    return lambda results: limit


def _twice(value: Callable[[Results], float]) -> Callable[[Results], float]:
    return lambda results: 2 * value(results)


def _grown(of: str) -> Callable[[Results], float | None]:
    return lambda results: growth(results[of])


def _written(of: str, name: str) -> Callable[[Results], float]:
    return _most(of, lambda result: fleet.shown(name, result.written[name]))


def _processes(result: Result) -> float:
    return result.counts.processes


def _messages(result: Result) -> float:
    return result.counts.messages


def _kilobytes_up(result: Result) -> float:
    return result.counts.bytes_up / 1024


def _kilobytes_down(result: Result) -> float:
    return result.counts.bytes_down / 1024


MEMORY_MB = 0.1  # a node's description, variables and result

TARGETS: Sequence[Target] = (
    *(
        Target(f"{of}: {what}", (of,), _most(of, field), _always(limit), counted=True)
        for of in ("audit", "fleet audit")
        for what, field, limit in (
            ("PowerShell processes a node", _processes, 1),
            ("messages a node", _messages, 8),
            ("KB up a node", _kilobytes_up, 112),
            ("KB down a node", _kilobytes_down, 64),
        )
    ),
    Target(
        "unchanged fix: messages a node, at most twice the audit's",
        ("audit", "fix"),
        _most("fix", _messages),
        _twice(_most("audit", _messages)),
        counted=True,
    ),
    *(
        Target(f"{of}: {fleet.said(name)}", (of,), _written(of, name), _always(fleet.shown(name, limit)), counted=True)
        for of, names in (
            ("fleet history", [fleet.LEDGERS]),
            ("fleet audit", fleet.LIMITS),
            ("fleet report", fleet.LIMITS),
        )
        for name, limit in fleet.LIMITS.items()
        if name in names
    ),
    Target(
        "audit: ms of CPU a node, at most those of one win_ping",
        ("audit", "win_ping"),
        _cpu("audit", "win_ping"),
        _cpu("win_ping", "audit"),
    ),
    Target(
        "unchanged fix: ms of CPU a node, at most twice the audit's",
        ("audit", "fix"),
        _cpu("fix", "audit"),
        _cpu("audit", "fix", times=2.0),
    ),
    Target("audit: MB that a node adds to the largest process", ("audit",), _grown("audit"), _always(MEMORY_MB)),
    Target("unchanged fix: MB that a node adds to the largest process", ("fix",), _grown("fix"), _always(MEMORY_MB)),
)


def outcomes(results: Results) -> list[Outcome]:
    """Of the targets that the measured contenders and shapes answer."""
    return list(_outcomes(results))


def _outcomes(results: Results) -> Iterator[Outcome]:
    for target in TARGETS:
        if all(name in results for name in target.needs):
            value, limit = target.value(results), target.limit(results)
            if value is not None and limit is not None:
                yield Outcome(target.name, value, limit, target.counted)
