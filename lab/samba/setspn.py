"""setspn for a domain of Samba: its lines on stdin as changes for changes.py.

python -m lab.samba.setspn | python3 -m lab.samba.changes FOLDER/dc1
"""

from __future__ import annotations

import json
import sys

from lab import setspn
from lab.samba.plan import SPN, lab_objects

KINDS = {setspn.REMOVE: "delete", setspn.ADD: "add"}
Change = tuple[str, str, str, list[str]]


def change_of(line: str) -> Change:
    """Raises ValueError where it is no line with setspn -D or -S, or of no account of the lab."""
    option, name, account = setspn.parsed(line)
    return setspn.object_of(lab_objects(), account), SPN, KINDS[option], [name]


def main() -> None:
    lines = sys.stdin.read().splitlines()
    print(*lines, sep="\n", file=sys.stderr)
    print(json.dumps(list(map(change_of, lines))))


if __name__ == "__main__":
    main()
