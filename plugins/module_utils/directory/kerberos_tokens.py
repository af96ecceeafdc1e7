# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What tokens of Negotiate say without a key: the ticket's encryption, the number of an error, another mechanism.

Sources: RFC 4178 (SPNEGO), RFC 4121 section 4.1 (the two octets before a message), RFC 4120 section 5 (messages).
"""

from __future__ import annotations

from .der import elements, inner, number

INITIAL, ANSWER = 0x60, 0xA1  # of GSS-API, with the mechanism's identifier first; NegTokenResp
SEQUENCE, OCTETS, IDENTIFIER, INTEGER = 0x30, 0x04, 0x06, 0x02
AP_REQ, TICKET, KRB_ERROR = 0x6E, 0x61, 0x7E
SPNEGO = bytes.fromhex("2b0601050502")
NTLM, NTLM_MESSAGE = bytes.fromhex("2b06010401823702020a"), b"NTLMSSP\0"
BEFORE_MESSAGE = 2  # octets


def field(position: int) -> int:
    """The tag of a field of a sequence."""
    return 0xA0 | position


def ticket_in(token: bytes) -> tuple[int, int | None] | None:
    """Encryption type and key version number of the ticket in an AP-REQ; the version is not always said."""
    sealed = inner(_message(token), AP_REQ, SEQUENCE, field(3), TICKET, SEQUENCE, field(3), SEQUENCE)
    kind, version = inner(sealed, field(0), INTEGER), inner(sealed, field(1), INTEGER)
    return (number(kind), number(version) if version else None) if kind else None


def error_in(token: bytes) -> int | None:
    """The number of the KRB-ERROR that an acceptor has sent; None where it has sent none."""
    code = inner(_message(token), KRB_ERROR, SEQUENCE, field(6), INTEGER)
    return number(code) if code else None


def is_ntlm(token: bytes) -> bool:
    """A message of NTLM, alone or inside SPNEGO, or an answer that has chosen it."""
    chosen = inner(token, ANSWER, SEQUENCE, field(1), IDENTIFIER)
    return chosen == NTLM or NTLM_MESSAGE in token


def _message(token: bytes) -> bytes:
    """The message of Kerberos in it; empty where it has none."""
    answer = inner(token, ANSWER, SEQUENCE, field(2), OCTETS)
    if answer:
        return _message(answer)
    first = inner(token, INITIAL)
    mechanism = inner(first, IDENTIFIER)
    if mechanism == SPNEGO:
        return _message(inner(first, field(0), SEQUENCE, field(2), OCTETS))
    if mechanism:
        return first[2 + len(mechanism) + BEFORE_MESSAGE :]
    return token if next(elements(token), (0, b""))[0] in (AP_REQ, KRB_ERROR) else b""
