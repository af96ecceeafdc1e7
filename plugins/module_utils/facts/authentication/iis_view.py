# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How a node's IIS decrypts, from several answers at once: locations, the pools they run in, and the accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..accounts.tokens import NO_IDENTIFIERS, Accounts
from ..iis import server
from ..iis.server import Iis, Pool, Site
from . import locations
from .decrypting_key import DecryptingKey, decrypting_account
from .locations import Authentication, Location


@dataclass(frozen=True)
class IisView:
    iis: Iis
    authentication: Authentication
    accounts: Accounts

    @classmethod
    def from_answers(
        cls,
        iis: Mapping[str, Any],
        accounts: Mapping[str, Any],
        authentication: Mapping[str, Any],
        identifiers: Mapping[str, str] = NO_IDENTIFIERS,
    ) -> IisView:
        """From the answers of read_iis, read_accounts and read_authentication. Raises ValueError.

        identifiers: SIDs that the directory has said, by name.
        """
        known = Accounts.from_answer(accounts, (), identifiers=identifiers)
        return cls(server.parse(iis), locations.parse(authentication), known)

    def pool_of(self, location: Location) -> Pool | None:
        """The pool that it runs in; None where IIS has none of that name."""
        site = self.iis.site(location.site)
        for application in site.applications if site else ():
            if application.path.lower() == location.application.lower():
                return self.iis.pool(application.pool)
        return None

    def locations_of(self, site: Site) -> Iterator[tuple[str, Location | None]]:
        """Each application by its path, None where the node did not report it, then the folders that belong to it."""
        for application in site.applications:
            yield application.path, self.authentication.location(site.name, application.path)
            for folder in self.authentication.below(site.name, application.path):
                yield folder.path, folder

    def key(self, location: Location, identity_type: str, account: str) -> DecryptingKey:
        """The key of a location if its pool had this identity."""
        windows = location.windows
        return decrypting_account(
            identity_type, account, self.authentication.computer, windows.use_kernel_mode,
            windows.use_app_pool_credentials,
        )  # fmt: skip

    def present_key(self, location: Location) -> DecryptingKey | None:
        """None where its effective values are not known, or its pool does not exist."""
        pool = self.pool_of(location)
        return self.key(location, pool.identity_type, pool.user_name) if pool and not location.problem else None

    def is_key_of(self, key: DecryptingKey, account: str) -> bool | None:
        """Whether it is this account's. The computer's own is known without its domain; None: cannot be determined."""
        if not key.of_computer:
            return self.accounts.same(key.account, account)
        return self.accounts.is_computer(account, key.account)

    def same_key(self, one: DecryptingKey, other: DecryptingKey) -> bool | None:
        """Whether both are the key of one account. None: cannot be determined."""
        if one.of_computer or other.of_computer:
            return one.of_computer and other.of_computer
        return self.accounts.same(one.account, other.account)
