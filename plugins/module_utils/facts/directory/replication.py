# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the domain controllers of a domain and the global catalog show of changes that one of them has taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...directory.errors import DirectoryError
from ...directory.ldap_session import LdapSession
from ...directory.sessions import Sessions
from .accounts import sid_of
from .asked_controllers import MOST
from .forest import Root
from .patience import Clock, tries
from .search import with_service_principals

SERVICE = "servicePrincipalName"
CATALOG = "the global catalog"


@dataclass(frozen=True)
class Change:
    """One change, of the object that has the identifier now. held: whether it is to have the name."""

    dn: str
    sid: str
    shown: str
    service_principal: str
    held: bool

    @property
    def done(self) -> str:
        how = "added to" if self.held else "removed from"
        return f"{self.service_principal} was {how} {self.shown}"


def holders(session: LdapSession, base: str, names: Sequence[str]) -> dict[str, set[str]]:
    """Service principal name in lower case -> the SIDs of who has it. Raises DirectoryError."""
    found: dict[str, set[str]] = {name.lower(): set() for name in names}
    for entry in with_service_principals(session, base, names, ["objectSid", SERVICE]):
        for name in entry.texts(SERVICE):
            if name.lower() in found:
                found[name.lower()].add(sid_of(entry))
    return found


def wait(
    sessions: Sessions, root: Root, changes: Sequence[Change], seconds: float, clock: Clock
) -> tuple[list[dict[str, Any]], float]:
    """What is not seen everywhere yet, by whom, and how long it was waited for; not for those that do not answer."""
    began, pending = clock.now(), []
    for _ in tries(seconds, clock):
        pending = list(_pending(sessions, root, changes))
        if not pending:
            break
    return pending, round(clock.now() - began, 1)


def _pending(sessions: Sessions, root: Root, changes: Sequence[Change]) -> Iterator[dict[str, Any]]:
    names = [change.service_principal for change in changes]
    for where, session, base in _views(sessions, root):
        try:
            seen = holders(session, base, names)
        except DirectoryError:
            continue
        for change in changes:
            if (change.sid in seen[change.service_principal.lower()]) is not change.held:
                yield {"seen_by": where, "service_principal": change.service_principal}


def _views(sessions: Sessions, root: Root) -> Iterator[tuple[str, LdapSession, str]]:
    for server in sessions.controllers(root.domain)[:MOST]:
        try:
            yield str(server), sessions.ldap(server), root.base
        except DirectoryError:
            continue
    try:
        yield CATALOG, sessions.catalog(root.forest), ""
    except DirectoryError:
        return
