"""The inventory of a farm of any size: the same for everything that is measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab import intranet, simulation

NETWORK = "127.112.0"


@dataclass(frozen=True)
class BenchFarm:
    """lab: the folder of the lab that simulates it. https: the port of every node."""

    nodes: int
    lab: Path
    https: int

    def write_inventory(self, path: Path) -> None:
        # JSON is YAML.
        path.write_text(json.dumps({"kerberos": self._group()}), encoding="utf-8")

    def _group(self) -> dict[str, Any]:
        return {
            "hosts": {
                intranet.name(number): {"ansible_host": simulation.address(NETWORK, number)}
                for number in range(1, self.nodes + 1)
            },
            "vars": {
                "ansible_connection": "winrm",
                "ansible_port": self.https,
                "ansible_winrm_transport": "basic",
                "ansible_winrm_ca_trust_path": str(self.lab / "ca.pem"),
                "ansible_user": simulation.USER,
                "ansible_password": (self.lab / "password").read_text(encoding="utf-8"),
                # One farm even where it is larger than a cluster may be (32 nodes): a fix takes one farm a run.
                "kerberos_farm": intranet.description(self.nodes),
            },
        }
