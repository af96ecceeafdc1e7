# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the DNS servers say of the farm's names and of its nodes. It only asks: nothing is decided here.

Each server that nodes are set to use is asked as clients ask it; each authoritative server of the zone is asked for
what it holds itself, because clients in other places ask others than ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from ...directory.dns_session import PORT, DnsAnswer, DnsSession
from ...directory.errors import DirectoryError
from ...directory.library import module
from ...model.addresses import same_address
from ...model.servers import Server, server

SERVERS = 16  # authoritative ones that are asked: a forest may have hundreds of domain controllers with DNS
NO_SERVER = (
    "no DNS server is known: the node has none on the adapter with its own addresses; set kerberos_farm.dns_servers"
)
Open = Callable[[str, int], DnsSession]


@dataclass
class _Asked:
    """One server. used, authoritative: see SHAPE."""

    session: DnsSession
    name: str = ""
    used: bool = False
    authoritative: bool = False
    answers: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""

    @property
    def address(self) -> str:
        return str(Server(self.session.host, None if self.session.port == PORT else self.session.port))


def read(arguments: Mapping[str, Any], earlier: Mapping[str, Any], open_session: Open = DnsSession) -> dict[str, Any]:
    """earlier: answers of the farm's first node, for the DNS servers that it uses and for its domain.

    Raises DirectoryError where no server can be asked from here at all.
    """
    module("dns.message")
    domain = (arguments["domain"] or (earlier.get("read_machine_account") or {}).get("domain") or "").lower()
    empty: dict[str, Any] = {
        "problem": "",
        "domain": domain,
        "servers": [],
        "zone": {"name": "", "problem": ""},
        "reverse": [],
    }
    given = (server(text) for text in arguments["servers"] or _of_node(arguments, earlier))
    found = [one for one in given if one]
    if not found:
        return {**empty, "problem": NO_SERVER}
    asked = [_Asked(open_session(one.host, one.port or PORT), used=True) for one in found]
    names = {name: _full(name, domain) for name in (*arguments["names"], *arguments["nodes"])}
    zone, problem = _zone(asked, names[arguments["names"][0]])
    if zone:
        asked += _authoritative(asked, zone, open_session)
    for one in asked:
        _ask_names(one, names)
    own = [address for addresses in arguments["nodes"].values() for address in addresses]
    return {
        **empty,
        "servers": [_shown(one) for one in asked],
        "zone": {"name": zone, "problem": problem},
        "reverse": [_reverse(asked, address) for address in (*arguments["addresses"], *own)],
    }


def _of_node(arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> list[str]:
    """Those of the adapters with an own address: the cluster's adapter most often has none."""
    own = [address for addresses in arguments["nodes"].values() for address in addresses]
    seen: dict[str, None] = {}
    for adapter in (earlier.get("read_dns_registration") or {}).get("adapters", ()):
        if any(same_address(item["address"], address) for item in adapter["addresses"] for address in own):
            seen |= dict.fromkeys(adapter["dns_servers"])
    return list(seen)


def _full(name: str, domain: str) -> str:
    """As a client completes it: a name without a dot gets its own domain."""
    return f"{name}.{domain}" if domain and "." not in name else name


def _zone(asked: Sequence[_Asked], name: str) -> tuple[str, str]:
    """The zone that a name is in, by the first server that answers; and why it is not known."""
    problem = ""
    for one in asked:
        try:
            answer = one.session.ask(name, "SOA")
        except DirectoryError as error:
            problem = problem or str(error)
            continue
        zones = [record.name for record in (*answer.records, *answer.authority) if record.type == "SOA"]
        if zones:
            return zones[0], ""
        problem = problem or f"{one.address} names no zone for {name} ({answer.code})"
    return "", problem


def _authoritative(asked: Sequence[_Asked], zone: str, open_session: Open) -> list[_Asked]:
    """The zone's servers that are not among the asked ones, which are marked. A port of the lab's is that of all."""
    new: list[_Asked] = []
    for name, address, port in _name_servers(asked, zone):
        for one in (*asked, *new):
            if same_address(one.session.host, address):
                one.name, one.authoritative = one.name or name, True
                break
        else:
            if len(new) < SERVERS:
                new.append(_Asked(open_session(address, port), name=name, authoritative=True))
    return new


def _name_servers(asked: Sequence[_Asked], zone: str) -> Iterable[tuple[str, str, int]]:
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


def _ask_names(one: _Asked, names: Mapping[str, str]) -> None:
    try:
        for name, full in names.items():
            one.answers.append(_addresses(one, name, full))
    except DirectoryError as error:
        one.answers, one.problem = [], str(error)


def _addresses(one: _Asked, name: str, full: str) -> dict[str, Any]:
    """Both kinds of addresses. The code is that of the one that was answered worst; that there is none is no error."""
    answers = [one.session.ask(full, kind, recursion=not one.authoritative) for kind in ("A", "AAAA")]
    if one.authoritative and (alias := _followed(one, answers)):
        answers = alias
    ttls = [record.ttl for answer in answers for record in answer.records]
    codes = [answer.code for answer in answers]
    return {
        "name": name,
        "asked": full,
        "code": next((code for code in codes if code not in ("NOERROR", "NXDOMAIN")), codes[0]),
        "addresses": [*answers[0].values("A"), *answers[1].values("AAAA")],
        "cname": list(dict.fromkeys(alias for answer in answers for alias in answer.aliases())),
        "ttl": min(ttls, default=None),
    }


def _followed(one: _Asked, answers: Sequence[DnsAnswer]) -> list[DnsAnswer]:
    """An authoritative server leaves an alias into another zone to who asks: that is asked as a client would."""
    ends = [answer for answer in answers if answer.aliases() and not (answer.values("A") or answer.values("AAAA"))]
    if len(ends) < len(answers):
        return []
    target = ends[0].aliases()[-1]
    further = [one.session.ask(target, kind) for kind in ("A", "AAAA")]
    return [
        DnsAnswer(more.code, answer.authoritative, (*answer.records, *more.records))
        for answer, more in zip(answers, further, strict=True)
    ]


def _reverse(asked: Sequence[_Asked], address: str) -> dict[str, Any]:
    """zone: whether a zone for it is known to the first server that answers; most farms have none, which is well."""
    pointer = ip_address(address).reverse_pointer
    problem = ""
    for one in asked:
        if one.problem:
            continue
        try:
            answer = one.session.ask(pointer, "PTR")
            apex = [r.name for r in (*answer.records, *answer.authority) if r.type == "SOA"]
        except DirectoryError as error:
            problem = problem or str(error)
            continue
        return {
            "address": address,
            "zone": bool(answer.records) or (answer.code != "REFUSED" and _is_reverse_zone(apex)),
            "names": answer.values("PTR"),
            "server": one.address,
            "problem": "" if answer.code in ("NOERROR", "NXDOMAIN", "REFUSED") else answer.code,
        }
    return {"address": address, "zone": False, "names": [], "server": "", "problem": problem or "no server answered"}


def _is_reverse_zone(apexes: Sequence[str]) -> bool:
    """Of one's own: the Internet's in-addr.arpa answers for every address that is nobody's."""
    return any(apex.count(".") > 1 for apex in apexes if apex.endswith(".arpa"))


def _shown(one: _Asked) -> dict[str, Any]:
    return {
        "server": one.address,
        "name": one.name,
        "used": one.used,
        "authoritative": one.authoritative,
        "problem": one.problem,
        "answers": one.answers,
    }
