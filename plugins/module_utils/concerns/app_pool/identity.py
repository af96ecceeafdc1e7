# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The identity of a site's pools (POOL-1), and the other sites that they serve (POOL-5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...facts.accounts.tokens import cannot_compare
from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.authentication.spn_holder import SpnHolder
from ...facts.iis.exchange import NOT_IN_SCOPE, belongs_to_exchange
from ...facts.iis.server import Pool
from ...model.account_names import is_managed
from ...model.finding import Finding, Remedy, State
from .key_change import key_change
from .pools import SitePool, SitePools
from .unusable_account import why_unusable

NOT_TRANSFERRED = (
    "the new account does not have the present one's SQL Server logins, permissions on shares and private keys"
)


@dataclass(frozen=True)
class Consent:
    """What is required before the identity of a pool is changed."""

    asked_for: bool  # POOL-1 is in on_request
    password_given: bool
    holder: SpnHolder  # of the service principal names


def setting(pool: Pool) -> str:
    """The identity as one text: an account, or the name of a built-in identity."""
    return pool.user_name if pool.identity_type == SPECIFIC_USER else pool.identity_type


def subject(pool: Pool) -> str:
    return f"identity of pool {pool.name}"


def why_irreversible(pool: Pool) -> str:
    """Why a rollback could not restore the present identity of this pool; empty where it could."""
    if pool.identity_type != SPECIFIC_USER or is_managed(pool.user_name) or pool.has_password:
        return ""
    return f"IIS has no password of {pool.user_name} that this node can decrypt: have it ready, to set it by hand"


def check_identities(site: SitePools, account: str | None, consent: Consent) -> Iterator[Finding]:
    for use in site.pools:
        yield _identity(site, use, account, consent)


def _identity(site: SitePools, use: SitePool, account: str | None, consent: Consent) -> Finding:
    pool, key = use.pool, ("pools", use.pool.name, "identity")
    about, found = subject(pool), setting(pool)
    if belongs_to_exchange(site.site):
        return Finding("POOL-1", about, State.NOT_APPLICABLE, found, reason=NOT_IN_SCOPE)
    if pool.identity_type == SPECIFIC_USER:
        if account is None:
            reason = "the farm's description names no service_account"
            return Finding("POOL-1", about, State.NOT_APPLICABLE, found, reason=reason)
        same = site.same_account(found, account)
        if same is None:
            reason = cannot_compare(found, account)
            return Finding("POOL-1", about, State.UNKNOWN, found, account, key, reason=reason)
        if same:
            return Finding("POOL-1", about, State.COMPLIANT, found, found, key, Remedy.FIX)
        reason = f"a ticket that is issued for {account} is decrypted with another account's key"
        holder = consent.holder.account
        if holder is not None and not site.same_account(holder, account):
            reason = f"it is not the farm's service account; tickets are issued for {holder}"
    else:
        reason = f"{found} is a different account on every node, and no ticket can be decrypted by all of them"
    if pool.unfinished and account and site.same_account(pool.user_name, account):
        reason = f"{reason}; a run was interrupted while it wrote {pool.user_name} again, which a fix finishes"
        left = "only an interruption left it so"
        return Finding("POOL-1", about, State.DRIFT, found, pool.user_name, key, Remedy.FIX, reason, left)
    if account is None:
        reason = f"{reason}; set service_account in the farm's description"
        return Finding("POOL-1", about, State.DRIFT, found, "one account of the domain", reason=reason)
    if obstacle := _obstacle(site, account):
        return Finding("POOL-1", about, State.DRIFT, found, account, key, reason=f"{reason}; {obstacle}")
    lacks = list(_lacks(site, use, account, consent))
    remedy = Remedy.ON_REQUEST if lacks else Remedy.FIX
    reason = "; ".join([reason, *lacks, NOT_TRANSFERRED])
    return Finding("POOL-1", about, State.DRIFT, found, account, key, remedy, reason, why_irreversible(pool))


def _obstacle(site: SitePools, account: str) -> str:
    """What prevents the change, whatever the description allows."""
    if account.upper().startswith("S-1-"):
        return r"IIS does not accept a SID as an account: write the service_account as DOMAIN\name"
    if site.server.shared_configuration is not None:
        return (
            f"the configuration is shared with other servers ({site.server.shared_configuration}), and one write would "
            "change all of them at once: change it there by hand"
        )
    return why_unusable(site, account)


def _lacks(site: SitePools, use: SitePool, account: str, consent: Consent) -> Iterator[str]:
    if not consent.asked_for:
        yield "to change it, add POOL-1 to on_request"
    if not (consent.password_given or is_managed(account)):
        yield f"the password of {account} is not given (kerberos_service_password)"
    change = key_change(use.pool, account, site.site, use.applications, site.view)
    holder = consent.holder.account
    if change and holder is None:
        why = f"{consent.holder.problem}: correct that, or " if consent.holder.problem else ""
        known = "set spn_holder to the account that the service principal names are registered on (setspn -Q)"
        yield f"{change}: {why}{known}"
    elif change and holder is not None and not site.same_account(holder, account):
        yield f"{change}, but the service principal names are registered on {holder}: move them first (SPN-2)"


def check_other_sites(site: SitePools) -> Iterator[Finding]:
    for use in site.pools:
        about, own = f"sites of pool {use.pool.name}", [site.site.name]
        if not use.other_sites:
            yield Finding("POOL-5", about, State.COMPLIANT, own, own)
            continue
        reason = "a change would affect the other sites too, so it is not changed: give this site a separate pool"
        yield Finding("POOL-5", about, State.DRIFT, [*own, *use.other_sites], own, reason=reason)
