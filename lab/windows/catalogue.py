"""Catalogues of Windows' commands: read off a machine (5.1), or taken from documentation (a list a Windows version)."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .parameter_sets import COMMON

# The oldest that is supported: what came later is not there on every node.
DOCUMENTED = "2016"


@dataclass(frozen=True)
class Command:
    """``parameter_sets``: the text that parameter_sets.parse reads."""

    name: str
    module: str
    parameter_sets: str
    source: str


def load(path: Path) -> Any:
    """A JSON file, packed or not."""
    text = path.read_bytes()
    return json.loads(gzip.decompress(text) if path.suffix == ".gz" else text)


def commands(path: Path) -> Iterator[Command]:
    catalogue = load(path)
    modules = catalogue["Modules"]
    for module in modules[DOCUMENTED] if isinstance(modules, dict) else modules:
        for command in module.get("ExportedCommands", module.get("Commands")):
            yield Command(command["Name"], module["Name"], _syntax(command), catalogue["Source"])


def _syntax(command: Mapping[str, Any]) -> str:
    sets: str | list[str] = command["ParameterSets"]
    if isinstance(sets, str):
        return sets
    return " ".join(f"{one.replace(COMMON, '').strip()} {COMMON}" for one in sets)
