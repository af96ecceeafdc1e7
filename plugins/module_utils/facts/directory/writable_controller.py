# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The domain controller that takes a run's changes: the first of the farm's domain that answers and may write."""

from __future__ import annotations

from ...directory.errors import DirectoryError, LogonRefusedError
from ...directory.ldap_session import LdapSession
from ...directory.sessions import Sessions
from . import forest
from .asked_controllers import MOST
from .forest import Root


def writable_controller(sessions: Sessions, domain: str, name: str = "") -> tuple[LdapSession, Root]:
    """name: the one that it must be, by its DNS name; empty: any. Raises DirectoryError with what each of them said."""
    said = []
    for server in sessions.controllers(domain)[:MOST]:
        try:
            session = sessions.ldap(server)
            root = forest.root(session)
        except LogonRefusedError:
            raise
        except DirectoryError as error:
            said.append(str(error))
            continue
        if root.domain != domain:
            said.append(f"{server}: it is a domain controller of {root.domain}, not of {domain}")
        elif root.read_only:
            said.append(f"{server}: it is a read-only domain controller")
        elif not name or root.name == name:
            return session, root
    raise DirectoryError("; ".join(said) or f"no domain controller of {domain} called {name} is known")
