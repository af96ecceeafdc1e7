"""What a payload notes of logons that failed after it had set a pool's identity."""

from __future__ import annotations

from typing import Any

from lab.facts.process_activation import DURING
from lab.node_files import NodeState


def note(state: NodeState, account: str, failed: bool) -> None:
    """Of a logon after the identity of a pool was set. Windows manages the passwords of the others."""
    notes = state["failed_logons"]["failed_logons"]
    notes[:] = [one for one in notes if one["account"].lower() != account.lower()]
    if failed and not account.endswith("$"):
        notes.append({"account": account, "time": DURING})


def healthy() -> dict[str, Any]:
    return {"failed_logons": []}


STATE = {"failed_logons": lambda number: healthy()}
