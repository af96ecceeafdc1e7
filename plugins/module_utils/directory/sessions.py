# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The connections of one audit: each server is connected once, and a refused password is tried once in all.

They stay in the process that made them: no plan, no answer and no error has the password or a connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ..model.servers import Server, server
from . import controllers
from .errors import DirectoryError, LogonRefusedError
from .ldap_session import LdapSession
from .logon import READER, Logon
from .opening import log_on, reached
from .tickets import Tickets

SECONDS = 10.0  # for a connection, and for each answer


class Sessions:
    """domain_controllers, global_catalogs: as they were described; none: those that DNS names.

    domain: of the described domain controllers; empty: the one that is asked for first, which is the farm's.
    authority: the file of the authority that LDAPS trusts; None: those that this computer trusts.
    variables: where user and password come from, for messages.
    """

    def __init__(
        self,
        user: str,
        password: str,
        *,
        domain: str = "",
        domain_controllers: Sequence[str] = (),
        global_catalogs: Sequence[str] = (),
        protocol: str = "ldap",
        dns_servers: Sequence[str] = (),
        seconds: float = SECONDS,
        authority: str | None = None,
        variables: str = READER,
    ) -> None:
        self.domain = domain.lower()
        self.protocol = protocol
        self._user, self._password = user, password
        self._described = tuple(one for text in domain_controllers if (one := server(text)))
        self._catalogs = tuple(one for text in global_catalogs if (one := server(text)))
        self._dns_servers = tuple(dns_servers)
        self._seconds = seconds
        self._authority = authority
        self._variables = variables
        self._reached: dict[Server, LdapSession] = {}
        self._open: dict[Server, LdapSession] = {}
        self._failed: dict[Server, str] = {}
        self._found: dict[str, tuple[Server, ...]] = {}
        self._refused = ""
        self._has_tickets = False

    def __repr__(self) -> str:
        return f"Sessions({self._user!r})"

    def __enter__(self) -> Sessions:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def accepted(self) -> bool:
        """Whether a server has accepted the user name and the password."""
        return bool(self._open) or self._has_tickets

    @property
    def refused(self) -> str:
        """Why the user name or the password was refused; empty where it was not."""
        return self._refused

    @property
    def credentials(self) -> tuple[str, str]:
        """For whoever sees to it that a refused password is tried once in a run."""
        return self._user, self._password

    @property
    def logon(self) -> Logon:
        """For another kind of connection, once a domain controller has accepted it. Raises DirectoryError."""
        return Logon(self._user, self._password, self._variables)

    def controllers(self, domain: str) -> tuple[Server, ...]:
        """Those of a domain, the described ones of the farm's. Raises DirectoryError."""
        self.domain = self.domain or domain.lower()
        if self._described and domain.lower() == self.domain:
            return self._with_port(self._described, False)
        if domain not in self._found:
            self._found[domain] = controllers.of_domain(domain, self._dns_servers, self._seconds)
        return self._with_port(self._found[domain], False)

    def catalogs(self, forest: str) -> tuple[Server, ...]:
        """Described ones; else the described domain controllers, one of which is most often one; else those of DNS."""
        if self._catalogs:
            return self._with_port(self._catalogs, True)
        if self._described:
            return self._with_port(tuple(replace(one, port=None) for one in self._described), True)
        return self._with_port(controllers.catalogs_of_forest(forest, self._dns_servers, self._seconds), True)

    def ldap(self, one: Server) -> LdapSession:
        """Logged on. Raises DirectoryError, the same one again where it failed before."""
        if self._refused:
            raise LogonRefusedError(self._refused)
        if one in self._failed:
            raise DirectoryError(self._failed[one])
        if one not in self._open:
            try:
                logon = self.logon
                session = self._reached.pop(one, None) or self._reach(one)
                log_on(session, one, logon, self.protocol, self._seconds)
            except LogonRefusedError as error:
                self._refused = str(error)
                raise
            except DirectoryError as error:
                self._failed[one] = str(error)
                raise
            self._open[one] = session
        return self._open[one]

    def tickets(self, one: Server, domain: str) -> Tickets:
        """Of the key distribution center on this domain controller. Raises DirectoryError.

        Whoever has them asks nothing else of these sessions until they are closed: see tickets.py.
        """
        if self._refused:
            raise LogonRefusedError(self._refused)
        try:
            found = Tickets(self.logon, one, domain.upper(), self._seconds)
        except LogonRefusedError as error:
            self._refused = str(error)
            raise
        self._has_tickets = True
        return found

    def connect(self, servers: Sequence[Server]) -> None:
        """Waits for several at the same time: a few silent ones cost no more than one. Nobody logs on yet."""
        new = [one for one in servers if one not in self._open and one not in self._failed]
        if len(new) > 1:
            with ThreadPoolExecutor(len(new)) as pool:
                list(pool.map(self._reach_ahead, new))

    def _reach_ahead(self, one: Server) -> None:
        try:
            self._reached[one] = self._reach(one)
        except DirectoryError as error:
            self._failed[one] = str(error)

    def _reach(self, one: Server) -> LdapSession:
        return reached(one, self.protocol, self._seconds, self._authority)

    def first(self, servers: Sequence[Server]) -> LdapSession:
        """The first that answers. Raises DirectoryError with what each of them said."""
        said = []
        for one in servers:
            try:
                return self.ldap(one)
            except LogonRefusedError:
                raise
            except DirectoryError as error:
                said.append(str(error))
        raise DirectoryError("; ".join(said) or "no domain controller is known")

    def catalog(self, forest: str) -> LdapSession:
        """Raises DirectoryError."""
        return self.first(self.catalogs(forest))

    def close(self) -> None:
        for session in (*self._open.values(), *self._reached.values()):
            session.close()
        self._open.clear()
        self._reached.clear()

    def _with_port(self, servers: Sequence[Server], catalog: bool) -> tuple[Server, ...]:
        usual = controllers.PORTS[self.protocol, catalog]
        return tuple(one if one.port else replace(one, port=usual) for one in servers)
