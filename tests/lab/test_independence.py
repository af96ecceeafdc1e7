"""The lab imports nothing of the product: what both got wrong in the same way, no test would find."""

from __future__ import annotations

import ast
from pathlib import Path

LAB = Path(__file__).parent.parent.parent / "lab"
OF_THE_PRODUCT = ("ansible_collections", "plugins", "tests")


def test_the_lab_imports_nothing_of_the_product() -> None:
    imported = {
        (path.name, name)
        for path in LAB.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _modules(node)
    }
    assert len(imported) > 100
    assert {(path, name) for path, name in imported if name.split(".")[0] in OF_THE_PRODUCT} == set()


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []
