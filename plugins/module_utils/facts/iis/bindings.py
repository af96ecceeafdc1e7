# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The sites of a node that answer requests for a name: those with the most specific bindings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import addresses
from ...model.addresses import Address
from .server import Iis, Site

WEB = ("http", "https")
ANY_ADDRESS = ("*", "", "0.0.0.0", "[::]")
STOPPED = "Stopped"

Rank = tuple[bool, int]  # whether it is bound to the address itself, and how much of the name it matches


@dataclass(frozen=True)
class WebBinding:
    protocol: str
    address: str
    port: int
    host: str  # lower case; empty for every name, *.example.com for every name below that

    def rank(self, name: str, virtual: Sequence[Address]) -> Rank | None:
        """None: it does not match a request for this name at a virtual address."""
        bound = self.address not in ANY_ADDRESS
        if bound and addresses.parse(self.address.strip("[]")) not in virtual:
            return None
        if self.host == name:
            return bound, len(name) + 1  # more than any pattern for it
        if self.host.startswith("*.") and name.endswith(self.host[1:]):
            return bound, len(self.host) - 1
        return None if self.host else (bound, 0)


@dataclass(frozen=True)
class Answering:
    """A site that clients reach by one of the names, and at which port."""

    site: Site
    port: int


def of_site(site: Site) -> Iterator[WebBinding]:
    """Raises ValueError for an invalid binding."""
    for binding in site.bindings:
        if binding.protocol.lower() in WEB:
            address, port, host = binding.information.rsplit(":", 2)
            yield WebBinding(binding.protocol.lower(), address, int(port), host.lower())


def answering(iis: Iis, names: Sequence[str], virtual: Sequence[Address]) -> list[Answering]:
    """In the order of ports. A stopped site answers no request. Raises ValueError for an invalid binding."""
    known = [(site, binding) for site in iis.sites if site.state != STOPPED for binding in of_site(site)]
    found: list[Answering] = []
    for port in sorted({binding.port for _, binding in known}):
        for name in names:
            ranks = [(one.rank(name, virtual), site) for site, one in known if one.port == port]
            for site in _first([(rank, site) for rank, site in ranks if rank is not None]):
                if Answering(site, port) not in found:
                    found.append(Answering(site, port))
    return found


def _first(ranked: Sequence[tuple[Rank, Site]]) -> list[Site]:
    """A binding to the address and a binding to the name are not compared: sources differ on which takes precedence."""
    return [site for rank, site in ranked if not any(_less(rank, other) for other, _ in ranked)]


def _less(one: Rank, other: Rank) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1]
