# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The zones of the farm's names and of its nodes, and the DNS servers that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ...directory.dns_session import DnsSession
from ...directory.errors import DirectoryError
from ...model.addresses import same_address
from .asked_server import AskedServer

SERVERS = 16  # that are asked because they hold a zone: a forest may have hundreds of domain controllers with DNS
Open = Callable[[str, int], DnsSession]


def zones_of(asked: Sequence[AskedServer], names: Iterable[str], nodes: Iterable[str]) -> dict[str, str]:
    """Name in full -> its zone; empty where no server says it.

    A name of the farm may be a zone of its own, so that each is asked for. Nodes are of one domain most often: those
    that differ in their first label are one question.
    """
    zones = {name: _zone(asked, name) for name in dict.fromkeys(names)}
    above = {_above(name): zone for name, zone in zones.items() if zone and zone != name}
    for node in nodes:
        if node not in zones:
            if _above(node) not in above:
                above[_above(node)] = _zone(asked, node)
            zones[node] = above[_above(node)]
    return zones


def holding(asked: Sequence[AskedServer], zones: Mapping[str, str], open_session: Open) -> list[AskedServer]:
    """The servers of these zones that are not among the asked ones, which are marked. The lab's have one port."""
    new: list[AskedServer] = []
    for zone in dict.fromkeys(filter(None, zones.values())):
        for name, address, port in _name_servers(asked, zone):
            known = next((one for one in (*asked, *new) if same_address(one.session.host, address)), None)
            if known is None and len(new) < SERVERS:
                known = AskedServer(open_session(address, port))
                new.append(known)
            if known:
                known.name = known.name or name
                known.zones.add(zone)
    return new


def _above(name: str) -> str:
    return name.partition(".")[2]


def _zone(asked: Sequence[AskedServer], name: str) -> str:
    """By the first server that says it. Asked for an alias it says the target's: then the domain above is asked for."""
    for wanted in filter(None, (name, _above(name))):
        for one in asked:
            try:
                answer = one.session.ask(wanted, "SOA")
            except DirectoryError:
                continue
            for record in (*answer.records, *answer.authority):
                if record.type == "SOA" and f".{name}".endswith(f".{record.name}"):
                    return record.name
    return ""


def _name_servers(asked: Sequence[AskedServer], zone: str) -> Iterable[tuple[str, str, int]]:
    """Name, address and port of each, by the first server that knows them."""
    for one in asked:
        try:
            names = one.session.ask(zone, "NS").values("NS")
            if names:
                return [
                    (name, address, one.session.port)
                    for name in names
                    for kind in ("A", "AAAA")
                    for address in one.session.ask(name, kind).values(kind)
                ]
        except DirectoryError:
            continue
    return []
