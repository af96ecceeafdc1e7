# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How a connection to a domain controller begins: the logon, and what protects all that follows.

ldap: signed and sealed with the key of the logon. ldaps: the password itself, inside TLS whose certificate is verified.
"""

from __future__ import annotations

from socket import socket

from ..model.servers import Server
from .ldap_session import LdapSession
from .logon import Logon
from .ntlm import Ntlm
from .stream import Stream, with_tls

LDAPS = "ldaps"


def logged_on(
    connection: socket, server: Server, logon: Logon, protocol: str, seconds: float, authority: str | None
) -> LdapSession:
    """Raises DirectoryError; LogonRefusedError where the password was tried, and refused. Then nothing stays open."""
    where = str(server)
    if protocol == LDAPS:
        connection = with_tls(connection, server.host, where, authority)
    stream = Stream(connection, where, seconds)
    try:
        session = LdapSession(stream, seconds)
        if protocol == LDAPS:
            session.bind_simple(logon)
        else:
            session.bind_sealed(logon, Ntlm(logon, server.host, where))
    except BaseException:
        stream.close()
        raise
    return session
