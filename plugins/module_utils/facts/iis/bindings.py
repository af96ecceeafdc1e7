# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The sites of a node that answer requests for a name: those with the most specific bindings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import addresses
from ...model.addresses import Address
from .server import Binding, Iis, Site

WEB = ("http", "https")
ANY_ADDRESS = ("*", "", "0.0.0.0", "[::]")
STOPPED = "Stopped"

Rank = tuple[bool, int]  # whether it is bound to the address itself, and how much of the name it matches


@dataclass(frozen=True)
class WebBinding:
    protocol: str
    address: Address | None  # None: every address
    port: int
    host: str  # lower case; empty for every name, *.example.com for every name below that

    def rank(self, name: str, address: Address) -> Rank | None:
        """None: it does not match a request for this name at this address."""
        bound = self.address is not None
        if bound and self.address != address:
            return None
        if self.has_name(name):
            return bound, len(name) + 1 if self.host == name else len(self.host) - 1  # a name is more than any pattern
        return None if self.host else (bound, 0)

    def has_name(self, name: str) -> bool:
        """Whether it is for this name, and not for every one."""
        return self.host == name or (self.host.startswith("*.") and name.endswith(self.host[1:]))


@dataclass(frozen=True)
class Answering:
    """A site that clients reach by one of the names, and at which port."""

    site: Site
    port: int


def web_bindings(site: Site) -> Iterator[WebBinding]:
    """Those that can be read: what is none answers no request."""
    for binding in site.bindings:
        if binding.protocol.lower() in WEB and (found := _parsed(binding)):
            yield found


def unreadable(site: Site) -> list[str]:
    """Bindings of http and https that are not address:port:host name, as IIS has them."""
    return [
        f"{one.protocol} {one.information}" for one in site.bindings if one.protocol.lower() in WEB and not _parsed(one)
    ]


def _parsed(binding: Binding) -> WebBinding | None:
    try:
        address, port, host = binding.information.rsplit(":", 2)
        bound = None if address in ANY_ADDRESS else addresses.parse(address.strip("[]"))
        return WebBinding(binding.protocol.lower(), bound, int(port), host.lower())
    except ValueError:
        return None


def answering(iis: Iis, names: Sequence[str], at: Sequence[Address]) -> list[Answering]:
    """At these addresses, in the order of ports. A stopped site answers no request."""
    ports = sorted({binding.port for site in iis.sites if site.state != STOPPED for binding in web_bindings(site)})
    found = (
        Answering(site, port)
        for port in ports
        for name in names
        for address in at
        for site in first(iis, name, address, port)
    )
    return list(dict.fromkeys(found))


def first(iis: Iis, name: str, address: Address, port: int, started: Site | None = None) -> list[Site]:
    """The sites whose bindings come first for this name there; several where it is not known which one does.

    A binding to the address and a binding to the name are not compared: sources differ on which takes precedence.
    started: a site that is looked at as if it were.
    """
    ranked = [
        (rank, site)
        for site in iis.sites
        if site.state != STOPPED or site == started
        for binding in web_bindings(site)
        if binding.port == port and (rank := binding.rank(name, address))
    ]
    found = [site for rank, site in ranked if not any(_less(rank, other) for other, _ in ranked)]
    return list(dict.fromkeys(found))


def _less(one: Rank, other: Rank) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1]
