# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a location decrypts with the key of the service principal name's account (AUTH-3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ...facts.accounts.tokens import cannot_compare
from ...facts.authentication.decrypting_key import SPECIFIC_USER, DecryptingKey
from ...facts.authentication.expected_key import ExpectedKey
from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import WINDOWS, Location
from ...facts.iis import logons
from ...facts.iis.exchange import NOT_IN_SCOPE, belongs_to_exchange
from ...facts.iis.server import Pool
from ...model.account_names import is_managed
from ...model.finding import Finding, Key, Remedy, State

SETTING = "use_app_pool_credentials"


@dataclass(frozen=True)
class KeyExpectation(ExpectedKey):
    """password_changed: when the service account got its present password; None: not known.

    advice: how to make the account known that the names are registered on.
    """

    names: tuple[str, ...]
    password_changed: datetime | None = None
    advice: str = ""

    def unproved(self, pool: Pool | None, view: IisView) -> str:
        """Why tickets may not be decrypted even where the settings are right, and what to do; empty where they are."""
        if self.spn_holder is None:
            return f"the account that HTTP/{self.names[0]} is registered on is not known: {self.advice}"
        if pool is None or self.password_changed is None or is_managed(pool.user_name) or not self.is_of(pool, view):
            return ""
        if logons.old(pool, self.password_changed):
            return f"worker processes of the pool {pool.name} logged on before the password was changed (POOL-6)"
        if logons.unread(pool, self.password_changed):
            return f"when worker processes of the pool {pool.name} logged on could not be read (POOL-6)"
        return ""

    def obstacle(self, view: IisView) -> str:
        """Why no decrypting key is changed; empty where one may be."""
        if self.is_verified(view):
            return ""
        if self.spn_holder is None:
            return (
                f"the account that HTTP/{self.names[0]} is registered on is not known, so no decrypting key is "
                f"changed: {self.advice}"
            )
        return (
            f"HTTP/{self.names[0]} is registered on {self.spn_holder}, which is not known to be the service "
            f"account, so no decrypting key is changed: move the name first, or {self.advice}"
        )


def check_location(view: IisView, location: Location, wanted: KeyExpectation) -> Finding:
    """AUTH-3 of one application, or of a folder below it, which runs in the same pool."""
    return replace(_compared(view, location, wanted), unproved=wanted.unproved(view.pool_of(location), view))


def _compared(view: IisView, location: Location, wanted: KeyExpectation) -> Finding:
    subject, account = f"decrypting key of {location.name}", wanted.account
    if account is None:
        reason = "the farm's description names neither service_account nor spn_holder"
        return Finding("AUTH-3", subject, State.NOT_APPLICABLE, reason=reason)
    if belongs_to_exchange(view.iis.site(location.site)):
        return Finding("AUTH-3", subject, State.UNKNOWN, reason=NOT_IN_SCOPE)
    pool = view.pool_of(location)
    if pool is None:
        return Finding("AUTH-3", subject, State.UNKNOWN, reason="IIS has no application pool with the configured name")
    key = view.key(location, pool.identity_type, pool.user_name)
    has = view.is_key_of(key, account)
    if has is None:
        reason = cannot_compare(key.account, account)
        return Finding("AUTH-3", subject, State.UNKNOWN, key.account, account, reason=reason)
    if has:
        return Finding("AUTH-3", subject, State.COMPLIANT, key.account, key.account)
    setting, remedy, advice = _remedy(view, location, pool, wanted)
    reason = f"{key.reason}; tickets for HTTP/{wanted.names[0]} are issued for {account}; {advice}".removesuffix("; ")
    follows = _follows_from(location, remedy, key, obstacle=bool(wanted.obstacle(view)))
    return Finding("AUTH-3", subject, State.DRIFT, key.account, account, setting, remedy, reason, follows_from=follows)


def _follows_from(location: Location, remedy: Remedy, key: DecryptingKey, obstacle: bool) -> tuple[str, ...]:
    """obstacle: whether the names may be registered on the wrong account. In kernel mode the pool does not matter."""
    if location.windows.use_kernel_mode and not location.windows.use_app_pool_credentials:
        return ()
    if remedy is Remedy.FOLLOWS:
        return ("POOL-1",)
    return ("SPN-2",) if obstacle and not key.of_computer else ()


def _remedy(view: IisView, location: Location, pool: Pool, wanted: KeyExpectation) -> tuple[Key | None, Remedy, str]:
    """A fix changes the key where fixes.is_key_changed says so, which another concern relies on."""
    obstacle = wanted.obstacle(view)
    if wanted.is_of(pool, view):
        setting = ("locations", location.name, WINDOWS, SETTING)
        return (setting, Remedy.ON_REQUEST, obstacle) if obstacle else (setting, Remedy.FIX, "")
    if pool.identity_type != SPECIFIC_USER:
        # Without a service account POOL-1 changes no identity either.
        remedy = Remedy.REPORT if wanted.service_account is None else Remedy.FOLLOWS
        return None, remedy, _pool_first(location, pool, obstacle)
    if wanted.service_account is None:  # then POOL-1 is not applicable
        return None, Remedy.REPORT, f"the pool {pool.name} runs as {pool.user_name}"
    same = view.accounts.same(pool.user_name, wanted.service_account)
    if same is None:
        return None, Remedy.REPORT, cannot_compare(pool.user_name, wanted.service_account)
    return (None, Remedy.REPORT, obstacle) if same else (None, Remedy.FOLLOWS, _pool_first(location, pool, obstacle))


def _pool_first(location: Location, pool: Pool, obstacle: str) -> str:
    reason = f"the pool {pool.name} runs as another account (POOL-1)"
    if location.windows.use_kernel_mode and not location.windows.use_app_pool_credentials and not obstacle:
        reason += "; once a fix has changed that, it turns useAppPoolCredentials on as well"
    return reason
