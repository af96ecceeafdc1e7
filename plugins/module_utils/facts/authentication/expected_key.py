# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The account whose key should decrypt, and where a fix of AUTH-3 sets that: for what reports it, and for what follows.

An old logon of a pool (POOL-6) matters only once the pool's key decrypts, which may be later in the same run.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..iis.server import Pool
from .decrypting_key import SPECIFIC_USER
from .iis_view import IisView
from .locations import WINDOWS, Location
from .setting_source import obstacles


@dataclass(frozen=True)
class ExpectedKey:
    """spn_holder: as the administrator has verified; service_account: as the farm should be."""

    spn_holder: str | None
    service_account: str | None

    @property
    def account(self) -> str | None:
        return self.spn_holder or self.service_account

    def is_verified(self, view: IisView) -> bool:
        """Whether tickets are known to be issued for the service account. Else no decrypting key is changed."""
        if self.spn_holder is None or self.service_account is None:
            return False
        return view.accounts.same(self.spn_holder, self.service_account) is True

    def is_of(self, pool: Pool, view: IisView) -> bool:
        """Whether the pool's key is this one, once it decrypts."""
        if pool.identity_type != SPECIFIC_USER or self.account is None:
            return False
        return view.accounts.same(pool.user_name, self.account) is True


def is_fixed(location: Location, expected: ExpectedKey, view: IisView) -> bool:
    """Whether the computer's key decrypts there, and a fix lets the pool's key do so."""
    pool, key = view.pool_of(location), view.present_key(location)
    if pool is None or key is None or expected.account is None or not location.is_application:
        return False
    if not expected.is_of(pool, view) or view.is_key_of(key, expected.account) is not False:
        return False
    return expected.is_verified(view) and not any(obstacles(location, WINDOWS, view))
