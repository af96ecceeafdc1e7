"""Situations as files: tests/payloads/cases/<kind>/<sentence>.json, about the node of cases/node.json."""

import json
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
