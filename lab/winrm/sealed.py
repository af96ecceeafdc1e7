"""The MIME framing of encrypted WinRM messages, from [MS-WSMV] 2.2.9.1; encryption itself is not done here."""

from __future__ import annotations

import struct
from dataclasses import dataclass

PROTOCOL = "application/HTTP-SPNEGO-session-encrypted"
CONTENT_TYPE = f'multipart/encrypted;protocol="{PROTOCOL}";boundary="Encrypted Boundary"'

_BOUNDARY = b"--Encrypted Boundary"
_END = _BOUNDARY + b"--\r\n"
_OCTETS = b"Content-Type: application/octet-stream\r\n"
_LENGTH = b"Length="


class MalformedSealError(ValueError):
    """The body is no encrypted message."""


@dataclass(frozen=True)
class Sealed:
    """`length`: bytes of the message before encryption."""

    signature: bytes
    ciphertext: bytes
    length: int


def is_sealed(content_type: str) -> bool:
    return content_type.lower().startswith("multipart/encrypted")


def unpack(body: bytes) -> Sealed:
    """Found by position, not by splitting at the boundary: ciphertext may hold any bytes."""
    head, octets, rest = body.partition(_OCTETS)
    if not octets or not head.startswith(_BOUNDARY) or not rest.endswith(_END):
        raise MalformedSealError("not two parts between 'Encrypted Boundary', the second of octets")
    payload = rest[: -len(_END)]
    size = _signature_size(payload)
    return Sealed(payload[4 : 4 + size], payload[4 + size :], _declared_length(head))


def pack(sealed: Sealed) -> bytes:
    """The tabs are not decoration: pywinrm looks for them."""
    return b"".join(
        (
            _BOUNDARY + b"\r\n",
            f"\tContent-Type: {PROTOCOL}\r\n".encode(),
            f"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length={sealed.length}\r\n".encode(),
            _BOUNDARY + b"\r\n",
            b"\t" + _OCTETS,
            struct.pack("<I", len(sealed.signature)),
            sealed.signature,
            sealed.ciphertext,
            _END,
        )
    )


def _signature_size(payload: bytes) -> int:
    if len(payload) < 4:
        raise MalformedSealError("no length of a signature")
    size = int(struct.unpack("<I", payload[:4])[0])
    if 4 + size > len(payload):
        raise MalformedSealError(f"a signature of {size} bytes in {len(payload)} bytes")
    return size


def _declared_length(head: bytes) -> int:
    digits = head.partition(_LENGTH)[2].split(b"\r\n")[0]
    if not digits.isdigit():
        raise MalformedSealError(f"OriginalContent has no length: {digits!r}")
    return int(digits)
