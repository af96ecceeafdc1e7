# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the directory stores of the farm's names and of its nodes' (read_dns_zones). Nothing is decided here.

Objects are read by their names, one by one: a zone may have tens of thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...access_control.binary import descriptor
from ...directory.entry import Entry
from ...directory.errors import DirectoryError
from ...directory.ldap_session import LdapSession
from ...directory.sessions import Sessions
from ...model.host_names import HOST_NAME
from ..directory import forest
from ..directory.accounts import dn_of_domain, sid_of
from ..directory.names import COMPUTER, short
from ..directory.search import with_any
from .dns_record import aging, record, updates
from .shape import UNREAD

NODE = ("dnsRecord", "nTSecurityDescriptor")


def read_dns_zones(sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of SHAPE. earlier: payload -> answer: the zone is that which a DNS server has named."""
    try:
        return _read(sessions, arguments, earlier)
    except DirectoryError as error:
        return {**UNREAD, "problem": str(error)}


def _read(sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    domain = sessions.domain or arguments["domain"] or earlier.get("read_machine_account", {}).get("domain", "")
    if not domain:
        raise DirectoryError("the domain is not known; set kerberos_farm.directory.domain")
    session = sessions.first(sessions.controllers(domain.lower()))
    reading = _Reading(session, forest.root(session), earlier.get("read_dns_records", {}))
    wanted = dict.fromkeys(map(reading.full, arguments["names"]), False)
    wanted |= dict.fromkeys(map(reading.full, arguments["nodes"]), True)
    return {"problem": "", "nodes": [reading.node(name, is_node) for name, is_node in wanted.items()]}


class _Reading:
    """answer: of read_dns_records, for the names in full and for their zones."""

    def __init__(self, session: LdapSession, root: forest.Root, answer: Mapping[str, Any]) -> None:
        self._session, self._root = session, root
        answers = [one for server in answer.get("servers", ()) for one in server["answers"]]
        self._full = {one["name"]: one["asked"] for one in answers}
        self._zones = {one["asked"]: one["zone"] for one in answers if one["zone"]}
        self._stored: dict[str, Entry | None] = {}

    def full(self, name: str) -> str:
        """As DNS was asked for it; where it has not answered, with the domain."""
        return self._full.get(name) or (name if "." in name else f"{name}.{self._root.domain}")

    def node(self, name: str, is_node: bool) -> dict[str, Any]:
        """One of nodes in SHAPE. name: in full."""
        zone = self._zones.get(name) or (self._root.domain if name.endswith(f".{self._root.domain}") else "")
        stored = self._zone(zone) if zone else None
        label = "@" if name == zone else name.removesuffix(f".{zone}")
        found = self._session.entry(f"DC={label},{stored.dn}", NODE, descriptors=True) if stored else None
        records = (record(value) for value in found.values("dnsRecord")) if found else ()
        return {
            "name": name,
            "node": is_node,
            "zone": zone,
            "stored": stored is not None,
            "aging": aging(stored.values("dNSProperty")) if stored else None,
            "updates": updates(stored.values("dNSProperty")) if stored else None,
            "owner": _owner(found) if found else None,
            "account": _account(self._session, self._root.base, name) if is_node and found else None,
            "records": [one for one in records if one],
        }

    def _zone(self, zone: str) -> Entry | None:
        if not HOST_NAME.fullmatch(zone):  # it is what a server has said
            raise DirectoryError(f"the DNS server names a zone that is none: {zone}")
        if zone not in self._stored:
            self._stored[zone] = _zone(self._session, self._root, zone)
        return self._stored[zone]


def _zone(session: LdapSession, root: forest.Root, zone: str) -> Entry | None:
    """Of the domain, of the forest, or where Windows 2000 stored it. A domain controller may hold none of them."""
    problem: DirectoryError | None = None
    for container in _containers(root):
        try:
            if found := session.entry(f"DC={zone},CN=MicrosoftDNS,{container}", ["dNSProperty"]):
                return found
        except DirectoryError as error:
            problem = problem or error
    if problem:
        raise problem
    return None


def _containers(root: forest.Root) -> Iterator[str]:
    yield f"DC=DomainDnsZones,{root.base}"
    yield f"DC=ForestDnsZones,{dn_of_domain(root.forest)}"
    yield f"CN=System,{root.base}"


def _owner(entry: Entry) -> str | None:
    values = entry.values("nTSecurityDescriptor")
    return descriptor(values[0]).owner if values else None


def _account(session: LdapSession, base: str, name: str) -> str | None:
    """Of the computer with that name: NetBIOS has its first 15 characters."""
    found = with_any(session, base, [("sAMAccountName", f"{short(name)[:COMPUTER]}$")], ["objectSid"])
    return sid_of(found[0]) if len(found) == 1 else None
