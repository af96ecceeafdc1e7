"""Situations as files: tests/payloads/cases/<kind>/<sentence>.json, about the node of cases/node.json."""

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("cases")


def load(kind: str) -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / kind).glob("*.json"))}


def read(name: str) -> Any:
    """One file that holds all cases of a kind, or the node."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def node() -> dict[str, Any]:
    state: dict[str, Any] = read("node")
    return state


def changed(state: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The state with other values at paths such as ``dns_registration.adapters.0.registers``."""
    after: dict[str, Any] = copy.deepcopy(dict(state))
    for path, value in changes.items():
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place: Any = after
        for step in way:
            place = place[step]
        assert place[last] != value, f"{path} is {value!r} already"
        place[last] = value
    return after
