# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How a connection to a domain controller begins: is it there, then the logon, and what protects all that follows.

ldap: signed and sealed with the key of the logon. ldaps: the password itself, inside TLS whose certificate is verified.
"""

from __future__ import annotations

from ..model.servers import Server
from .ldap_session import LdapSession
from .logon import Logon
from .ntlm import Ntlm
from .stream import Stream, connected, with_tls

LDAPS = "ldaps"


def reached(server: Server, protocol: str, seconds: float, authority: str | None) -> LdapSession:
    """Nobody is logged on yet: it has only been asked for its name, which it tells everybody. Raises DirectoryError."""
    where = str(server)
    connection = connected(server.host, server.port or 0, where, seconds)
    if protocol == LDAPS:
        connection = with_tls(connection, server.host, where, authority)
    session = LdapSession(Stream(connection, where, seconds), seconds)
    try:
        session.ask_for_name()
    except BaseException:
        session.close()
        raise
    return session


def log_on(session: LdapSession, logon: Logon, protocol: str) -> None:
    """Raises DirectoryError; LogonRefusedError where the password was tried, and refused. Then nothing stays open."""
    try:
        if protocol == LDAPS:
            session.bind_simple(logon)
        else:
            session.bind_sealed(logon, Ntlm(logon, session.host, session.where))
    except BaseException:
        session.close()
        raise
