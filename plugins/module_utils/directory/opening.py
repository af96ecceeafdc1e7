# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How a connection to a domain controller begins: is it there, then the logon, and what protects all that follows.

ldap: signed and sealed with the key of the logon, with Kerberos where this computer can, else with NTLM. ldaps: the
password itself, inside TLS whose certificate is verified.
"""

from __future__ import annotations

from ..model.servers import Server
from . import library
from .errors import DirectoryError
from .kerberos import Kerberos
from .key_distribution_center import NoTicketError
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


def log_on(session: LdapSession, server: Server, logon: Logon, protocol: str, seconds: float) -> None:
    """Raises DirectoryError; LogonRefusedError where the password was tried, and refused. Then nothing stays open."""
    try:
        if protocol == LDAPS:
            session.bind_simple(logon)
        else:
            _sealed(session, server, logon, seconds)
    except BaseException:
        session.close()
        raise


def _sealed(session: LdapSession, server: Server, logon: Logon, seconds: float) -> None:
    """With Kerberos; where there is no ticket, for another reason than the password, with NTLM."""
    if not library.is_installed("gssapi"):
        return session.bind_sealed(logon, Ntlm(logon, session.host, session.where))
    try:
        context = Kerberos(logon, server, session.host, session.realm, seconds)
    except NoTicketError as no_ticket:
        try:
            return session.bind_sealed(logon, Ntlm(logon, session.host, session.where))
        except DirectoryError as error:
            raise type(error)(f"{error}; before that, Kerberos: {no_ticket}") from None
    return session.bind_sealed(logon, context)
