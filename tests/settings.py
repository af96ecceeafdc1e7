"""A node's settings: its state without what is kept on a node for a rollback, and what Windows remembers of logons."""

import json
from typing import Any

from lab.node_files import NodeState

NO_SETTINGS = ("journal", "lease", "configuration", "logons", "failed_logons")


def settings_of(state: NodeState) -> NodeState:
    return {name: value for name, value in state.items() if name not in NO_SETTINGS}


def changes_of(state: NodeState) -> list[dict[str, Any]]:
    """The entries of its journal that have changes, not the notes of a run's end."""
    return [entry for entry in state["journal"]["entries"] if json.loads(entry["text"])["changes"]]
