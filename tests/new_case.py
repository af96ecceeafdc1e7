"""python -m tests.new_case <concern> "<a sentence>": a new case for tests/decisions; --help has the options."""

import sys
from pathlib import Path

COLLECTIONS = Path(__file__).parent.parent / "collections"  # as pyproject.toml has it for pytest

if __name__ == "__main__":
    sys.path.insert(0, str(COLLECTIONS))
    from tests.decisions.new_case import main

    sys.exit(main(ask=input if sys.stdin.isatty() else None))
