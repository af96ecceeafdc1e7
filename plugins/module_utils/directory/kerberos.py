# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A logon with Kerberos, and the key that seals what follows it (SASL GSSAPI, RFC 4752).

Needs the package gssapi. The password goes to one key distribution center, once.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any

from ..model.servers import Server
from . import library
from .errors import DirectoryError, LogonRefusedError
from .krb5_settings import settings
from .ldap_errors import USER
from .logon import Logon

PORT = 88
LOOK = 2.0  # seconds at most until it is known whether a key distribution center is there
FIRST_CODE = 2529638912  # of libkrb5: KRB-ERROR 0
# KRB-ERROR, of a password that was tried, or an account that may not log on. Kerberos does not tell which of several.
REFUSALS = {
    18: "the account is locked, disabled or expired, or may not log on at this time of the day",
    23: "the account's password has expired, or must be changed; change it",
    24: f"the user name or the password is wrong ({USER})",
}
SEALED = ("mutual_authentication", "confidentiality", "integrity", "out_of_sequence_detection")
INTEGRITY_AND_SECRECY = 4  # of the layers that a server offers
LARGEST = 0xFFFFFF  # octets of one sealed piece


class NoTicketError(DirectoryError):
    """There is no ticket, and the password is not the reason: another kind of logon may do."""


def realm_of(logon: Logon, realm: str) -> str:
    r"""The user's name in Kerberos. Raises NoTicketError for a user of another domain than the server's.

    DOMAIN\name is taken for one of this domain where DOMAIN is the first part of the realm: an account of the same name
    in another domain has another password, and would come nearer to its lock-out.
    """
    domain, backslash, name = logon.user.rpartition("\\")
    if not backslash:
        name, _, domain = logon.user.rpartition("@")
    same = domain.upper() in (realm.upper(), realm.upper().partition(".")[0] if backslash else realm.upper())
    if not name or not realm or not same:
        raise NoTicketError(f"{logon.user} is not a user of {realm or 'a known realm'}")
    return f"{name}@{realm.upper()}"


def begun(
    logon: Logon, server: Server, service: str, realm: str, seconds: float, flags: Sequence[str]
) -> tuple[Any, bytes]:
    """A context for a service of this server, which is a key distribution center too, and its first token.

    service: such as ldap@dc1.example.com. flags: names of gssapi.RequirementFlag. Raises DirectoryError;
    LogonRefusedError where the password was tried, and refused.
    """
    gssapi = library.module("gssapi")
    kerberos = gssapi.MechType.kerberos
    user = realm_of(logon, realm)
    if service.endswith("@"):
        raise NoTicketError(f"{server}: it does not say its name, for which a ticket is needed")
    _look(server.host, min(seconds, LOOK))
    kdc = f"[{server.host}]" if ":" in server.host else server.host
    with settings(realm.upper(), kdc):
        try:
            got = gssapi.raw.acquire_cred_with_password(
                *(gssapi.Name(user, gssapi.NameType.kerberos_principal), logon.password.encode()),
                usage="initiate",
                mechs=[kerberos],
            )
            context = gssapi.SecurityContext(
                name=gssapi.Name(service, gssapi.NameType.hostbased_service),
                creds=gssapi.Credentials(base=got.creds),
                mech=kerberos,
                usage="initiate",
                flags=[getattr(gssapi.RequirementFlag, flag) for flag in flags],
            )
            return context, context.step()
        except gssapi.exceptions.GSSError as error:
            raise _why(error, str(server), logon.user) from None


class Kerberos:
    """One side of the exchange. Whatever the server sends, only DirectoryError is raised."""

    name = "Kerberos"
    mechanism = "GSSAPI"

    def __init__(self, logon: Logon, server: Server, host: str, realm: str, seconds: float) -> None:
        self._error = library.module("gssapi").exceptions.GSSError
        self._where = str(server)
        self.complete = False
        self._first: bytes | None
        self._context, self._first = begun(logon, server, f"ldap@{host}", realm, seconds, SEALED)

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


def _look(host: str, seconds: float) -> None:
    """libkrb5 would wait much longer for one that is not there."""
    try:
        socket.create_connection((host, PORT), seconds).close()
    except OSError:
        raise NoTicketError(f"{host}: no key distribution center answers on port {PORT}") from None


def _why(error: Any, where: str, user: str) -> DirectoryError:
    code = (error.min_code & 0xFFFFFFFF) - FIRST_CODE
    if code in REFUSALS:
        return LogonRefusedError(f"{where}: the logon of {user} was refused: {REFUSALS[code]} (Kerberos error {code})")
    return NoTicketError(f"{where}: no ticket for {user} (Kerberos error {code})")
