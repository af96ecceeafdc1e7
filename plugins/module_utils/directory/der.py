# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The little of DER (X.690) that tokens and certificates need: a tag of one octet, a length, a value."""

from __future__ import annotations

from collections.abc import Iterator

LONG = 0x80
LONGEST = 4  # octets of a length


def elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and value of each. Ends where the data does, also in the middle of an element, which is left out."""
    at = 0
    while at + 2 <= len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length & LONG:
            octets = length & ~LONG
            if not octets or octets > LONGEST:
                return
            length = int.from_bytes(data[at : at + octets], "big")
            at += octets
        if at + length > len(data):
            return
        yield tag, data[at : at + length]
        at += length


def inner(data: bytes, *path: int) -> bytes:
    """The value of the first element with each of these tags, one in the other; empty where one is not there."""
    for tag in path:
        data = next((value for of, value in elements(data) if of == tag), b"")
    return data


def number(value: bytes) -> int:
    return int.from_bytes(value, "big", signed=True)
