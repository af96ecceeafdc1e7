"""The zones of a healthy farm, as objects of the directory; records.py has how a record stands in one."""

from __future__ import annotations

import ipaddress
from typing import Any

from lab import intranet

Objects = dict[str, dict[str, list[Any]]]
ZONE, REVERSE = "example.com", "0.10.in-addr.arpa"
PARTITION = "DC=DomainDnsZones,DC=example,DC=com"
SERVERS = ("dc1.example.com", "dc2.example.com")  # of the zones; where they are is known to them alone
AGING, NO_REFRESH, REFRESH = 0x40, 0x10, 0x20  # of dNSProperty: whether the zone scavenges, and its intervals in hours
ALLOW_UPDATE, SECURE = 0x02, "02"  # which dynamic updates the zone takes; one octet
REGISTERED = 3732744  # hours since 1601: 30 October 2026
SYSTEM, ADMINISTRATORS = "S-1-5-18", f"{intranet.DOMAIN}-512"
ACCESS = "D:(A;;0xf01ff;;;{owner})(A;;0xf01ff;;;SY)(A;;0x20094;;;AU)"  # the owner all, everybody else may read


def objects(nodes: int) -> Objects:
    """Virtual names are static, of an administrator; a node's records are its own, registered by itself."""
    found = {**zone(ZONE, aging=True), **zone(REVERSE, aging=False)}
    for name in intranet.NAMES[:1]:
        found[node_of(name)] = node([_address(address) for address in intranet.VIRTUAL], ADMINISTRATORS)
    for number in range(1, nodes + 1):
        own = [_address(address, stamp=REGISTERED) for address in intranet.own_addresses(number)]
        found[node_of(f"{intranet.name(number)}.{ZONE}")] = node(own, computer(number))
        pointer = {"type": "PTR", "data": f"{intranet.name(number)}.{ZONE}", "ttl": 1200, "stamp": REGISTERED}
        found[pointer_of(intranet.own_addresses(number)[0])] = node([pointer], computer(number))
    virtual = {"type": "PTR", "data": intranet.NAMES[0], "ttl": 3600, "stamp": 0}
    found[pointer_of(intranet.VIRTUAL[0])] = node([virtual], ADMINISTRATORS)
    return found


def computer(number: int) -> str:
    """The SID of a node's account."""
    return f"{intranet.DOMAIN}-{2000 + number}"


def node(records: list[dict[str, Any]], owner: str) -> dict[str, list[Any]]:
    descriptor = f"O:{owner}G:DUD:" + ACCESS.format(owner=owner).removeprefix("D:")
    return {"objectClass": ["top", "dnsNode"], "dnsRecord": records, "nTSecurityDescriptor": [descriptor]}


def node_of(name: str, zone: str = ZONE) -> str:
    """The distinguished name of a name's object in its zone; of the zone itself with the zone's name."""
    label = "@" if name == zone else name.removesuffix(f".{zone}")
    return f"DC={label},{zone_of(zone)}"


def pointer_of(address: str) -> str:
    return node_of(ipaddress.ip_address(address).reverse_pointer, REVERSE)


def zone_of(zone: str) -> str:
    return f"DC={zone},CN=MicrosoftDNS,{PARTITION}"


def _address(address: str, stamp: int = 0) -> dict[str, Any]:
    return {"type": "AAAA" if ":" in address else "A", "data": address, "ttl": 1200 if stamp else 3600, "stamp": stamp}


def zone(name: str, *, aging: bool, servers: tuple[str, ...] = SERVERS) -> Objects:
    start = f"{servers[0]} hostmaster.{ZONE} 120 900 600 86400 3600"
    apex = [
        {"type": "SOA", "data": start, "ttl": 3600, "stamp": 0},
        *({"type": "NS", "data": server, "ttl": 3600, "stamp": 0} for server in servers),
    ]
    properties = [
        {"id": ALLOW_UPDATE, "value": SECURE},
        *({"id": AGING, "value": int(aging)}, {"id": NO_REFRESH, "value": 168}, {"id": REFRESH, "value": 168}),
    ]
    return {
        zone_of(name): {"objectClass": ["top", "dnsZone"], "dNSProperty": properties},
        node_of(name, name): node(apex, SYSTEM),
    }
