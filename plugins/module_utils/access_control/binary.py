# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Security identifiers and descriptors as the directory stores them: bytes (MS-DTYP 2.4.2.2 and 2.4.6).

What cannot be read for certain is refused with ValueError, as in sddl.py.
"""

from __future__ import annotations

import re
import struct
from uuid import UUID

from .sddl import Ace, Descriptor

_SID = re.compile(r"S-1-([0-9]{1,15})((?:-[0-9]{1,10}){0,15})", re.IGNORECASE)
_KINDS = {0: "A", 1: "D", 5: "OA", 6: "OD"}
_FLAGS = {0x01: "OI", 0x02: "CI", 0x04: "NP", 0x08: "IO", 0x10: "ID"}
_DACL_FLAGS = {0x1000: "P", 0x0100: "AR", 0x0400: "AI"}
_DACL_PRESENT = 0x0004
_OBJECT_TYPE, _INHERITED_OBJECT_TYPE = 1, 2


def sid_text(data: bytes) -> str:
    if len(data) < 8 or data[0] != 1 or len(data) != 8 + 4 * data[1]:
        raise ValueError("these bytes are no security identifier")
    authority = int.from_bytes(data[2:8], "big")
    return "-".join(["S-1", str(authority), *map(str, struct.unpack(f"<{data[1]}I", data[8:]))])


def sid_bytes(text: str) -> bytes:
    found = _SID.fullmatch(text)
    parts = [int(part) for part in found[2].split("-")[1:]] if found else []
    if not found or int(found[1]) >= 1 << 48 or any(part >= 1 << 32 for part in parts):
        raise ValueError(f"{text} is no security identifier")
    return bytes([1, len(parts)]) + int(found[1]).to_bytes(6, "big") + struct.pack(f"<{len(parts)}I", *parts)


def descriptor(data: bytes) -> Descriptor:
    """Owner, group and DACL. A SACL is left out: nobody is asked for it."""
    try:
        control, owner, group, _, dacl = struct.unpack_from("<2xHIIII", data)
        flags = tuple(name for bit, name in _DACL_FLAGS.items() if control & bit)
        entries = _entries(data, dacl) if control & _DACL_PRESENT and dacl else None
        return Descriptor(_sid_at(data, owner), _sid_at(data, group), entries, flags)
    except (struct.error, IndexError):
        raise ValueError("these bytes are no security descriptor") from None


def _sid_at(data: bytes, offset: int) -> str | None:
    return sid_text(data[offset : offset + 8 + 4 * data[offset + 1]]) if offset else None


def _entries(data: bytes, offset: int) -> tuple[Ace, ...]:
    (count,) = struct.unpack_from("<4xH", data, offset)
    offset += 8
    found = []
    for _ in range(count):
        kind, flags, size = struct.unpack_from("<BBH", data, offset)
        found.append(_entry(kind, flags, data[offset + 4 : offset + size]))
        offset += size
    return tuple(found)


def _entry(kind: int, flags: int, data: bytes) -> Ace:
    if kind not in _KINDS:
        raise ValueError(f"an entry of the kind {kind} is not known")
    if unknown := flags & ~sum(_FLAGS):
        raise ValueError(f"the flag {unknown:#x} of an entry is not known")
    (mask,) = struct.unpack_from("<I", data)
    types = {_OBJECT_TYPE: "", _INHERITED_OBJECT_TYPE: ""}
    at = 4
    if _KINDS[kind].startswith("O"):
        (present,) = struct.unpack_from("<I", data, at)
        at += 4
        for which in types:
            if present & which:
                types[which] = str(UUID(bytes_le=data[at : at + 16]))
                at += 16
    sid = sid_text(data[at : at + 8 + 4 * data[at + 1]])
    names = frozenset(name for bit, name in _FLAGS.items() if flags & bit)
    return Ace(_KINDS[kind], names, mask, sid, types[_OBJECT_TYPE], types[_INHERITED_OBJECT_TYPE])
