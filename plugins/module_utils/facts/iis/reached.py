# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which site of a node answers for the names of the farm: the described one, or another.

Only bindings are looked at: a stopped site keeps its names, and is another fault. A certificate does not decide which
site answers: http.sys looks at the host name of each request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...model import addresses
from ...model.addresses import Address
from ...model.finding import Finding, Remedy, State
from ...model.host_names import host_names
from . import bindings
from .server import Iis, Site

PORTS = {"http": 80, "https": 443}  # a client that is given no port uses these


@dataclass(frozen=True)
class Destination:
    """Where a client sends the requests for a name. sites: those that answer there."""

    name: str
    protocol: str
    port: int
    address: Address
    sites: tuple[Site, ...]

    @property
    def url(self) -> str:
        port = "" if self.port == PORTS[self.protocol] else f":{self.port}"
        return f"{self.protocol}://{self.name}{port}"


@dataclass(frozen=True)
class Clients:
    """How clients ask for the farm: by which names, and at which addresses their requests arrive.

    balanced_by_nlb: then that is the virtual addresses. Another load balancer may use them, or the node's own ones.
    """

    names: tuple[str, ...]
    at: tuple[Address, ...]
    balanced_by_nlb: bool

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Clients:
        """Raises ValueError, to be shown to the user."""
        virtual, own = (
            addresses.parse_option(arguments[option], option) if arguments.get(option) else ()
            for option in ("virtual_addresses", "own_addresses")
        )
        balanced_by_nlb = arguments.get("drain") is not False
        at = virtual if balanced_by_nlb else (*virtual, *own)
        return cls(host_names(arguments.get("names") or [], "names"), at, balanced_by_nlb)

    def obstacle(self, iis: Iis, site: Site) -> str:
        """Why nothing of this site is changed, as text: no name of the farm leads to it. Empty where one does.

        Nothing is known of it where no names or addresses are given, to a module that is used alone.
        """
        if not self.names or not self.at or any(self._reaching(iis, site)):
            return ""
        return f"not changed while no name of the farm reaches the site {site.name} (SITE-1): another site may be meant"

    def all_reach(self, iis: Iis, site: Site) -> bool:
        """Whether each name leads to the site at each address."""
        return all(self._reaching(iis, site))

    def _reaching(self, iis: Iis, site: Site) -> Iterator[bool]:
        for name in self.names:
            for address in self.at:
                for group in destinations(iis, site, name, address):
                    yield any(site in one.sites for one in group)


def destinations(iis: Iis, site: Site, name: str, address: Address) -> Iterator[list[Destination]]:
    """A group for each protocol of the site: one of its destinations must lead to the site.

    The port that clients use by themselves counts alone where the site has it, and is looked at in any case. A site
    without a binding of http or https is looked for at both.
    """
    known = list(bindings.web_bindings(site))
    for protocol, usual in PORTS.items():
        ports = sorted({binding.port for binding in known if binding.protocol == protocol})
        if not ports and known:
            continue
        asked = [usual] if usual in ports else [*ports, usual]
        yield [
            Destination(name, protocol, port, address, tuple(bindings.first(iis, name, address, port, started=site)))
            for port in asked
        ]


def held_back(finding: Finding, why: str) -> Finding:
    """Drift that a fix would change, and does not while there is an obstacle."""
    if not why or finding.state is not State.DRIFT or finding.remedy in (Remedy.REPORT, Remedy.HAND_OFF):
        return finding
    return replace(finding, remedy=Remedy.REPORT, key=None, reason=f"{finding.reason}; {why}")
