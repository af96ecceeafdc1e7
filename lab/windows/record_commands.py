"""Takes the commands that have stand-ins out of catalogues of Windows' commands; of two that know one, the first wins.

Usage: python -m lab.windows.record_commands CATALOGUE...
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from . import catalogue
from .module_text import CATALOGUE, HERE


def main(catalogues: Iterable[Path]) -> None:
    """Writes recorded/commands.json; functions that no catalogue knows are the stand-ins' own."""
    wanted = {name for path in (HERE / "standins").rglob("*.psm1") for name in _functions(path)}
    found: dict[str, dict[str, str]] = {}
    for path in catalogues:
        for command in catalogue.commands(path):
            if command.name in wanted:
                found.setdefault(command.name, _described(command))
    CATALOGUE.write_text(json.dumps(dict(sorted(found.items())), indent=1) + "\n", encoding="utf-8")


def _described(command: catalogue.Command) -> dict[str, str]:
    return {"module": command.module, "source": command.source, "parameter_sets": command.parameter_sets}


def _functions(path: Path) -> list[str]:
    return re.findall(r"^function (\w+-\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]))
