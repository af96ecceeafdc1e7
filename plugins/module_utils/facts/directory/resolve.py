# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which account is meant by a name that an administrator wrote, or a SID."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...directory.entry import Entry
from ...directory.errors import DirectoryError
from ...directory.ldap_session import LdapSession
from ...model.account_names import OF_DOMAIN, SID
from .accounts import ATTRIBUTES, account, dn_of_domain
from .search import with_any, with_sid


class Resolve:
    """main: of the farm's domain. catalog: of the forest; None where it is not available."""

    def __init__(
        self, main: LdapSession, domain: str, domains: Sequence[Mapping[str, str]], catalog: LdapSession | None
    ) -> None:
        self._main, self._domain, self._domains, self._catalog = main, domain, domains, catalog

    def asked(self, name: str) -> dict[str, Any]:
        """One of accounts."""
        try:
            found = [account(entry, self._domains) for entry in self._found(name)]
            return {"asked": name, "found": found, "problem": ""}
        except DirectoryError as error:
            return {"asked": name, "found": [], "problem": str(error)}

    def _found(self, name: str) -> list[Entry]:
        if SID.fullmatch(name):
            return self._by_sid(name.upper())
        domain, backslash, rest = name.rpartition("\\")
        if backslash:
            return self._in_domain(self._known(domain), rest)
        own, at, suffix = name.rpartition("@")
        if not at:
            return self._in_domain(self._domain, name)
        session, base = self._everywhere()
        found = with_any(session, base, [("userPrincipalName", name)], ATTRIBUTES)
        if found or all(one["domain"] != suffix.lower() for one in self._domains):
            return found
        return self._in_domain(suffix.lower(), own)  # every account has this name too

    def _by_sid(self, sid: str) -> list[Entry]:
        if not sid.startswith(OF_DOMAIN):
            raise DirectoryError(f"{sid} is an account or a group that every computer has for itself")
        domain = sid.rpartition("-")[0]
        if any(one["sid"] == domain and one["domain"] == self._domain for one in self._domains):
            return with_sid(self._main, dn_of_domain(self._domain), sid, ATTRIBUTES)
        return with_sid(*self._everywhere(), sid, ATTRIBUTES)

    def _in_domain(self, domain: str, name: str) -> list[Entry]:
        session = self._main if domain == self._domain else self._everywhere()[0]
        return with_any(session, dn_of_domain(domain), [("sAMAccountName", name)], ATTRIBUTES)

    def _known(self, name: str) -> str:
        for one in self._domains:
            if name.lower() in (one["netbios"].lower(), one["domain"]):
                return one["domain"]
        raise DirectoryError(
            f"{name} is no domain of this forest ({', '.join(one['netbios'] for one in self._domains)}); accounts of "
            "other forests are not looked up"
        )

    def _everywhere(self) -> tuple[LdapSession, str]:
        if self._catalog is None:
            raise DirectoryError("the global catalog, which knows the accounts of the forest, is not available")
        return self._catalog, ""
