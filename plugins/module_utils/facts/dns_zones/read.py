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
from ..directory.search import with_any
from .dns_record import aging, record
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
    root = forest.root(session)
    zone = earlier.get("read_dns_records", {}).get("zone", {}).get("name") or root.domain
    if not HOST_NAME.fullmatch(zone):  # it is what a server has said
        raise DirectoryError(f"the DNS server names a zone that is none: {zone}")
    stored = _zone(session, root, zone)
    if stored is None:
        return {**UNREAD, "problem": "", "zone": zone}
    labels = {_label(name, zone): False for name in arguments["names"]}
    labels |= {_label(node, zone): True for node in arguments["nodes"]}
    return {
        "problem": "",
        "zone": zone,
        "aging": aging(stored.values("dNSProperty")),
        "nodes": [_node(session, root.base, stored.dn, zone, label, is_node) for label, is_node in labels.items()],
    }


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


def _label(name: str, zone: str) -> str:
    return "@" if name == zone else name.removesuffix(f".{zone}")


def _node(session: LdapSession, base: str, zone_dn: str, zone: str, label: str, is_node: bool) -> dict[str, Any]:
    found = session.entry(f"DC={label},{zone_dn}", NODE, descriptors=True)
    records = (record(value) for value in found.values("dnsRecord")) if found else ()
    return {
        "name": zone if label == "@" else f"{label}.{zone}",
        "node": is_node,
        "owner": _owner(found) if found else None,
        "account": _account(session, base, label) if is_node and found else None,
        "records": [one for one in records if one],
    }


def _owner(entry: Entry) -> str | None:
    values = entry.values("nTSecurityDescriptor")
    return descriptor(values[0]).owner if values else None


def _account(session: LdapSession, base: str, label: str) -> str | None:
    """Of the computer with that name: NetBIOS has its first 15 characters."""
    found = with_any(session, base, [("sAMAccountName", f"{label.partition('.')[0][:15]}$")], ["objectSid"])
    return sid_of(found[0]) if len(found) == 1 else None
