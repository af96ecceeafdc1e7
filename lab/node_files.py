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
        self._seen: dict[str, tuple[tuple[int, ...], NodeState]] = {}

    def nodes(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.json"))

    def path(self, node: str) -> Path:
        return self.folder / f"{node}.json"

    def read(self, node: str) -> NodeState:
        state: NodeState = json.loads(self.path(node).read_text(encoding="utf-8"))
        return state

    def others(self, node: str) -> list[NodeState]:
        """To be looked at only: a file is not read again while it is the same."""
        return [self._looked_at(other) for other in self.nodes() if other != node]

    def _looked_at(self, node: str) -> NodeState:
        status = self.path(node).stat()
        version = (status.st_ino, status.st_mtime_ns, status.st_size)
        if node not in self._seen or self._seen[node][0] != version:
            self._seen[node] = (version, self.read(node))
        return self._seen[node][1]

    def write(self, node: str, state: NodeState) -> None:
        """Whole or not at all: another process may be reading."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.path(node).with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
        new.replace(self.path(node))
