"""The inventory of farms of any shape: the same for everything that is measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NODES_ALONE

from bench.shape import Shape
from lab import intranet, simulation


def network(farm: int) -> str:
    """Of the farm of this number, counted from 1."""
    return f"127.{111 + farm}.0"


def folder(lab: Path, farm: int) -> Path:
    return lab / f"farm{farm}"


def host(farm: int, number: int) -> str:
    """The node of this number in the inventory, where each name is there once."""
    return f"farm{farm}-{intranet.name(number)}"


def description(farm: int, nodes: int) -> dict[str, Any]:
    """kerberos_farm, for so many nodes."""
    given = intranet.without_directory(nodes)
    own = {host(farm, number): given["nodes"][intranet.name(number)] for number in range(1, nodes + 1)}
    return {**given, "name": f"intranet{farm}", "nodes": own}


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
        return {
            "hosts": {
                host(farm, number): {"ansible_host": simulation.address(network(farm), number)}
                for number in range(1, self.shape.nodes + 1)
            },
            "vars": {
                "ansible_connection": "winrm",
                "ansible_port": port,
                "ansible_winrm_transport": "basic",
                "ansible_winrm_ca_trust_path": str(folder(self.lab, farm) / "ca.pem"),
                "ansible_user": simulation.USER,
                "ansible_password": (folder(self.lab, farm) / "password").read_text(encoding="utf-8"),
                "kerberos_farm": description(farm, self.shape.nodes),
                "kerberos_concerns": list(NODES_ALONE),  # the others are measured in bench/directory.py
            },
        }
