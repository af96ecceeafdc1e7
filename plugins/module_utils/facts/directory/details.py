# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What only a domain controller of an account's own domain knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...directory.entry import Entry
from ...directory.errors import DirectoryError
from ...directory.ldap_session import LdapSession
from ...directory.sessions import Sessions
from .accounts import OWN_ATTRIBUTES, PROTECTED_USERS, detail, dn_of_domain, domain_of_dn, sid_of
from .forest import own_domain, root
from .search import is_member, with_sid


class Details:
    """main: the domain controller that all other questions about the farm's own domain were asked.

    Of each other domain one domain controller is asked about all its accounts.
    """

    def __init__(self, sessions: Sessions, domain: str, main: LdapSession) -> None:
        self._sessions = sessions
        self._asked: dict[str, LdapSession] = {domain: main}
        self._domains: dict[str, Entry] = {}
        self._problems: dict[str, str] = {}
        self._known: dict[str, dict[str, Any]] = {}  # by SID: one account may stand in several places

    def add(self, accounts: Iterable[dict[str, Any]]) -> None:
        """To each its detail, or its problem."""
        for one in accounts:
            if not one["detail"] and not one["problem"]:
                try:
                    if one["sid"] not in self._known:
                        self._known[one["sid"]] = self._detail(one)
                    one["detail"] = [self._known[one["sid"]]]
                except DirectoryError as error:
                    one["problem"] = str(error)

    def _detail(self, one: Mapping[str, Any]) -> dict[str, Any]:
        domain = domain_of_dn(one["dn"])
        session = self._session(domain)
        entry = session.entry(one["dn"], OWN_ATTRIBUTES)
        if entry is None or sid_of(entry) != one["sid"]:
            raise DirectoryError(
                f"{session.where}: {one['dn']} is not there, or may not be read; it may have been moved, deleted or "
                "made a moment ago"
            )
        found = detail(entry, session.where, self._threshold(session, entry, domain))
        if found["protected_user"] is None:
            found["protected_user"] = self._is_protected(session, one["dn"], domain)
        return found

    def _session(self, domain: str) -> LdapSession:
        if domain in self._problems:
            raise DirectoryError(self._problems[domain])
        if domain not in self._asked:
            try:
                self._asked[domain] = self._sessions.first(self._sessions.controllers(domain))
                if root(self._asked[domain]).domain != domain:
                    raise DirectoryError(f"{self._asked[domain].where}: it is no domain controller of {domain}")
            except DirectoryError as error:
                self._problems[domain] = str(error)
                raise
        return self._asked[domain]

    def _own(self, session: LdapSession, domain: str) -> Entry:
        if domain not in self._domains:
            self._domains[domain] = own_domain(session, dn_of_domain(domain))
        return self._domains[domain]

    def _threshold(self, session: LdapSession, entry: Entry, domain: str) -> int | None:
        """A fine-grained policy may be hidden from those who are no administrators: then it is not known."""
        if policy := entry.text("msDS-ResultantPSO"):
            found = session.entry(policy, ["msDS-LockoutThreshold"])
            return found.number("msDS-LockoutThreshold") if found else None
        return self._own(session, domain).number("lockoutThreshold")

    def _is_protected(self, session: LdapSession, dn: str, domain: str) -> bool | None:
        own = self._own(session, domain)
        groups = with_sid(session, own.dn, sid_of(own) + PROTECTED_USERS, ["objectSid"])
        return is_member(session, dn, groups[0].dn) if groups else False
