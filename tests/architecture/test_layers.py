"""What may import what: module_utils is layers, and a folder imports only those above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

MODULE_UTILS = Path(__file__).parents[2] / "plugins" / "module_utils"
LAYERS = (
    *("access_control", "model", "farm", "node", "directory", "facts", "concerns", "verdict", "engine", "preflight"),
)
SHARED = ("contract", "registry", "node_comparison")  # files of concerns that belong to no concern
CONNECTIONS = ("node", "directory")  # a concern is given answers, and asks nobody
KNOWS_ALL_CONCERNS = "concerns/registry.py"
MAY_ASK_THE_REGISTRY = ("preflight",)
FILES = sorted(path.relative_to(MODULE_UTILS) for path in MODULE_UTILS.rglob("*.py"))


def imported(text: str, file: Path) -> Iterator[tuple[str, ...]]:
    """The modules that a file imports from module_utils, as paths below it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = file.parts[: len(file.parts) - node.level]
            within = (*base, *(node.module.split(".") if node.module else ()))
            yield from ((*within, alias.name) for alias in node.names)


def objections(text: str, file: Path) -> list[str]:
    found = [".".join(target) for target in imported(text, file) if not _is_allowed(target, file)]
    absolute = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom) and not node.level]
    return found + [str(node.module) for node in absolute if (node.module or "").startswith("ansible_collections")]


def _is_allowed(target: tuple[str, ...], file: Path) -> bool:
    layer, other = file.parts[0], target[0]
    if LAYERS.index(other) > LAYERS.index(layer):
        return False
    if other == "concerns" and file.as_posix() != KNOWS_ALL_CONCERNS:
        if target[1] == "registry":
            return layer in MAY_ASK_THE_REGISTRY
        if layer != "concerns":
            return target[1] in SHARED
        return target[1] in (*SHARED, file.parts[1])
    return layer != "concerns" or other not in CONNECTIONS


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_file_imports_only_what_stands_above_it(file: Path) -> None:
    assert objections((MODULE_UTILS / file).read_text(encoding="utf-8"), file) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("model/finding.py", "from ..farm import description"),
        ("facts/iis/server.py", "from ...concerns.contract import Concern"),
        ("concerns/site_acl/fix.py", "from ..app_pool import pools"),
        ("concerns/site_acl/fix.py", "from ...node.errors import NodeError"),
        ("concerns/spn/fix.py", "from ...directory.errors import DirectoryError"),
        ("concerns/site_acl/fix.py", "from ..registry import CONCERNS"),
        ("engine/rollback.py", "from ..concerns.registry import named"),
        ("engine/audit.py", "from ..concerns.site_acl import concern"),
        ("model/call.py", "from ansible_collections.nlb.kerberos.plugins.module_utils.model import finding"),
    ],
)
def test_what_breaks_a_rule_is_noticed(file: str, text: str) -> None:
    assert objections(text, Path(file)) != []


def test_every_folder_is_a_layer() -> None:
    assert {file.parts[0] for file in FILES} <= set(LAYERS)


def test_a_payload_lies_beside_what_parses_its_answer() -> None:
    for payload in MODULE_UTILS.rglob("*.ps1"):
        assert list(payload.parent.glob("*.py")), payload
