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
from .status import CONVERGED, DEFAULT, DRAINING, STATES, STOPPED, SUSPENDED, UNKNOWN

TEXT, NUMBER = (str, None), (int, None)
SHAPE = {
    "installed": bool,
    "clusters": [
        {
            "name": str,
            "interface": str,
            "addresses": ([str], None),
            "mode": str,
            "host": NUMBER,
            "status": NUMBER,
            "converged_with": ([int], None),
            "connections": NUMBER,
            "problem": str,
        }
    ],
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
    "own": {"name": str},
    "marker": {"run": TEXT, "time": TEXT},
    "left_addresses": [str],
    "present_addresses": [str],
}

MASKING = {
    "clusters.name": Mask.NAMES,
    "clusters.interface": Mask.TEXT,
    "clusters.addresses": Mask.TEXT,
    "clusters.mode": Mask.WORD,
    "clusters.problem": Mask.REASON,
    "port_rules.cluster": Mask.NAMES,
    "port_rules.protocol": Mask.WORD,
    "port_rules.affinity": Mask.WORD,
    "port_rules.mode": Mask.WORD,
    "port_rules.address": Mask.RULE_ADDRESS,
    "own.name": Mask.NAMES,
    "marker.run": Mask.WORD,
    "marker.time": Mask.WORD,
    "left_addresses": Mask.TEXT,
    "present_addresses": Mask.TEXT,
}
EVERY_ADDRESS = ("", "All", "255.255.255.255")  # of a port rule: all addresses of the cluster


@dataclass(frozen=True)
class PortRule:
    """Which hosts answer requests for these ports. mode: Multiple, Single, or Disabled: none does."""

    start: int
    end: int
    protocol: str  # Tcp, Udp or Both
    affinity: str
    mode: str
    address: str  # one of EVERY_ADDRESS for all addresses of the cluster

    def __str__(self) -> str:
        ports = f"port {self.start}" if self.start == self.end else f"ports {self.start}-{self.end}"
        address = "every address" if self.address in EVERY_ADDRESS else self.address
        of = f"{ports} {self.protocol} of {address}"
        return f"{of}: mode {self.mode or 'unknown'}, affinity {self.affinity or 'none'}"

    @property
    def disabled(self) -> bool:
        return self.mode.casefold() == "disabled"

    def covers(self, port: int, address: Address | None) -> bool:
        """Whether it is about this port of TCP, for this address alone; None: for all of them."""
        if self.protocol.casefold() == "udp" or not self.start <= port <= self.end:
            return False
        own = None if self.address in EVERY_ADDRESS else addresses.parse(self.address)
        return own == address


@dataclass(frozen=True)
class Cluster:
    """A cluster as one of its hosts sees it. host: the number of this host, its priority.

    status: StatusCode of MicrosoftNLB_Node. converged_with: the hosts that the last convergence was with, this one
    included; None where that is not known, and where this host takes no part. connections: None where not asked for.
    problem: why it could not be read; then its addresses are known at the most, and none where they are not.
    """

    name: str
    interface: str
    addresses: frozenset[Address]
    mode: str
    port_rules: tuple[PortRule, ...]
    host: int | None = None
    status: int | None = None
    converged_with: frozenset[int] | None = None
    connections: int | None = None
    problem: str = ""

    @property
    def state(self) -> str:
        return STATES.get(self.status or 0, UNKNOWN)

    @property
    def known(self) -> bool:
        return self.state != UNKNOWN

    @property
    def converged(self) -> bool:
        return self.status in (CONVERGED, DEFAULT)

    @property
    def stopped(self) -> bool:
        return self.status == STOPPED

    @property
    def draining(self) -> bool:
        return self.status == DRAINING

    @property
    def suspended(self) -> bool:
        return self.status == SUSPENDED


@dataclass(frozen=True)
class Membership:
    """run: the one that drained this node, from the marker."""

    installed: bool
    name: str
    clusters: tuple[Cluster, ...]
    left: tuple[Address, ...]  # virtual addresses on an adapter without Network Load Balancing
    run: str | None
    present: frozenset[Address]  # all addresses of its adapters

    def of_farm(self, virtual: frozenset[Address]) -> list[Cluster]:
        """The clusters with an address of the farm: a node may be in those of other farms too."""
        return [cluster for cluster in self.clusters if cluster.addresses & virtual]

    def of_unknown_farm(self) -> list[Cluster]:
        """Those whose addresses could not be read: each may be the farm's."""
        return [cluster for cluster in self.clusters if cluster.problem and not cluster.addresses]


def parse(data: Mapping[str, Any]) -> Membership:
    """Raises ValueError for an address that is none."""
    return Membership(
        data["installed"],
        data["own"]["name"],
        tuple(_cluster(item, data["port_rules"]) for item in data["clusters"]),
        tuple(addresses.parse(text) for text in data["left_addresses"]),
        data["marker"]["run"],
        frozenset(addresses.parse(text) for text in data["present_addresses"]),
    )


def read(virtual: Iterable[Address], connections: bool = False) -> Call:
    """Asks for the clusters of this node, and which of these addresses it has without one.

    connections: whether the open ones are counted, which takes long where there are many.
    """
    arguments = {"virtual_addresses": [str(address) for address in virtual], "connections": connections}
    return Call("read_cluster", arguments)


def _cluster(item: Mapping[str, Any], rules: Iterable[Mapping[str, Any]]) -> Cluster:
    name, numbers = item["name"], item["converged_with"]
    return Cluster(
        name,
        item["interface"],
        frozenset(addresses.parse(text) for text in item["addresses"] or ()),
        item["mode"],
        tuple(sorted((_rule(rule) for rule in rules if rule["cluster"] == name), key=str)),
        item["host"],
        item["status"],
        None if numbers is None else frozenset(numbers),
        item["connections"],
        item["problem"],
    )


def _rule(item: Mapping[str, Any]) -> PortRule:
    return PortRule(**{name: value for name, value in item.items() if name != "cluster"})
