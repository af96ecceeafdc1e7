# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a location decrypts with the key of the account that holds the service principal name (AUTH-3)."""

from __future__ import annotations

from dataclasses import dataclass

from ...facts.authentication.decrypting_key import SPECIFIC_USER, DecryptingKey, decrypting_account
from ...facts.authentication.locations import WINDOWS, Authentication, Location
from ...facts.iis.server import Iis, Pool
from ...model.account_names import same_account
from ...model.finding import Finding, Key, Remedy, State

SETTING = "use_app_pool_credentials"


@dataclass(frozen=True)
class Wanted:
    """spn_holder: as the administrator has verified; service_account: as the farm should be."""

    names: tuple[str, ...]
    spn_holder: str | None
    service_account: str | None

    @property
    def account(self) -> str | None:
        return self.spn_holder or self.service_account

    @property
    def consent(self) -> str:
        """Why no decrypting key is changed; empty where one may be."""
        checked = f"check with setspn -Q HTTP/{self.names[0]} and say so in kerberos_farm.spn_holder"
        if self.spn_holder is None:
            return f"who holds HTTP/{self.names[0]} is not known, so no decrypting key is changed: {checked}"
        if self.service_account is None or not same_account(self.spn_holder, self.service_account):
            return (
                f"HTTP/{self.names[0]} is held by {self.spn_holder}, which is not known to be the service account, "
                f"so no decrypting key is changed: move the name first, or {checked}"
            )
        return ""


@dataclass(frozen=True)
class Node:
    iis: Iis
    authentication: Authentication

    def key(self, location: Location, pool: Pool) -> DecryptingKey:
        windows = location.windows
        return decrypting_account(
            pool.identity_type, pool.user_name, self.authentication.computer, windows.use_kernel_mode,
            windows.use_app_pool_credentials,
        )  # fmt: skip

    def pool_of(self, location: Location) -> Pool | None:
        site = self.iis.site(location.site)
        names = (
            [one.pool for one in site.applications if one.path.lower() == location.application.lower()] if site else []
        )
        return self.iis.pool(names[0]) if names else None


def has_key(key: DecryptingKey, account: str) -> bool | None:
    """Whether it is this account's. The computer's own is known without its domain; None: it cannot be told."""
    if not key.of_computer:
        return same_account(key.account, account)
    name = account.rpartition("\\")[2].partition("@")[0]
    return None if account.startswith("S-1-") else name.casefold() == key.account.casefold()


def of_location(node: Node, location: Location, wanted: Wanted) -> Finding:
    """AUTH-3 of one application, or of a folder below it, which runs in the same pool."""
    subject, account = f"decrypting key of {location.name}", wanted.account
    if account is None:
        reason = "the farm's description names neither service_account nor spn_holder"
        return Finding("AUTH-3", subject, State.NOT_APPLICABLE, reason=reason)
    pool = node.pool_of(location)
    if pool is None:
        return Finding("AUTH-3", subject, State.UNKNOWN, reason="IIS has no application pool of the name it asks for")
    key = node.key(location, pool)
    has = has_key(key, account)
    if has is None:
        return Finding("AUTH-3", subject, State.UNKNOWN, key.account, account, reason=not_told(key.account, account))
    if has:
        return Finding("AUTH-3", subject, State.COMPLIANT, key.account, key.account)
    setting, remedy, advice = _remedy(location, pool, account, wanted)
    reason = f"{key.reason}; tickets for HTTP/{wanted.names[0]} are made for {account}; {advice}".removesuffix("; ")
    return Finding("AUTH-3", subject, State.DRIFT, key.account, account, setting, remedy, reason)


def _remedy(location: Location, pool: Pool, account: str, wanted: Wanted) -> tuple[Key | None, Remedy, str]:
    if pool.identity_type != SPECIFIC_USER or not same_account(pool.user_name, account):
        as_described = wanted.service_account is not None and same_account(pool.user_name, wanted.service_account)
        if as_described:
            return None, Remedy.REPORT, wanted.consent
        follows = Remedy.FOLLOWS if wanted.service_account is not None else Remedy.REPORT  # else POOL-1 says nothing
        return None, follows, _of_pool_first(location, pool, wanted)
    setting = ("locations", location.name, WINDOWS, SETTING)
    return (setting, Remedy.ON_REQUEST, wanted.consent) if wanted.consent else (setting, Remedy.FIX, "")


def _of_pool_first(location: Location, pool: Pool, wanted: Wanted) -> str:
    reason = f"the pool {pool.name} runs as another (POOL-1)"
    if location.windows.use_kernel_mode and not location.windows.use_app_pool_credentials and not wanted.consent:
        reason += "; once a fix has changed that, it switches useAppPoolCredentials on as well"
    return reason


def not_told(found: str, account: str) -> str:
    return rf"whether {found} is {account} cannot be told by name: write the farm's accounts as DOMAIN\name"
