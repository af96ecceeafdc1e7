# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A change of one object as bytes, and the answer to it (RFC 4511, 4.6), which the package sansldap does not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import library

ADD, DELETE, REPLACE = 0, 1, 2
_REQUEST, _RESPONSE = 6, 7  # of the protocol's operations


@dataclass(frozen=True)
class Change:
    """operation: ADD, DELETE or REPLACE, of these values of the attribute."""

    operation: int
    attribute: str
    values: tuple[str, ...]


def request(number: int, dn: str, changes: Sequence[Change]) -> bytes:
    """The message. number: no other message of the connection that waits for its answer has it."""
    asn1 = library.module("sansldap.asn1")
    writer = asn1.ASN1Writer()
    with writer.push_sequence() as message:
        message.write_integer(number)
        with message.push_sequence(_operation(asn1, _REQUEST)) as operation:
            operation.write_octet_string(dn.encode("utf-8"))
            with operation.push_sequence() as several:
                for change in changes:
                    with several.push_sequence() as one:
                        one.write_enumerated(change.operation)
                        with one.push_sequence() as attribute:
                            attribute.write_octet_string(change.attribute.encode("utf-8"))
                            with attribute.push_set() as values:
                                for value in change.values:
                                    values.write_octet_string(value.encode("utf-8", "surrogatepass"))
    return bytes(writer.get_data())


def response(data: bytes, number: int) -> tuple[int, str] | None:
    """Its code and text; None where more bytes are to come. Raises ValueError for another message than the answer."""
    asn1 = library.module("sansldap.asn1")
    try:
        message = asn1.ASN1Reader(data).read_sequence()
    except asn1.NotEnougData:
        return None
    try:
        if message.read_integer() != number:
            raise ValueError("an answer to another question")
        result = message.read_sequence(_operation(asn1, _RESPONSE))
        code = result.read_enumerated(int)
        result.read_octet_string()  # the part of the name that there is
        return code, result.read_octet_string().decode("utf-8", "replace")
    except asn1.NotEnougData:
        raise ValueError("an answer that ends too early") from None


def _operation(asn1: Any, number: int) -> Any:
    return asn1.ASN1Tag(asn1.TagClass.APPLICATION, number, True)
