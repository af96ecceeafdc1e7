"""python -m tests.mutation: switches each control and each guard off in turn; see docs/mutation.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
COLLECTIONS = ROOT / "collections"  # as pyproject.toml has it for pytest
PAGE = ROOT / "docs" / "mutation.md"


def main(given: Sequence[str] | None = None) -> int:
    from tests.mutation import checkout, controls, guards, table

    options = _options().parse_args(given)
    outcomes = []
    for control in (control for control in controls.CONTROLS if options.only in control):
        outcomes.append(controls.outcome(control))
        _progress(f"{control}: {'; '.join(outcomes[-1].not_caught) or 'caught'}")
    guarded = [guard for guard in guards.every_guard() if options.only in str(guard)]
    results = []
    for guard, caught in checkout.each(guarded):
        results.append((guard, caught))
        _progress(f"{len(results)} of {len(guarded)}, {guard}: {'caught' if caught else 'not caught'}")
    page = table.page(outcomes, results)
    print(page)
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    missed = table.not_caught(outcomes, results)
    for line in missed:
        _progress(f"not caught: {line}")
    return 1 if missed else 0


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--only", default="", metavar="TEXT", help="those with it in their name, such as engine/drain")
    what.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    return parser


if __name__ == "__main__":
    sys.path.insert(0, str(COLLECTIONS))
    sys.exit(main())
