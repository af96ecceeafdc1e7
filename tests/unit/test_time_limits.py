"""Every task that asks a node has a time limit: a node that hangs must not hold a run up for ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES

ROOT = Path(__file__).parents[2]
FILES = [path for folder in ("playbooks", "roles") for path in sorted((ROOT / folder).rglob("*.yml"))]
OTHERS = ("audit", "drain", "journal", "lease", "preflight", "rollback")  # node_state has an option of its own
ASK_A_NODE = {f"nlb.kerberos.{name}" for name in (*NAMES, *OTHERS)}


def tasks(found: Any) -> Iterator[dict[str, Any]]:
    for item in found if isinstance(found, list) else ():
        if isinstance(item, dict):
            yield item
            for part in ("tasks", "block", "rescue", "always"):
                yield from tasks(item.get(part))


LIMITED = [
    pytest.param(task, id=f"{path.relative_to(ROOT)}: {task['name']}")
    for path in FILES
    for task in tasks(yaml.safe_load(path.read_text(encoding="utf-8")))
    if ASK_A_NODE & task.keys()
]


@pytest.mark.parametrize("task", LIMITED)
def test_a_task_that_asks_a_node_has_a_time_limit(task: dict[str, Any]) -> None:
    assert "_timeout" in task.get("timeout", "")
