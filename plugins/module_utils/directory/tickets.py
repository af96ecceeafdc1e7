# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Tickets of one user from one key distribution center, in a cache of their own that nothing else has used.

Needs the package gssapi. One after another, never in threads: while one is open, its settings are the process's.
"""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from ..model.servers import Server
from . import library
from .errors import DirectoryError
from .kerberos_tokens import ticket_in
from .key_distribution_center import NoTicketError, code_of, credentials, pinned, realm_of, shown
from .logon import Logon

SPNEGO = "1.3.6.1.5.5.2"  # what browsers use


@dataclass(frozen=True)
class Ticket:
    """encryption: the type's number, such as 18 for AES-256. key_version: where the key distribution center says it."""

    encryption: int
    key_version: int | None


def prove_password(logon: Logon, server: Server, realm: str, seconds: float) -> None:
    """By one AS request. Raises LogonRefusedError where it is refused, NoTicketError where that is not known."""
    realm_of(logon, realm)
    with pinned(server, realm, seconds):
        credentials(logon, realm, str(server))


class Tickets:
    """Raises LogonRefusedError and NoTicketError where the user gets none at all."""

    def __init__(self, logon: Logon, server: Server, realm: str, seconds: float) -> None:
        self._gssapi = library.module("gssapi")
        realm_of(logon, realm)  # before anything is sent
        self._where, self._stack = str(server), ExitStack()
        self._stack.enter_context(pinned(server, realm, seconds))
        try:
            self._known = self._for_negotiate(credentials(logon, realm, self._where))
        except BaseException:
            self._stack.close()
            raise

    def __enter__(self) -> Tickets:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _for_negotiate(self, known: Any) -> Any:
        """Negotiate takes none that a password was given for, and alone it would hide the error of Kerberos."""
        kerberos, cache = self._gssapi.MechType.kerberos, {"ccache": f"MEMORY:{secrets.token_hex(16)}"}
        known.store(store=cache, usage="initiate", mech=kerberos)
        return self._gssapi.Credentials(usage="initiate", store=cache, mechs=[kerberos, self._negotiate()])

    def ticket(self, host: str) -> Ticket:
        """For HTTP/host. Raises NoTicketError with the code of the refusal."""
        try:
            token = self._context(host, self._gssapi.MechType.kerberos, b"").step()
        except self._gssapi.exceptions.GSSError as error:
            code = code_of(error)
            raise NoTicketError(f"{self._where}: no ticket for HTTP/{host} ({shown(code)})", code) from None
        found = ticket_in(token)
        if found is None:
            raise NoTicketError(f"{self._where}: the ticket for HTTP/{host} cannot be read")
        return Ticket(*found)

    def shown(self, host: str, bindings: bytes) -> Shown:
        """The ticket for HTTP/host, to be shown once. bindings: of the channel; empty where it has none."""
        return Shown(self._context(host, self._negotiate(), bindings), self._gssapi)

    def _negotiate(self) -> Any:
        return self._gssapi.OID.from_int_seq(SPNEGO)

    def _context(self, host: str, mechanism: Any, bindings: bytes) -> Any:
        gssapi = self._gssapi
        return gssapi.SecurityContext(
            name=gssapi.Name(f"HTTP@{host}", gssapi.NameType.hostbased_service),
            creds=self._known,
            mech=mechanism,
            usage="initiate",
            flags=[gssapi.RequirementFlag.mutual_authentication],
            channel_bindings=gssapi.raw.ChannelBindings(application_data=bindings) if bindings else None,
        )


class Shown:
    """One side of Negotiate."""

    def __init__(self, context: Any, gssapi: Any) -> None:
        self._context, self._gssapi = context, gssapi

    def token(self) -> bytes:
        """Raises DirectoryError."""
        try:
            return bytes(self._context.step())
        except self._gssapi.exceptions.GSSError:
            raise DirectoryError("the ticket cannot be shown: the package gssapi refuses it") from None

    def is_proved_by(self, answer: bytes) -> bool:
        """Whether it was made with the key of the ticket, by Kerberos and no other mechanism."""
        try:
            self._context.step(answer)
            mutual = self._gssapi.RequirementFlag.mutual_authentication
            return bool(
                self._context.complete
                and self._context.mech == self._gssapi.MechType.kerberos
                and mutual in self._context.actual_flags
            )
        except self._gssapi.exceptions.GSSError:
            return False
