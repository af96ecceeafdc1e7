"""Records the documented options of the modules in playbooks/awx.yml, from the wheel of the package ansible.

pip download --no-deps --dest FOLDER ansible==12.3.0; python -m tests.reports.record_awx_options FOLDER/ansible-*.whl
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import yaml

ROOT = Path(__file__).parents[2]
RECORDED = Path(__file__).with_name("awx-options.json")
COLLECTION = "ansible_collections/awx/awx"


def used() -> list[tuple[str, dict[str, Any]]]:
    """The modules of awx.awx in the playbook's tasks, with their options."""
    (play,) = yaml.safe_load((ROOT / "playbooks" / "awx.yml").read_text(encoding="utf-8"))
    return [
        (module.removeprefix("awx.awx."), given)
        for task in play["tasks"]
        for module, given in task.items()
        if module.startswith("awx.awx.")
    ]


def strings(source: str) -> dict[str, str]:
    """The texts that a module's or a fragment's source gives names to."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assign)]
    return {
        target.id: node.value.value
        for node in nodes
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def options(wheel: ZipFile, module: str) -> dict[str, Any]:
    def read(path: str) -> dict[str, str]:
        return strings(wheel.read(f"{COLLECTION}/plugins/{path}.py").decode())

    documentation = yaml.safe_load(read(f"modules/{module}")["DOCUMENTATION"])
    fragments = documentation.get("extends_documentation_fragment") or []
    found = dict(documentation["options"])
    for fragment in [fragments] if isinstance(fragments, str) else fragments:
        found |= yaml.safe_load(read(f"doc_fragments/{fragment.removeprefix('awx.awx.')}")["DOCUMENTATION"])["options"]
    return {
        name: {key: option[key] for key in ("type", "required", "choices") if option.get(key)}
        for name, option in sorted(found.items())
    }


def main() -> None:
    path = Path(sys.argv[1])
    with ZipFile(path) as wheel:
        version = json.loads(wheel.read(f"{COLLECTION}/MANIFEST.json"))["collection_info"]["version"]
        modules = {module: options(wheel, module) for module in sorted({module for module, _ in used()})}
    recorded = {"source": path.name, "collection": "awx.awx", "version": version, "modules": modules}
    RECORDED.write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
