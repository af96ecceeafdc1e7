# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The findings about a site's pools, and which of them a fix does not change because of another finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.authentication.expected_key import ExpectedKey
from ...facts.user_rights.rights import WORDS
from ...model.finding import Finding, Remedy, State
from . import failed_logon, logon_age, logon_rights, run_state, stored_password
from . import identity as pool_identity
from .identity import Consent
from .next_start import check_next_start
from .pools import SitePool, SitePools
from .stopped_pools import why_no_logon
from .unusable_account import why_unusable

NO_POOL = "no application of the site runs in a pool that exists (POOL-4)"


def check_site(
    site: SitePools,
    account: str | None,
    readers: Sequence[str],
    consent: Consent,
    changed: datetime | None,
    turn_on: bool,
) -> list[Finding]:
    """turn_on: whether a fix turns Windows authentication on (AUTH-1 is on request)."""
    rights = [*logon_rights.check_pools(site, account), *logon_rights.check_readers(site, readers)]
    found = [
        *pool_identity.check_identities(site, account, consent),
        *rights,
        *failed_logon.check_logons(site, rights),
        *stored_password.check_stored(site, account, changed),
        *run_state.check_states(site),
        *check_next_start(site, account),
        *pool_identity.check_other_sites(site),
        *logon_age.check_ages(site, ExpectedKey(consent.holder.account, account), changed, turn_on),
    ]
    if not site.pools:
        found += [
            Finding(control, f"pools of site {site.site.name}", State.NOT_APPLICABLE, reason=NO_POOL)
            for control in ("POOL-1", "POOL-2", "POOL-5", "POOL-6")
        ]
    for use in site.pools:
        subject = pool_identity.subject(use.pool)
        identity = next(finding for finding in found if finding.subject == subject)
        found = [_guarded(finding, use, _obstacle(site, finding, identity, use, rights)) for finding in found]
        if not _is_fixed(identity):
            refused = why_no_logon(site, use.pool, account, consent, rights, changed)
            found = [_guarded(finding, use, refused) if _logs_on(finding) else finding for finding in found]
        found = [_as_an_attempt(finding, use) for finding in found]
    return found


def _guarded(finding: Finding, use: SitePool, obstacle: str) -> Finding:
    if not _changes(finding, use) or not obstacle:
        return finding
    return replace(finding, remedy=Remedy.REPORT, reason=f"{finding.reason}; {obstacle}")


def _changes(finding: Finding, use: SitePool) -> bool:
    """Whether a fix would change this pool."""
    return finding.state is State.DRIFT and (finding.key or ())[:2] == ("pools", use.pool.name)


def _logs_on(finding: Finding) -> bool:
    """Whether a fix would have the pool log on with the identity that it has."""
    return (finding.key or ())[2:] in (("state",), ("worker_processes",)) and finding.remedy is Remedy.FIX


def _as_an_attempt(finding: Finding, use: SitePool) -> Finding:
    """A start is no promise: whether the account can log on, only the start shows."""
    starts = finding.key == ("pools", use.pool.name, "state") and finding.state is State.DRIFT
    if not starts or finding.remedy is not Remedy.FIX or use.pool.identity_type != SPECIFIC_USER:
        return finding
    return replace(finding, reason=f"{finding.reason}; a start is tried once")


def _is_fixed(identity: Finding) -> bool:
    return identity.state is State.DRIFT and identity.remedy is Remedy.FIX


def _obstacle(site: SitePools, finding: Finding, identity: Finding, use: SitePool, rights: Sequence[Finding]) -> str:
    if use.other_sites:
        return f"the pool is not changed, because it serves {', '.join(use.other_sites)} too (POOL-5)"
    if site.site.kept_stopped:
        return "the pool is not changed while the site is kept stopped (POOL-4), because no request could prove it"
    fixed = _is_fixed(identity)
    account = identity.wanted if finding is identity or fixed else _present(use)
    if account and finding.remedy is not Remedy.REPORT and (unusable := why_unusable(site, account)):
        return unusable
    starts = (finding.key or ())[2:] == ("state",) and not fixed
    for obstacle in _unfixed(rights, use, account, starts):
        return obstacle
    return ""


def _present(use: SitePool) -> str | None:
    return use.pool.user_name if use.pool.identity_type == SPECIFIC_USER else None


def _unfixed(rights: Sequence[Finding], use: SitePool, account: str | None, starts: bool) -> Iterator[str]:
    """Why the account may not log on, as text: without the right, which no fix grants, the pool would stop.

    starts: whether the pool is stopped, perhaps for want of that right, and would only be started. Any other change is
    proved by a logon while the node is drained.
    """
    if account is None:
        return
    right = logon_rights.needed(use.pool)[0]
    subject = logon_rights.subject(right, account, use.pool)
    for finding in rights:
        if finding.subject != subject:
            continue
        if starts and finding.state is State.UNKNOWN:
            yield f"not changed while it is not known whether {account} has the {WORDS[right]} (POOL-3)"
        elif finding.state is State.DRIFT and finding.remedy is not Remedy.FIX:
            yield f"not changed until {account} has the {WORDS[right]} (POOL-3)"
