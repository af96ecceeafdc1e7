"""What one DNS server answers to a question, from the zones in its domain controller's directory. It asks no other.

As Windows does: names and types of what it holds with the flag AA; a name that is not in its zones is refused, because
it has no forwarder; an alias is followed as far as its own zones go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from lab.directory.view import View

MICROSOFT_DNS = "cn=microsoftdns"
ALIASES = 8  # that are followed: one may lead to itself
Zones = Mapping[str, Mapping[str, list[dict[str, Any]]]]  # zone -> name, both in full and in lower case -> its records


def zones(view: View) -> Zones:
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for entry in view.entries.values():
        if MICROSOFT_DNS not in entry.parts or "dnsrecord" not in entry.values:
            continue
        label, zone = (part.removeprefix("dc=") for part in entry.parts[:2])
        records = [record for record in entry.values.get("dnsrecord", ()) if record["type"] != "ZERO"]
        found.setdefault(zone, {})[zone if label == "@" else f"{label}.{zone}"] = records
    return found


def with_hosts(known: Zones, hosts: Mapping[str, str]) -> Zones:
    """With a record for each of these hosts, host name -> address, in its zone."""
    found = {zone: dict(names) for zone, names in known.items()}
    for host, address in hosts.items():
        if zone := _zone_of(host, known):
            found[zone][host] = [{"type": "A", "data": address, "ttl": 3600, "stamp": 0}]
    return found


def answer(query: dns.message.Message, known: Zones) -> dns.message.Message:
    response = dns.message.make_response(query)
    question = query.question[0]
    kind = dns.rdatatype.to_text(question.rdtype)
    name = question.name.to_text(omit_final_dot=True).lower()
    zone = _zone_of(name, known)
    if zone is None:
        response.set_rcode(dns.rcode.REFUSED)
        return response
    response.flags |= dns.flags.AA
    for _ in range(ALIASES):
        records = known[zone].get(name)
        if records is None and not response.answer:
            response.set_rcode(dns.rcode.NXDOMAIN)
        alias = next((r["data"].lower() for r in records or () if r["type"] == "CNAME"), None)
        if alias is None or kind == "CNAME":
            response.answer += _sets(name, records or (), kind)
            break
        response.answer += _sets(name, records or (), "CNAME")
        name, behind = alias, _zone_of(alias, known)
        if behind is None:
            break
        zone = behind
    if all(rrset.rdtype != question.rdtype for rrset in response.answer):
        response.authority += _sets(zone, known[zone].get(zone, ()), "SOA")
    return response


def _zone_of(name: str, known: Zones) -> str | None:
    return max((zone for zone in known if name == zone or name.endswith(f".{zone}")), key=len, default=None)


def _sets(name: str, records: Sequence[Mapping[str, Any]], kind: str) -> list[dns.rrset.RRset]:
    own = [record for record in records if record["type"] == kind]
    if not own:
        return []
    rdatas = [dns.rdata.from_text("IN", kind, record["data"], origin=dns.name.root, relativize=False) for record in own]
    return [dns.rrset.from_rdata_list(dns.name.from_text(name), min(record["ttl"] for record in own), rdatas)]
