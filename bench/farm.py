"""The inventory of a farm of any size: the same for everything that is measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab import healthy, simulation
from lab.facts import iis, site_content

NETWORK = "127.112.0"
READERS = [site_content.READERS]
# All that an audit asks a node.
READS = (
    *("read_dns_registration", "read_cluster", "read_iis", "read_accounts", "read_site_acl", "read_user_rights"),
    "read_authentication",
)
ASKED = {
    "site": iis.SITE,
    "accounts": [site_content.ACCOUNT, *READERS],
    "objects": 10_000,
    "virtual_addresses": list(healthy.VIRTUAL),
}


def description(nodes: int) -> dict[str, Any]:
    """One farm even where it is larger than a cluster may be (32 nodes): a fix takes one farm a run."""
    return {
        "name": "intranet",
        "names": list(healthy.NAMES),
        "virtual_addresses": list(healthy.VIRTUAL),
        "nodes": {
            healthy.name(number): {"own_addresses": list(healthy.own_addresses(number))}
            for number in range(1, nodes + 1)
        },
        "site": iis.SITE,
        "service_account": site_content.ACCOUNT,
        "readers": READERS,
    }


@dataclass(frozen=True)
class Farm:
    """lab: the folder of the lab that plays it. https: the port of every node."""

    nodes: int
    lab: Path
    https: int

    def write_inventory(self, path: Path) -> None:
        # JSON is YAML.
        path.write_text(json.dumps({"kerberos": self._group()}), encoding="utf-8")

    def _group(self) -> dict[str, Any]:
        return {
            "hosts": {
                healthy.name(number): {"ansible_host": simulation.address(NETWORK, number)}
                for number in range(1, self.nodes + 1)
            },
            "vars": {
                "ansible_connection": "winrm",
                "ansible_port": self.https,
                "ansible_winrm_transport": "basic",
                "ansible_winrm_ca_trust_path": str(self.lab / "ca.pem"),
                "ansible_user": simulation.USER,
                "ansible_password": (self.lab / "password").read_text(encoding="utf-8"),
                "kerberos_farm": description(self.nodes),
            },
        }
