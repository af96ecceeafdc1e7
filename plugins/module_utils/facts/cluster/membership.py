# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A node's membership in clusters of Network Load Balancing, as read_cluster.ps1 prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...model import addresses
from ...model.addresses import Address
from ...model.call import Call
from ...model.masks import Mask

TEXT, NUMBER = (str, None), (int, None)
SHAPE = {
    "installed": bool,
    "clusters": [{"name": str, "interface": str, "addresses": [str], "mode": str}],
    "hosts": [{"cluster": str, "name": str, "state": str, "priority": int}],
    "port_rules": [
        {
            "cluster": str,
            "start": int,
            "end": int,
            "protocol": str,
            "affinity": str,
            "mode": str,
            "address": str,
        }
    ],
    "own": {"name": str, "state": TEXT},
    "marker": {"run": TEXT, "time": TEXT},
    "connections": NUMBER,
    "left_addresses": [str],
}

MASKING = {
    "clusters.name": Mask.NAMES,
    "clusters.interface": Mask.TEXT,
    "clusters.addresses": Mask.TEXT,
    "clusters.mode": Mask.WORD,
    "port_rules.cluster": Mask.NAMES,
    "port_rules.protocol": Mask.WORD,
    "port_rules.affinity": Mask.WORD,
    "port_rules.mode": Mask.WORD,
    "port_rules.address": Mask.RULE_ADDRESS,
    "own.name": Mask.NAMES,
    "own.state": Mask.WORD,
    "marker.run": Mask.WORD,
    "marker.time": Mask.WORD,
    "left_addresses": Mask.TEXT,
    "hosts.cluster": Mask.NAMES,
    "hosts.name": Mask.NAMES,
    "hosts.state": Mask.WORD,
}
EVERY_ADDRESS = "255.255.255.255"  # of a port rule: all addresses of the cluster
NETBIOS = 15  # characters of a computer's name that the older interfaces of Windows know


@dataclass(frozen=True)
class Host:
    name: str
    state: str

    @property
    def converged(self) -> bool:
        """One host is "Converged(default)": it handles traffic that no port rule covers."""
        return self.state.lower().startswith("converged")


@dataclass(frozen=True)
class Cluster:
    """hosts: those that the node sees, itself included."""

    name: str
    interface: str
    addresses: frozenset[Address]
    mode: str
    port_rules: tuple[str, ...]
    hosts: tuple[Host, ...]


@dataclass(frozen=True)
class Membership:
    """state: the node's own, None where it is no host of a cluster. run: the one that drained it, from the marker."""

    installed: bool
    name: str
    state: str | None
    clusters: tuple[Cluster, ...]
    left: tuple[Address, ...]  # virtual addresses on an adapter without Network Load Balancing
    run: str | None
    connections: int | None

    @property
    def converged(self) -> bool:
        return self.state is not None and Host(self.name, self.state).converged

    def of_farm(self, virtual: frozenset[Address]) -> list[Cluster]:
        """The clusters with an address of the farm: a node may be in those of other farms too."""
        return [cluster for cluster in self.clusters if cluster.addresses & virtual]

    def others(self, cluster: Cluster) -> list[Host]:
        return [host for host in cluster.hosts if short(host.name) != short(self.name)]


def parse(data: Mapping[str, Any]) -> Membership:
    """Raises ValueError for an address that is none."""
    return Membership(
        data["installed"],
        data["own"]["name"],
        data["own"]["state"],
        tuple(_cluster(item, data) for item in data["clusters"]),
        tuple(addresses.parse(text) for text in data["left_addresses"]),
        data["marker"]["run"],
        data["connections"],
    )


def read(virtual: Iterable[Address]) -> Call:
    """Asks for the clusters of this node, and which of these addresses it has without one."""
    return Call("read_cluster", {"virtual_addresses": [str(address) for address in virtual]})


def short(name: str) -> str:
    """What two spellings of a computer's name have in common: Windows gives it with and without its domain."""
    return name.split(".", 1)[0].lower()[:NETBIOS]


def _cluster(item: Mapping[str, Any], data: Mapping[str, Any]) -> Cluster:
    name = item["name"]
    return Cluster(
        name,
        item["interface"],
        frozenset(addresses.parse(text) for text in item["addresses"]),
        item["mode"],
        tuple(sorted(_rule(rule) for rule in data["port_rules"] if rule["cluster"] == name)),
        tuple(Host(host["name"], host["state"]) for host in data["hosts"] if host["cluster"] == name),
    )


def _rule(rule: Mapping[str, Any]) -> str:
    start, end = rule["start"], rule["end"]
    ports = f"port {start}" if start == end else f"ports {start}-{end}"
    address = "every address" if rule["address"] in ("", "All", EVERY_ADDRESS) else rule["address"]
    parts = [ports, rule["protocol"], f"of {address}: mode {rule['mode'] or 'unknown'}"]
    return " ".join(parts) + f", affinity {rule['affinity'] or 'none'}"
