# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The user rights that a site's pools and readers need on a node (POOL-3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...access_control import sids
from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.iis.server import Pool
from ...facts.user_rights.rights import BATCH, IMPERSONATE, NETWORK, SERVICE, WORDS
from ...model.finding import Finding, Remedy, State
from .pools import SitePools
from .unusable_account import why_unusable


def check_pools(site: SitePools, account: str | None) -> Iterator[Finding]:
    """For each pool's present account and the expected one: rights are granted before the identity is changed."""
    for use in site.pools:
        pool = use.pool
        names = [pool.user_name] if pool.identity_type == SPECIFIC_USER else []
        if account and not any(site.same_account(name, account) for name in names):
            names.append(account)
        if not names:
            reason = f"{pool.identity_type} needs no user right to log on"
            yield Finding("POOL-3", f"rights of pool {pool.name}", State.NOT_APPLICABLE, reason=reason)
        for name in names:
            identity = site.rights.accounts.pool(replace(pool, identity_type=SPECIFIC_USER, user_name=name))
            unusable = why_unusable(site, name)
            for right in needed(pool):
                found = site.rights.finding("POOL-3", subject(right, name, pool), identity, right)
                if unusable and found.remedy is Remedy.FIX and found.state is State.DRIFT:
                    found = replace(found, key=None, remedy=Remedy.REPORT, reason=f"{found.reason}; {unusable}")
                yield found


def check_readers(site: SitePools, readers: Sequence[str]) -> Iterator[Finding]:
    for name in readers:
        yield site.rights.finding(
            "POOL-3", f"{WORDS[NETWORK]} of {sids.shown(name)}", site.rights.accounts.reader(name), NETWORK
        )
    if not readers:
        yield Finding("POOL-3", "readers", State.NOT_APPLICABLE, reason="the farm's description names none")


def needed(pool: Pool) -> tuple[str, str]:
    return (SERVICE if pool.logon_type == "LogonService" else BATCH, IMPERSONATE)


def subject(right: str, account: str, pool: Pool) -> str:
    return f"{WORDS[right]} of {account} in pool {pool.name}"
