"""Faults of what DNS answers for the farm's names and for its nodes, in the zones of the lab's directory."""

from __future__ import annotations

from typing import Any

from lab import intranet
from lab.directory.file import DirectoryState
from lab.dns import zones
from lab.fault import Fault

NAME = intranet.NAMES[0]
ON_EACH = tuple(("DNS-5", f"{NAME} on {server}") for server in zones.SERVERS)
STALE, STALE6 = "10.0.0.99", "2001:db8::99"
FORMER = f"{intranet.DOMAIN}-1999"  # the account that web1 had before it was installed again
NODE = "web1"
STEP_1 = "1"


def _node_address(state: DirectoryState, number: int) -> None:
    _records(state).append(_address(intranet.own_addresses(1)[0]))


def _stale_on_one_server(state: DirectoryState, number: int) -> None:
    """The other one has the right records; no replication will ever mend it, because both are the newest."""
    node = zones.node_of(NAME)
    state["controllers"]["dc2"]["behind"][node] = {"dnsRecord": [*_records(state), _address(STALE)]}


def _stale_ipv6(state: DirectoryState, number: int) -> None:
    _records(state)[:] = [_address(intranet.VIRTUAL[0]), _address(STALE6)]


def _alias_of_a_node(state: DirectoryState, number: int) -> None:
    _records(state)[:] = [{"type": "CNAME", "data": f"{NODE}.{zones.ZONE}", "ttl": 3600, "stamp": 0}]


def _scavenged(state: DirectoryState, number: int) -> None:
    del state["objects"][zones.node_of(NAME)]


def _dynamic(state: DirectoryState, number: int) -> None:
    for record in _records(state):
        record["stamp"] = zones.REGISTERED


def _former_owner(state: DirectoryState, number: int) -> None:
    node = zones.node_of(f"{NODE}.{zones.ZONE}")
    state["objects"][node] = zones.node(state["objects"][node]["dnsRecord"], FORMER)


def _virtual_under_a_node(state: DirectoryState, number: int) -> None:
    _records(state, f"{NODE}.{zones.ZONE}").append(_address(intranet.VIRTUAL[0], zones.REGISTERED))


def _wrong_reverse(state: DirectoryState, number: int) -> None:
    pointer = {"type": "PTR", "data": f"old.{zones.ZONE}", "ttl": 1200, "stamp": 0}
    state["objects"][zones.pointer_of(intranet.own_addresses(1)[0])]["dnsRecord"] = [pointer]


def _records(state: DirectoryState, name: str = NAME) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = state["objects"][zones.node_of(name)]["dnsRecord"]
    return records


def _address(address: str, stamp: int = 0) -> dict[str, Any]:
    return {"type": "AAAA" if ":" in address else "A", "data": address, "ttl": 3600, "stamp": stamp}


FAULTS = tuple(
    Fault(f"dns_records/{name}", number, title, inject, reported, step=step, fixed=False, whole=True)
    for name, number, title, inject, reported, step in (
        ("node-address", "1", "the name has a node's own address as well", _node_address, ON_EACH, STEP_1),
        (
            "stale-on-one-server",
            "2",
            "the name has a stale address on one DNS server",
            _stale_on_one_server,
            ON_EACH[1:],
            STEP_1,
        ),
        ("stale-ipv6", "3", "the name has another IPv6 address", _stale_ipv6, ON_EACH, STEP_1),
        (
            "alias-of-a-node",
            "4",
            "the name is an alias of a node",
            _alias_of_a_node,
            (*(("DNS-8", f"alias of {NAME} on {server}") for server in zones.SERVERS), *ON_EACH),
            STEP_1,
        ),
        ("scavenged", "5", "the name's record was scavenged", _scavenged, ON_EACH, STEP_1),
        (
            "dynamic-record",
            "120",
            "the name's records are dynamic, and will be scavenged",
            _dynamic,
            (("DNS-5", f"kind of the records of {NAME}"),),
            "latent",
        ),
        (
            "former-owner",
            "10",
            "a node's record belongs to its former account",
            _former_owner,
            (("DNS-4", f"owner of the record of {NODE}.{zones.ZONE}"),),
            "latent",
        ),
        (
            "virtual-address-under-a-node",
            "121",
            "a node's name has a virtual address",
            _virtual_under_a_node,
            tuple(("DNS-4", f"{NODE}.{zones.ZONE} on {server}") for server in zones.SERVERS),
            "latent",
        ),
        (
            "reverse-record",
            "11",
            "the reverse record of a node's address names another computer",
            _wrong_reverse,
            (("DNS-7", intranet.own_addresses(1)[0]),),
            "latent",
        ),
    )
)
