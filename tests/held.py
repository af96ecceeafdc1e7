"""A lease that a run holds, as a node's state has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any


def held_by(run: str, seconds: int = 3600) -> dict[str, Any]:
    until = datetime.now(UTC) + timedelta(seconds=seconds)
    return {"run": run, "until": f"{until:%Y-%m-%d %H:%M:%S}", "drained": False}
