"""When a run last changed a node, as its journal has it: the newest entries with changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from lab.facts.events import TIME
from lab.node_files import NodeState

MOST = 20


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As read_last_fix.ps1."""
    entries = (json.loads(entry["text"]) for entry in _newest_first(state))
    changed = [entry for entry in entries if entry["changes"]]
    return {"problem": "", "changes": [_shown(entry) for entry in changed[:MOST]]}


def _newest_first(state: NodeState) -> list[dict[str, Any]]:
    return sorted(state["journal"]["entries"], key=lambda entry: str(entry["id"]), reverse=True)


def _shown(entry: Mapping[str, Any]) -> dict[str, Any]:
    time = datetime.fromisoformat(entry["time"]).astimezone(UTC)
    return {"run": entry["run"], "time": f"{time:{TIME}}", "undoes": entry["undoes"] or ""}


PAYLOADS = {"read_last_fix": read}
