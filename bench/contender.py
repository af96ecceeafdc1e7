"""A contender of the bench: a command line over the same inventory and the same lab as all the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.farm import BenchFarm
from lab.node_files import NodeState

ROOT = Path(__file__).parent.parent
FORKS = 20

# The arguments of a module and the state of the node that it runs on -> what it returns.
Canned = Callable[[Mapping[str, Any], NodeState], dict[str, Any]]


@dataclass(frozen=True)
class Contender:
    """command: for a farm, and a folder for what it needs. fetched: whether it needs a collection of peers."""

    name: str
    what: str
    command: Callable[[BenchFarm, Path], list[str]]
    fetched: bool = False


def playbook(path: str, **variables: Any) -> Callable[[BenchFarm, Path], list[str]]:
    options = ["-e", json.dumps(variables)] if variables else []
    return lambda farm, work: [*_ansible(farm, work, ROOT / path), *options]


def task(module: str, arguments: Callable[[], dict[str, Any]] = dict, **keywords: Any) -> Callable[..., list[str]]:
    """A playbook with nothing but this task, without facts, as ours are."""

    def command(farm: BenchFarm, work: Path) -> list[str]:
        only = {"name": "Run it", module: arguments(), **keywords}
        play = {"name": "Measured", "hosts": "kerberos", "gather_facts": False, "tasks": [only]}
        path = work / f"{module}.json"
        path.write_text(json.dumps([play]), encoding="utf-8")
        return _ansible(farm, work, path)

    return command


def peer(module: str, what: str, *further: Any, **keywords: Any) -> Contender:
    """A module of another collection, by the last part of its name."""
    name = module.rpartition(".")[2]
    return Contender(name, f"{module}{what}", task(module, *further, **keywords), fetched=True)


def _ansible(farm: BenchFarm, work: Path, path: Path) -> list[str]:
    inventory = work / "hosts.yml"
    farm.write_inventory(inventory)
    report = f"kerberos_audit_path={work / 'kerberos-audit.json'}"
    return ["ansible-playbook", str(path), "-i", str(inventory), "-e", report, "--forks", str(FORKS)]
