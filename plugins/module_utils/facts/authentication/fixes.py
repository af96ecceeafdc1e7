# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Where a fix turns Windows authentication on (AUTH-1) or lets the pool's key decrypt (AUTH-3).

One rule for the concern that reports and fixes it, and for what follows from it: an old logon of a pool (POOL-6)
matters once the pool's key decrypts, which may be later in the same run.
"""

from __future__ import annotations

from ..iis.exchange import belongs_to_exchange
from .expected_key import ExpectedKey
from .iis_view import IisView
from .locations import WINDOWS, Location
from .setting_source import obstacles


def is_turned_on(location: Location, on_request: bool, expected: ExpectedKey, view: IisView) -> bool:
    """on_request: whether AUTH-1 is: it may be off on purpose. It waits for the key (AUTH-3)."""
    if location.windows.enabled or not location.is_application or not on_request:
        return False
    if any(obstacles(location, WINDOWS, view)) or belongs_to_exchange(view.iis.site(location.site)):
        return False
    return expected.is_present(location, view) or is_key_changed(location, expected, view)


def is_key_changed(location: Location, expected: ExpectedKey, view: IisView) -> bool:
    """Whether the computer's key decrypts there, and a fix lets the pool's key do so."""
    if belongs_to_exchange(view.iis.site(location.site)):
        return False
    pool, key = view.pool_of(location), view.present_key(location)
    if pool is None or key is None or expected.account is None or not location.is_application:
        return False
    if not expected.is_of(pool, view) or view.is_key_of(key, expected.account) is not False:
        return False
    return expected.is_verified(view) and not any(obstacles(location, WINDOWS, view))
