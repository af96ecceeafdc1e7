"""Octets of a DNS zone that is stored in the directory: [MS-DNSP] 2.3.2.

A record of the state: {"type": "A", "data": "10.0.0.50", "ttl": 3600, "stamp": 0}. stamp: hours since 1601 when it was
registered; 0: a static record, which is never scavenged. A property: {"id": 0x40, "value": 1}.
"""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Mapping
from typing import Any

TYPES = {"ZERO": 0, "A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "PTR": 12, "TXT": 16, "AAAA": 28, "SRV": 33}
ZONE_RANK = 0xF0  # of a record of the zone itself
VERSION = 5


def record(given: Mapping[str, Any]) -> bytes:
    data = _data(given["type"], given["data"])
    head = struct.pack("<HHBBHI", len(data), TYPES[given["type"]], VERSION, ZONE_RANK, 0, given.get("serial", 1))
    return head + struct.pack(">I", given.get("ttl", 3600)) + struct.pack("<II", 0, given.get("stamp", 0)) + data


def zone_property(given: Mapping[str, Any]) -> bytes:
    """With a value of 4 octets, or those in hexadecimal."""
    value = given["value"]
    data = bytes.fromhex(value) if isinstance(value, str) else struct.pack("<I", value)
    return struct.pack("<IIIII", len(data), 1, 0, 1, given["id"]) + data + b"\0"


def _data(kind: str, given: Any) -> bytes:
    if kind in ("A", "AAAA"):
        return bytes(ipaddress.ip_address(given).packed)
    if kind in ("CNAME", "PTR", "NS"):
        return _name(given)
    if kind == "SRV":
        priority, weight, port, target = given.split()
        return struct.pack(">HHH", int(priority), int(weight), int(port)) + _name(target)
    if kind == "SOA":
        primary, mail, *numbers = given.split()
        return struct.pack(">IIIII", *map(int, numbers)) + _name(primary) + _name(mail)
    if kind == "TXT":
        text = str(given).encode()
        return bytes([len(text)]) + text
    return struct.pack("<Q", int(given or 0))  # when the node was deleted


def _name(text: str) -> bytes:
    """DNS_COUNT_NAME: length, number of labels, then each with its length, and the root."""
    labels = [label.encode() for label in text.rstrip(".").split(".")]
    body = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return bytes([len(body), len(labels)]) + body
