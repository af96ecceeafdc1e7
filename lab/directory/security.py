"""Security descriptors of directory objects: from SDDL to octets, [MS-DTYP] 2.4.6."""

from __future__ import annotations

import re
import struct
import uuid
from functools import lru_cache

from lab.access_control import names as short
from lab.access_control.access_list import sections
from lab.intranet import DOMAIN

OWNER, GROUP, DACL, SACL = 1, 2, 4, 8  # of the control LDAP_SERVER_SD_FLAGS
SELF_RELATIVE, DACL_PRESENT, SACL_PRESENT = 0x8000, 0x4, 0x10
DACL_FLAGS = {"P": 0x1000, "AI": 0x400, "AR": 0x100}
SACL_FLAGS = {"P": 0x2000, "AI": 0x800, "AR": 0x200}
KINDS = {"A": 0, "D": 1, "AU": 2, "OA": 5, "OD": 6, "OU": 7}
INHERITANCE = {"OI": 1, "CI": 2, "NP": 4, "IO": 8, "ID": 0x10, "SA": 0x40, "FA": 0x80}
ENTRY = re.compile(r"\(([^)]*)\)")
PAIR = re.compile("..")
ACL = re.compile(r"P|AI|AR")


@lru_cache(maxsize=4096)
def packed(sddl: str, parts: int = OWNER | GROUP | DACL | SACL) -> bytes:
    """parts: which of owner, group, DACL and SACL are wanted."""
    found = sections(sddl)
    control, body = SELF_RELATIVE, b""
    offsets = {}
    for letter, part in (("S", SACL), ("D", DACL), ("O", OWNER), ("G", GROUP)):
        if letter not in found or not parts & part:
            continue
        offsets[letter] = 20 + len(body)
        if letter in "OG":
            body += sid(found[letter])
            continue
        flags = DACL_FLAGS if letter == "D" else SACL_FLAGS
        control |= DACL_PRESENT if letter == "D" else SACL_PRESENT
        for name in ACL.findall(found[letter].partition("(")[0]):
            control |= flags[name]
        body += _acl(found[letter])
    return struct.pack("<BBHIIII", 1, 0, control, *(offsets.get(letter, 0) for letter in "OGSD")) + body


def owner_of(sddl: str) -> str:
    return short.sid(sections(sddl)["O"], DOMAIN)


def _acl(text: str) -> bytes:
    entries = [_entry(entry) for entry in ENTRY.findall(text)]
    with_objects = any(entry[0] in (KINDS["OA"], KINDS["OD"], KINDS["OU"]) for entry in entries)
    body = b"".join(entries)
    return struct.pack("<BBHHH", 4 if with_objects else 2, 0, 8 + len(body), len(entries), 0) + body


def _entry(text: str) -> bytes:
    kind, flags, rights, of, inherited, trustee = text.split(";")
    body = struct.pack("<I", _mask(rights))
    if kind.startswith("O"):
        body += struct.pack("<I", (1 if of else 0) | (2 if inherited else 0))
        body += b"".join(uuid.UUID(given).bytes_le for given in (of, inherited) if given)
    body += sid(trustee)
    given = sum(INHERITANCE[flag] for flag in PAIR.findall(flags))
    return struct.pack("<BBH", KINDS[kind], given, 4 + len(body)) + body


def _mask(text: str) -> int:
    if text.startswith("0x"):
        return int(text, 16)
    mask = 0
    for name in PAIR.findall(text):
        mask |= short.RIGHTS[name]
    return mask


def sid(text: str) -> bytes:
    """A SID, or a short name of SDDL, as Windows stores it."""
    revision, authority, *numbers = map(int, short.sid(text, DOMAIN).removeprefix("S-").split("-"))
    return bytes([revision, len(numbers)]) + authority.to_bytes(6, "big") + struct.pack(f"<{len(numbers)}I", *numbers)
