"""Values of attributes: as they stand in the state, as they go over the wire, and as they are compared.

In the state a time is ISO 8601, or 0, or the number that means never; a SID and a security descriptor are text, octets
hexadecimal, a DNS record and a property of a zone as records.py has them.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from lab.directory import names, records, security
from lab.directory.schema import Syntax

NEVER = 0x7FFFFFFFFFFFFFFF  # of accountExpires
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
TICK = 10  # a microsecond has so many


def ticks(value: str | int) -> int:
    """100 ns since 1601, of a time in the state."""
    if isinstance(value, int) or value.lstrip("-").isdigit():
        return int(value)
    return (datetime.fromisoformat(value).astimezone(UTC) - EPOCH) // timedelta(microseconds=1) * TICK


def calendar(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%d%H%M%S}.0Z"


def wire(value: Any, syntax: Syntax) -> bytes:
    match syntax:
        case Syntax.SID:
            return security.sid(value)
        case Syntax.TIME:
            return str(ticks(value)).encode()
        case Syntax.CALENDAR:
            return calendar(datetime.fromisoformat(value)).encode()
        case Syntax.OCTETS:
            return bytes.fromhex(value)
        case Syntax.DESCRIPTOR:
            return security.packed(value)
        case Syntax.GUID:
            return uuid.UUID(value).bytes_le
        case Syntax.RECORD:
            return records.record(value)
        case Syntax.PROPERTY:
            return records.zone_property(value)
        case Syntax.TRUTH:
            return b"TRUE" if value else b"FALSE"
        case _:
            return str(value).encode()


def comparable(given: bytes, syntax: Syntax) -> Any:
    """A value on the wire, such that equal ones are equal. None where it is none of this syntax."""
    if syntax in (Syntax.OCTETS, Syntax.DESCRIPTOR, Syntax.GUID, Syntax.RECORD, Syntax.PROPERTY):
        return given
    try:
        text = given.decode()
        match syntax:
            case Syntax.SID:
                return security.sid(text) if text.startswith("S-1-") else given
            case Syntax.NUMBER | Syntax.TIME:
                return int(text)
            case Syntax.NAME:
                return names.parts(text)
            case _:
                return text.casefold()
    except UnicodeDecodeError:
        return given if syntax is Syntax.SID else None
    except ValueError:
        return None
