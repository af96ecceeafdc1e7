"""Where the tools are that others have made for the formats of our reports. A test without its tool is skipped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

INSTALLED = Path(__file__).parents[2] / ".cache" / "reports"
HOW = "make reports"
# Services are where only root has a PATH to.
PLACES = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))


def tool(name: str) -> Path:
    """A program, such as promtool."""
    found = shutil.which(name, path=PLACES)
    if found is None:
        pytest.skip(f"no {name} on PATH: {HOW}")
    return Path(found)


def node_modules() -> Path:
    """The folder of the packages of npm, for NODE_PATH; NLB_KERBEROS_NODE_MODULES names another."""
    return Path(os.environ.get("NLB_KERBEROS_NODE_MODULES") or INSTALLED / "node_modules")


def node_module(name: str) -> Path:
    """The folder of a package of npm, such as axe-core."""
    tool("node")
    return _existing(node_modules() / name, name)


def rulebook_schema() -> Path:
    """The JSON schema of ansible-rulebook."""
    schema = INSTALLED / "ansible-rulebook" / "ansible_rulebook" / "schema" / "ruleset_schema.json"
    return _existing(schema, "schema of ansible-rulebook")


def schema(name: str) -> Path:
    """A schema that others have published and that is no part of the project, such as ant-junit.xsd."""
    folder = os.environ.get("NLB_KERBEROS_SCHEMAS")
    if not folder:
        pytest.skip(f"no {name}: put it in a folder, and the folder's path into NLB_KERBEROS_SCHEMAS (docs/testing.md)")
    path = Path(folder) / name
    if not path.exists():
        pytest.skip(f"no {name} in the folder in NLB_KERBEROS_SCHEMAS, {folder}")
    return path


def _existing(path: Path, what: str) -> Path:
    if not path.exists():
        pytest.skip(f"no {what} in {path.parent}: {HOW}")
    return path
