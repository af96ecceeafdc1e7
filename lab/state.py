"""The state of the lab's nodes: one JSON file a node, to be read, edited and compared while the lab runs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

NodeState = dict[str, Any]  # "computer", then per concern what its read payload prints


class States:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "nodes"

    def nodes(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.json"))

    def path(self, node: str) -> Path:
        return self.folder / f"{node}.json"

    def read(self, node: str) -> NodeState:
        state: NodeState = json.loads(self.path(node).read_text(encoding="utf-8"))
        return state

    def write(self, node: str, state: NodeState) -> None:
        """Whole or not at all: somebody may be reading."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.path(node).with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
        new.replace(self.path(node))
