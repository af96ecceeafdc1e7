"""What Ansible ships with a module: everything that it imports, wherever the import stands."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS

from tests.architecture.test_layers import MODULE_UTILS, imported

PACKAGE = "ansible_collections.nlb.kerberos.plugins.module_utils."
MODULES = MODULE_UTILS.parent / "modules"


def shipped(module: Path) -> set[str]:
    """Files of module_utils, as Ansible finds them: it follows the imports of functions as well."""
    found: set[Path] = set()
    left = [file for name in _absolute(module.read_text(encoding="utf-8")) for file in _files(tuple(name.split(".")))]
    while left:
        file = left.pop()
        if file not in found:
            found.add(file)
            text = (MODULE_UTILS / file).read_text(encoding="utf-8")
            left += [other for target in imported(text, file) for other in _files(target)]
    return {file.as_posix() for file in found}


def _absolute(text: str) -> list[str]:
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    return [
        f"{node.module.removeprefix(PACKAGE)}.{alias.name}"
        for node in nodes
        if node.module and node.module.startswith(PACKAGE)
        for alias in node.names
    ]


def _files(target: tuple[str, ...]) -> list[Path]:
    """A module, or the one that a name is imported from."""
    for path in (Path(*target).with_suffix(".py"), Path(*target[:-1]).with_suffix(".py")):
        if (MODULE_UTILS / path).is_file():
            return [path]
    return []


@pytest.mark.parametrize("name", [concern.NAME for concern in CONCERNS])
def test_a_module_ships_its_own_concern_only(name: str) -> None:
    files = shipped(MODULES / f"{name}.py")
    assert f"concerns/{name}/concern.py" in files
    concerns = {file.split("/")[1] for file in files if file.startswith("concerns/") and file.count("/") > 1}
    assert concerns == {name}
    assert "concerns/registry.py" not in files
    assert not [file for file in files if file.startswith("preflight/")]
