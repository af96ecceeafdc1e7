"""Situations as files: tests/payloads/<payload's folder>/<read, write or refused>/<sentence>.json, about node.json."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def load(kind: str) -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / kind).glob("*.json"))}


def read(name: str) -> Any:
    """One file below tests/."""
    return json.loads((FOLDER.parent / f"{name}.json").read_text(encoding="utf-8"))


def node() -> dict[str, Any]:
    state: dict[str, Any] = read("payloads/node")
    return state
