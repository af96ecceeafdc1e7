"""The messages of a change of an object (RFC 4511, 4.6), which the package sansldap does not have."""

from __future__ import annotations

from dataclasses import dataclass, field

import sansldap
from sansldap import _messages as wire
from sansldap.asn1 import ASN1Reader, ASN1Writer

ADD, DELETE, REPLACE = 0, 1, 2


@dataclass(frozen=True)
class Change:
    """operation: ADD, DELETE or REPLACE."""

    operation: int
    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class ModifyRequest(sansldap.LDAPMessage, wire.Request):
    tag_number = 6
    name: str = ""
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class ModifyResponse(sansldap.LDAPMessage, wire.Response):
    tag_number = 7
    result: sansldap.LDAPResult

    def _pack_inner(self, writer: ASN1Writer, options: wire.PackingOptions) -> None:
        self.result._pack_inner(writer, options)


def _unpack(
    reader: ASN1Reader, options: wire.PackingOptions, number: int, controls: list[sansldap.LDAPControl]
) -> ModifyRequest:
    name, several, changes = reader.read_octet_string().decode(), reader.read_sequence(), []
    while several:
        one = several.read_sequence()
        operation, attribute = one.read_enumerated(int), one.read_sequence()
        of, values, given = attribute.read_octet_string().decode(), attribute.read_set(), []
        while values:
            given.append(values.read_octet_string().decode())
        changes.append(Change(operation, of, tuple(given)))
    return ModifyRequest(number, controls, name, changes)


# The package has no place to say it: a server would end the connection at this message.
wire.PROTOCOL_PACKER[ModifyRequest.tag_number] = _unpack


def answered(
    number: int, code: sansldap.LDAPResultCode, matched: str, text: str, referrals: list[str]
) -> ModifyResponse:
    return ModifyResponse(number, [], sansldap.LDAPResult(code, matched, text, referrals or None))
