# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The binary attributes of DNS objects in the directory: [MS-DNSP] 2.3.2.2 (DnsRecord) and 2.3.2.1 (DnsProperty)."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

TYPES = {1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 28: "AAAA"}
TOMBSTONE = 0  # what is left of a record that was deleted or scavenged
HEAD = struct.Struct("<HHBBHI4sII")
PROPERTY = struct.Struct("<IIIII")  # length, length of the name, flags, version, identifier
ALLOW_UPDATE = 0x02  # DSPROPERTY_ZONE_ALLOW_UPDATE, of one octet or four
AGING = 0x40  # DSPROPERTY_ZONE_AGING_STATE
UPDATES = {0: "none", 1: "any", 2: "secure"}  # ZONE_UPDATE_OFF, _UNSECURE, _SECURE
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def record(value: bytes) -> dict[str, Any] | None:
    """None for what is left of a record, and for what is of no such form."""
    if len(value) < HEAD.size:
        return None
    length, kind, *_, stamp = HEAD.unpack(value[: HEAD.size])
    data = value[HEAD.size : HEAD.size + length]
    if kind == TOMBSTONE or len(data) < length:
        return None
    registered = None if stamp == 0 else (EPOCH + timedelta(hours=stamp)).isoformat()
    return {"type": TYPES.get(kind, str(kind)), "value": _value(kind, data), "registered": registered}


def _value(kind: int, data: bytes) -> str:
    """An address or a name; of other types nothing is needed."""
    if TYPES.get(kind) in ("A", "AAAA") and len(data) in (4, 16):
        return str(ip_address(data))
    return _name(data) if TYPES.get(kind) in ("NS", "CNAME", "PTR") else ""


def _name(data: bytes) -> str:
    """DNS_COUNT_NAME: its length, the number of labels, and each label after its length."""
    labels, at = [], 2
    while at < len(data) and data[at]:
        labels.append(data[at + 1 : at + 1 + data[at]].decode("utf-8", "replace"))
        at += 1 + data[at]
    return ".".join(labels).lower()


def aging(properties: tuple[bytes, ...]) -> bool | None:
    """Whether the zone's records are scavenged; None where it does not say."""
    data = _property(properties, AGING)
    return bool(struct.unpack("<I", data)[0]) if data is not None and len(data) == 4 else None


def updates(properties: tuple[bytes, ...]) -> str | None:
    """Which dynamic updates the zone takes, one of UPDATES; None where it does not say."""
    data = _property(properties, ALLOW_UPDATE)
    return UPDATES.get(data[0]) if data else None


def _property(properties: tuple[bytes, ...], wanted: int) -> bytes | None:
    for value in properties:
        if len(value) >= PROPERTY.size:
            length, _, _, _, kind = PROPERTY.unpack_from(value)
            if kind == wanted and len(value) >= PROPERTY.size + length:
                return value[PROPERTY.size : PROPERTY.size + length]
    return None
