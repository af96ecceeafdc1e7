"""docs/mutation.md: what is caught, without line numbers, so that an edit elsewhere does not change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.mutation.controls import Outcome
from tests.mutation.guards import Guard

HEAD = """# Mutation
Each control and each guard of the product is switched off in turn, and the tests that declare or mirror it must fail.
A guard is an `if` that ends in an error, or gives the reason why something is refused. `make mutation` makes this page
anew, in about half an hour, and ends with 1 where anything is not caught. A control that compares nodes has no case: a
case is one node. Which tests mirror a file is in `tests/mutation/mirror.py`. Wider ones, such as those with a real
domain, may notice what these do not.
"""
CONTROLS = ("control", "cases that declare it", "caught", "faults that declare it", "caught")
GUARDS = ("file", "guards", "caught by the tests that mirror it")
Results = Sequence[tuple[Guard, bool]]


def page(controls: Sequence[Outcome], guards: Results) -> str:
    missed = "".join(f"- `{line}`\n" for line in not_caught(controls, guards))
    left = f"\nNot caught:\n\n{missed}" if missed else ""
    return f"{HEAD}\n{of_controls(controls)}\n\n{of_guards(guards)}\n{left}"


def of_controls(outcomes: Iterable[Outcome]) -> str:
    return _table(
        CONTROLS,
        (
            (o.control, o.cases, o.cases - len(o.missed_cases), o.faults, o.faults - len(o.missed_faults))
            for o in outcomes
        ),
    )


def of_guards(results: Results) -> str:
    by_file: dict[str, list[bool]] = {}
    for guard, caught in results:
        by_file.setdefault(guard.file, []).append(caught)
    rows = [(f"`{file}`", len(group), sum(group)) for file, group in by_file.items()]
    return _table(GUARDS, [*rows, ("all", len(results), sum(caught for _, caught in results))])


def not_caught(controls: Iterable[Outcome], guards: Results) -> list[str]:
    missed = [line for outcome in controls for line in outcome.not_caught]
    return missed + [str(guard) for guard, caught in guards if not caught]


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
