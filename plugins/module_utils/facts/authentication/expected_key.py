# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The account whose key should decrypt tickets."""

from __future__ import annotations

from dataclasses import dataclass

from ..iis.server import Pool
from .decrypting_key import SPECIFIC_USER
from .iis_view import IisView
from .locations import Location


@dataclass(frozen=True)
class ExpectedKey:
    """spn_holder: as the directory has it, or an administrator; service_account: as the farm should be."""

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

    def is_present(self, location: Location, view: IisView) -> bool:
        """Whether tickets are known to be decrypted there."""
        key = view.present_key(location)
        return self.spn_holder is not None and key is not None and view.is_key_of(key, self.spn_holder) is True

    def is_of(self, pool: Pool, view: IisView) -> bool:
        """Whether the pool's key is this one, once it decrypts."""
        if pool.identity_type != SPECIFIC_USER or self.account is None:
            return False
        return view.accounts.same(pool.user_name, self.account) is True
