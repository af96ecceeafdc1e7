# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The domain controllers of the farm's domain, and which of them answer."""

from __future__ import annotations

from typing import Any

from ...directory.errors import DirectoryError, LogonRefusedError
from ...directory.ldap_session import LdapSession
from ...directory.sessions import Sessions
from ...model.servers import Server
from . import forest
from .forest import Root

MOST = 10
TOO_MANY = (
    f"not asked: the domain has more than {MOST} domain controllers; name those that matter to the farm and its "
    "clients in kerberos_farm.directory.domain_controllers"
)


class Controllers:
    """Each is asked what it is. main: the first that answers, until it does not any more."""

    def __init__(self, sessions: Sessions, domain: str) -> None:
        self.domain = domain
        self.servers = sessions.controllers(domain)
        self.roots: dict[Server, Root] = {}
        self.problems: dict[Server, str] = dict.fromkeys(self.servers[MOST:], TOO_MANY)
        self._sessions = sessions
        sessions.connect(self.servers[:MOST])
        for server in self.servers[:MOST]:
            try:
                self.roots[server] = forest.root(sessions.ldap(server))
                if (other := self.roots[server].domain) != domain:
                    self.problems[server] = f"{server}: it is a domain controller of {other}, not of {domain}"
            except LogonRefusedError:
                raise
            except DirectoryError as error:
                self.problems[server] = str(error)
        self._any_is_left()

    @property
    def main(self) -> Server:
        return next(server for server in self.servers if server not in self.problems)

    def session(self, server: Server) -> LdapSession:
        """Raises DirectoryError."""
        if server in self.problems:
            raise DirectoryError(self.problems[server])
        return self._sessions.ldap(server)

    def has_failed(self, server: Server, error: DirectoryError) -> None:
        """Goes on with the next one. Raises DirectoryError where there is none."""
        self.problems[server] = str(error)
        self._any_is_left()

    def name(self, server: Server) -> str:
        return self.roots[server].name if server in self.roots else str(server)

    def described(self) -> list[dict[str, Any]]:
        """controllers of the answer."""
        return [forest.controller(str(one), self.roots.get(one), self.problems.get(one, "")) for one in self.servers]

    def _any_is_left(self) -> None:
        if len(self.problems) == len(self.servers):
            said = "; ".join(dict.fromkeys(self.problems.values()))
            raise DirectoryError(said or f"no domain controller of {self.domain} is known")
