# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A logon with Kerberos, and the key that seals what follows it (SASL GSSAPI, RFC 4752).

Needs the package gssapi. The password goes to one key distribution center, once; see key_distribution_center.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model.servers import Server
from . import library
from .errors import DirectoryError
from .key_distribution_center import NoTicketError, credentials, pinned, realm_of, why
from .logon import Logon

SEALED = ("mutual_authentication", "confidentiality", "integrity", "out_of_sequence_detection")
INTEGRITY_AND_SECRECY = 4  # of the layers that a server offers
LARGEST = 0xFFFFFF  # octets of one sealed piece


def begun(
    logon: Logon, server: Server, service: str, host: str, realm: str, seconds: float, flags: Sequence[str]
) -> tuple[Any, bytes]:
    """A context for a service of this server, which is a key distribution center too, and its first token.

    service: such as ldap; host: the server's name. flags: names of gssapi.RequirementFlag. Raises DirectoryError;
    LogonRefusedError where the password was tried, and refused.
    """
    gssapi = library.module("gssapi")
    realm_of(logon, realm)  # before anything is sent
    if not host:
        raise NoTicketError(f"{server}: it does not say its name, for which a ticket is needed")
    with pinned(server, realm, seconds):
        known = credentials(logon, realm, str(server))
        try:
            context = gssapi.SecurityContext(
                name=gssapi.Name(f"{service}@{host}", gssapi.NameType.hostbased_service),
                creds=known,
                mech=gssapi.MechType.kerberos,
                usage="initiate",
                flags=[getattr(gssapi.RequirementFlag, flag) for flag in flags],
            )
            return context, context.step()
        except gssapi.exceptions.GSSError as error:
            raise why(error, str(server), logon) from None


class Kerberos:
    """One side of the exchange. Whatever the server sends, only DirectoryError is raised."""

    name = "Kerberos"
    mechanism = "GSSAPI"

    def __init__(self, logon: Logon, server: Server, host: str, realm: str, seconds: float) -> None:
        self._error = library.module("gssapi").exceptions.GSSError
        self._where = str(server)
        self.complete = False
        self._first: bytes | None
        self._context, self._first = begun(logon, server, "ldap", host, realm, seconds, SEALED)

    def step(self, token: bytes | None) -> bytes | None:
        """The next token for the server; None where its answer cannot be read."""
        try:
            if self._first is not None:
                token, self._first = self._first, None
                return token
            if self.complete:
                return None
            if not self._context.complete:
                return self._context.step(token) or b""
            return self._layer(self._context.unwrap(token or b"").message)
        except self._error:
            raise DirectoryError(f"{self._where}: its answer to the logon with Kerberos cannot be read") from None

    def _layer(self, offer: bytes) -> bytes:
        """The server offers layers; what follows is to be sealed."""
        if len(offer) != 4 or not offer[0] & INTEGRITY_AND_SECRECY:
            raise DirectoryError(f"{self._where}: it does not offer to seal what follows the logon with Kerberos")
        self.complete = True
        choice = bytes([INTEGRITY_AND_SECRECY]) + LARGEST.to_bytes(3, "big")
        return bytes(self._context.wrap(choice, False).message)

    def wrap(self, data: bytes) -> bytes:
        return bytes(self._context.wrap(data, True).message)

    def unwrap(self, data: bytes) -> bytes:
        try:
            found = self._context.unwrap(data)
        except self._error:
            raise DirectoryError(f"{self._where}: an answer was changed on its way") from None
        if not found.encrypted:
            raise DirectoryError(f"{self._where}: an answer was not sealed")
        return bytes(found.message)
