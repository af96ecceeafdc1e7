"""What each fact and each concern carries of the lab, found by looking into their folders: no list names them all.

lab/facts/<fact>.py and lab/concerns/<concern>/state.py may have
    STATE     key in a node's state -> a function: what it is on the healthy node of this number, counted from 1
    PAYLOADS  name of a payload -> a function, where it does more than print its part of the state or merge into it
    SECRETS   option of a concern's module -> its value in the lab
    AFTER     facts whose parts of the state come before: the stand-ins for Windows lay this one over theirs
lab/concerns/<concern>/faults.py has
    FAULTS    a tuple of lab.fault.Fault, each named <concern>/<fault>: of a node, or of the farm as a whole
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
STATES = ("facts/*.py", "concerns/*/state.py")
FAULTS = ("concerns/*/faults.py",)


def found(*patterns: str) -> tuple[ModuleType, ...]:
    """In the order of their names, pattern by pattern, but each behind those that its AFTER names."""
    paths = [path.relative_to(HERE).with_suffix("") for pattern in patterns for path in sorted(HERE.glob(pattern))]
    modules = {name: import_module(name) for name in (".".join((HERE.name, *path.parts)) for path in paths)}
    after = {
        name: [f"{HERE.name}.facts.{fact}" for fact in getattr(module, "AFTER", ())] for name, module in modules.items()
    }
    return tuple(modules[name] for name in TopologicalSorter(after).static_order())


def total(name: str) -> dict[str, Any]:
    """The sum of the mappings of this name that facts and concerns have."""
    return joined((module.__name__, getattr(module, name, {})) for module in found(*STATES))


def joined(given: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """given: each mapping behind the name of its owner. Raises ValueError for a key that two of them have."""
    whole: dict[str, Any] = {}
    owners: dict[str, str] = {}
    for owner, part in given:
        for key in part:
            if key in whole:
                raise ValueError(f"{key} is in {owners[key]} and in {owner}: it needs one owner")
            whole[key], owners[key] = part[key], owner
    return whole
