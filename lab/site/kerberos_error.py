"""A KRB-ERROR that an acceptor of MIT would not send by itself, in an answer of SPNEGO that refuses.

Sources: RFC 4120 section 5.9.1, RFC 4121 section 4.1, RFC 4178 section 4.2.2.
"""

from __future__ import annotations

import time

KERBEROS = bytes.fromhex("06092a864886f712010202")
ERROR = bytes.fromhex("0300")  # the two octets before the message
REJECT = bytes.fromhex("a0030a0102")


def token(code: int, service: str, realm: str) -> bytes:
    """service: such as HTTP/intranet."""
    kind, _, host = service.partition("/")
    name = _of(0x30, _field(0, _integer(2)) + _field(1, _of(0x30, _text(kind) + _text(host))))
    now = _of(0x18, time.strftime("%Y%m%d%H%M%SZ", time.gmtime()).encode())
    fields = (
        _field(0, _integer(5)),
        _field(1, _integer(30)),
        _field(4, now),
        _field(5, _integer(0)),
        _field(6, _integer(code)),
        _field(9, _text(realm)),
        _field(10, name),
    )
    message = _of(0x60, KERBEROS + ERROR + _of(0x7E, _of(0x30, b"".join(fields))))
    return _of(0xA1, _of(0x30, REJECT + _field(1, KERBEROS) + _field(2, _of(0x04, message))))


def _of(tag: int, value: bytes) -> bytes:
    length = len(value)
    if length < 0x80:
        return bytes([tag, length]) + value
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + value


def _field(position: int, value: bytes) -> bytes:
    return _of(0xA0 | position, value)


def _integer(value: int) -> bytes:
    return _of(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _text(value: str) -> bytes:
    return _of(0x1B, value.encode())
