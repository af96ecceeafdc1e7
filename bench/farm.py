"""The inventory of farms of any shape: the same for everything that is measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.shape import Shape
from lab import intranet, simulation


def network(farm: int) -> str:
    """Of the farm of this number, counted from 1."""
    return f"127.{111 + farm}.0"


def folder(lab: Path, farm: int) -> Path:
    return lab / f"farm{farm}"


@dataclass(frozen=True)
class Farms:
    """lab: the folder of the labs that simulate them. https: the port of every node, farm by farm."""

    shape: Shape
    lab: Path
    https: Sequence[int]

    def write_inventory(self, path: Path) -> None:
        groups = {f"farm{number}": self._group(number, port) for number, port in enumerate(self.https, 1)}
        # JSON is YAML.
        path.write_text(json.dumps({"kerberos": {"children": groups}}), encoding="utf-8")

    def _group(self, farm: int, port: int) -> dict[str, Any]:
        numbers = range(1, self.shape.nodes + 1)
        description = intranet.description(self.shape.nodes)
        of_farm = {intranet.name(number): f"farm{farm}-{intranet.name(number)}" for number in numbers}
        nodes = {of_farm[name]: node for name, node in description["nodes"].items()}
        return {
            "hosts": {
                of_farm[intranet.name(number)]: {"ansible_host": simulation.address(network(farm), number)}
                for number in numbers
            },
            "vars": {
                "ansible_connection": "winrm",
                "ansible_port": port,
                "ansible_winrm_transport": "basic",
                "ansible_winrm_ca_trust_path": str(folder(self.lab, farm) / "ca.pem"),
                "ansible_user": simulation.USER,
                "ansible_password": (folder(self.lab, farm) / "password").read_text(encoding="utf-8"),
                "kerberos_farm": {**description, "name": f"intranet{farm}", "nodes": nodes},
            },
        }
