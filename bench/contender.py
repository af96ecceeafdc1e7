"""A contender of the bench: a command line over the same inventory and the same lab as all the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.farm import Farms
from bench.fleet import Sizes
from bench.shape import Shape
from lab.node_files import NodeState

ROOT = Path(__file__).parent.parent

# The arguments of a module and the state of the node that it runs on -> what it returns.
Canned = Callable[[Mapping[str, Any], NodeState], dict[str, Any]]
# The folder for what a command needs -> variables of its playbook.
Variables = Callable[[Path], Mapping[str, Any]]


@dataclass(frozen=True)
class Contender:
    """command: for farms, and a folder for what it needs. fetched: whether it needs a collection of peers.

    single: it takes one farm a run. slow: it is measured with slow nodes too, where a run is mostly waiting.
    written: how much it has written into that folder; it is measured with fleets, and with nothing else.
    """

    name: str
    what: str
    command: Callable[[Farms, Path], list[str]]
    fetched: bool = False
    single: bool = False
    slow: bool = False
    written: Callable[[Path], Sizes] | None = None

    def takes(self, shape: Shape) -> bool:
        if self.written or shape.runs:
            return bool(self.written and shape.runs)
        return (shape.farms == 1 or not self.single) and (not shape.delay or self.slow)


def playbook(path: str, variables: Variables = lambda work: {}) -> Callable[[Farms, Path], list[str]]:
    return lambda farms, work: [*_ansible(farms, work, ROOT / path), "-e", json.dumps(variables(work))]


def task(module: str, arguments: Callable[[], dict[str, Any]] = dict, **keywords: Any) -> Callable[..., list[str]]:
    """A playbook with nothing but this task, without facts, as ours are."""

    def command(farms: Farms, work: Path) -> list[str]:
        only = {"name": "Run it", module: arguments(), **keywords}
        play = {"name": "Measured", "hosts": "kerberos", "gather_facts": False, "tasks": [only]}
        path = work / f"{module}.json"
        path.write_text(json.dumps([play]), encoding="utf-8")
        return _ansible(farms, work, path)

    return command


def peer(module: str, what: str, *further: Any, **keywords: Any) -> Contender:
    """A module of another collection, by the last part of its name."""
    name = module.rpartition(".")[2]
    return Contender(name, f"{module}{what}", task(module, *further, **keywords), fetched=True)


def _ansible(farms: Farms, work: Path, path: Path) -> list[str]:
    inventory = work / "hosts.yml"
    farms.write_inventory(inventory)
    # What is measured are farms in good health: one that is not would be read, and reported, at another price.
    ends = {"kerberos_audit_path": str(work / "kerberos-audit.json"), "kerberos_fails_on": ["drift", "could not check"]}
    return [
        "ansible-playbook",
        str(path),
        "-i",
        str(inventory),
        "-e",
        json.dumps(ends),
        "--forks",
        str(farms.shape.forks),
    ]
