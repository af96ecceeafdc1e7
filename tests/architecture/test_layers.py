"""A folder of module_utils imports only what stands above it; a concern knows no other, and only the registry all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.conftest import ROOT

MODULE_UTILS = ROOT / "plugins" / "module_utils"
LAYERS = (
    *("access_control", "model", "farm", "node", "directory", "facts", "concerns", "verdict", "engine", "preflight"),
)
# A concern is asked and written by others: it talks to no node itself.
NOT_FOR_CONCERNS = ("node",)
OF_ALL_CONCERNS = ("contract", "registry", "node_comparison")
# Until the engine is handed what it needs of them.
NOT_YET = {
    ("engine/drain/carry_out.py", "concerns/load_balancing/concern"),
    ("engine/module_entry.py", "concerns/registry"),
    ("engine/options.py", "concerns/registry"),
    ("engine/rollback.py", "concerns/registry"),
    ("node/own_connection.py", "engine/audit"),
}


def imports() -> Iterator[tuple[str, str]]:
    """File and imported module of module_utils, both by their path there; what is from elsewhere has its own name."""
    for path in sorted(MODULE_UTILS.rglob("*.py")):
        here = PurePosixPath(path.relative_to(MODULE_UTILS))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((str(here), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield str(here), node.module or ""
            elif isinstance(node, ast.ImportFrom):
                yield from ((str(here), str(found)) for found in _relative(here, node))


def _relative(here: PurePosixPath, node: ast.ImportFrom) -> Iterator[PurePosixPath]:
    """from ..facts.iis import server: facts/iis/server; from .fix import calls: the file fix beside this one."""
    module = here.parents[node.level - 1].joinpath(*(node.module or "").split("."))
    for alias in node.names:
        below = module / alias.name
        yield below if (MODULE_UTILS / below).with_suffix(".py").exists() else module


FOUND = sorted(set(imports()))
WITHIN = [pair for pair in FOUND if pair[1].split("/")[0] in LAYERS]


def wrong(file: str, imported: str) -> str:
    """What is wrong with it, in words; empty where it is right."""
    (layer, *inner), (other, *part) = file.split("/"), imported.split("/")
    if LAYERS.index(other) > LAYERS.index(layer):
        return f"{layer} stands above {other}"
    if layer == "concerns" and other in NOT_FOR_CONCERNS:
        return "a concern talks to no node"
    if other != "concerns" or inner[0] == "registry.py":
        return ""
    if layer == "concerns" and part[0] == "registry":
        return "a concern knows no other"
    if layer in ("engine", "verdict") and part[0] == "registry":
        return f"{layer} is handed the concerns that it needs"
    return "" if part[0] in (*OF_ALL_CONCERNS, inner[0]) else f"{part[0]} is a concern, which only the registry names"


def test_every_folder_is_a_layer_and_imports_are_found() -> None:
    assert {path.parent.relative_to(MODULE_UTILS).parts[0] for path in MODULE_UTILS.rglob("*.py")} <= set(LAYERS)
    assert ("engine/rollback.py", "engine/journal/entries") in WITHIN
    assert len(WITHIN) > 150


def test_imports_go_upwards() -> None:
    assert {pair: why for pair in WITHIN if (why := wrong(*pair)) and pair not in NOT_YET} == {}


def test_what_is_excused_is_still_wrong() -> None:
    assert {pair for pair in NOT_YET if pair in WITHIN and wrong(*pair)} == NOT_YET


def test_nothing_that_is_shipped_with_a_module_imports_what_is_not() -> None:
    assert [pair for pair in FOUND if "plugin_utils" in pair[1]] == []


@pytest.mark.parametrize(
    ("file", "imported", "why"),
    [
        ("facts/iis/server.py", "concerns/contract", "facts stands above concerns"),
        ("concerns/app_pool/fix.py", "node/exchange", "a concern talks to no node"),
        ("concerns/app_pool/fix.py", "engine/audit", "concerns stands above engine"),
        ("concerns/app_pool/fix.py", "concerns/registry", "a concern knows no other"),
        (
            "concerns/app_pool/fix.py",
            "concerns/site_acl/checks",
            "site_acl is a concern, which only the registry names",
        ),
        ("engine/rollback.py", "concerns/registry", "engine is handed the concerns that it needs"),
        ("preflight/preflight.py", "concerns/registry", ""),
        ("concerns/app_pool/fix.py", "concerns/app_pool/pools", ""),
        ("concerns/registry.py", "concerns/app_pool/concern", ""),
    ],
)
def test_an_import_against_the_layers_is_named(file: str, imported: str, why: str) -> None:
    assert wrong(file, imported) == why
