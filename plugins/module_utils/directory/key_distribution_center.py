# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One key distribution center, to which a password goes once: the AS request, and what its refusals mean.

Needs the package gssapi. The settings of Kerberos are those of the process, so one is asked after another, never in
threads.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..model.servers import Server
from . import library
from .errors import DirectoryError, LogonRefusedError
from .krb5_settings import settings
from .logon import Logon

PORT = 88
LOOK = 2.0  # seconds at most until it is known whether a key distribution center is there
FIRST_CODE = 2529638912  # of libkrb5: KRB-ERROR 0
LAST = 127  # further ones are of libkrb5 itself
# KRB-ERROR, of a password that was tried, or an account that may not log on. Kerberos does not tell which of several.
REFUSALS = {
    18: "the account is locked, disabled or expired, or may not log on at this time of the day",
    23: "the account's password has expired, or must be changed; change it",
    24: "the user name or the password is wrong",
}


class NoTicketError(DirectoryError):
    """There is no ticket, and the password is not the reason: another kind of logon may do.

    code: of the KRB-ERROR; None where the key distribution center has not said one.
    """

    def __init__(self, text: str, code: int | None = None) -> None:
        super().__init__(text)
        self.code = code


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


@contextmanager
def pinned(server: Server, realm: str, seconds: float) -> Iterator[None]:
    """Meanwhile this process knows no other one. Raises NoTicketError where nothing answers on its port."""
    _look(server.host, min(seconds, LOOK))
    kdc = f"[{server.host}]" if ":" in server.host else server.host
    with settings(realm.upper(), kdc):
        yield


def credentials(logon: Logon, realm: str, where: str) -> Any:
    """By one AS request, with the password. where: the server, as messages name it.

    Raises LogonRefusedError, of which another try would be one more, and NoTicketError.
    """
    gssapi, user = library.module("gssapi"), realm_of(logon, realm)
    try:
        got = gssapi.raw.acquire_cred_with_password(
            *(gssapi.Name(user, gssapi.NameType.kerberos_principal), logon.password.encode()),
            usage="initiate",
            mechs=[gssapi.MechType.kerberos],
        )
    except gssapi.exceptions.GSSError as error:
        raise why(error, where, logon) from None
    return gssapi.Credentials(base=got.creds)


def why(error: Any, where: str, logon: Logon) -> DirectoryError:
    """error: of gssapi, which a key distribution center's answer to a logon is in."""
    code = code_of(error)
    if code is None or code not in REFUSALS:
        return NoTicketError(f"{where}: no ticket for {logon.user} ({shown(code)})", code)
    return LogonRefusedError(
        f"{where}: the logon of {logon.user} was refused: {REFUSALS[code]} ({logon.variables}; Kerberos error {code})"
    )


def code_of(error: Any) -> int | None:
    """Of the KRB-ERROR; None where none came."""
    code = int((error.min_code & 0xFFFFFFFF) - FIRST_CODE)
    return code if 0 < code <= LAST else None


def shown(code: int | None) -> str:
    return "no answer came" if code is None else f"Kerberos error {code}"


def _look(host: str, seconds: float) -> None:
    """libkrb5 would wait much longer for one that is not there."""
    try:
        socket.create_connection((host, PORT), seconds).close()
    except OSError:
        raise NoTicketError(f"{host}: no key distribution center answers on port {PORT}") from None
