"""Each Python and each ansible-core that a controller may have loads every file of the collection."""

from __future__ import annotations

import json
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PLUGINS = ROOT / "plugins"
FILES = sorted(path.relative_to(ROOT).with_suffix("") for path in PLUGINS.rglob("*.py"))


def test_every_file_is_imported() -> None:
    for file in FILES:
        import_module(f"ansible_collections.nlb.kerberos.{'.'.join(file.parts)}")
    assert len(FILES) > 100


@pytest.mark.parametrize(("kind", "folder"), [("module", "modules"), ("filter", "filter")])
def test_every_plugin_is_documented(kind: str, folder: str) -> None:
    names = [f"nlb.kerberos.{path.stem}" for path in (PLUGINS / folder).glob("*.py")]
    command = ["ansible-doc", "-t", kind, "--json", *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    documented = json.loads(done.stdout)
    assert documented.keys() == set(names)
    assert all(entry["doc"]["short_description"] for entry in documented.values())
