# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a site and its pools run (POOL-4), and since when (POOL-6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...facts.accounts.tokens import cannot_compare
from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.iis.server import Pool
from ...model.finding import Finding, Key, Remedy, State
from .identity import is_managed
from .pools import SitePools

STARTED, UNKNOWN = "Started", "Unknown"
ON_ITS_WAY = ("Starting", "Stopping")
IRREVERSIBLE = "a worker process that has ended does not come back"


def states(site: SitePools) -> Iterator[Finding]:
    here = site.site
    yield _state(f"state of site {here.name}", ("sites", here.name, "state"), here.state, "nothing answers for it")
    for use in site.pools:
        pool = use.pool
        reason = "its applications are answered with 503"
        if not pool.auto_start:
            reason += "; autoStart is off, so it is stopped again after the next start of IIS"
        yield _state(f"state of pool {pool.name}", ("pools", pool.name, "state"), pool.state, reason)
    for path, pool_name in site.missing.items():
        yield Finding(
            "POOL-4", f"pool of application {path}", State.DRIFT, f"{pool_name}, which is not there", "a pool",
            reason="its requests are answered with 503; make the pool, or give the application another one",
        )  # fmt: skip


def _state(subject: str, key: Key, state: str, reason: str) -> Finding:
    if state == UNKNOWN:
        why = "the Windows Process Activation Service does not say"
        return Finding("POOL-4", subject, State.UNKNOWN, state, STARTED, key, reason=why)
    if state in ON_ITS_WAY:
        return Finding("POOL-4", subject, State.PENDING, state, STARTED, key, reason="look again in a minute")
    if state == STARTED:
        return Finding("POOL-4", subject, State.COMPLIANT, state, STARTED, key, Remedy.FIX)
    return Finding("POOL-4", subject, State.DRIFT, state, STARTED, key, Remedy.FIX, reason)


def ages(site: SitePools, account: str | None, changed: datetime | None) -> Iterator[Finding]:
    """changed: when the service account got its present password; None: nobody has said."""
    for use in site.pools:
        subject = f"worker processes of pool {use.pool.name}"
        if reason := _no_matter(site, use.pool, account, changed):
            yield Finding("POOL-6", subject, State.NOT_APPLICABLE, reason=reason)
            continue
        if account and site.same_account(use.pool.user_name, account) is None:
            reason = cannot_compare(use.pool.user_name, account)
            yield Finding("POOL-6", subject, State.UNKNOWN, reason=reason)
            continue
        key, found = ("pools", use.pool.name, "worker_processes"), stale(use.pool, changed)
        if not found:
            yield Finding("POOL-6", subject, State.COMPLIANT, [], [], key, Remedy.FIX)
            continue
        reason = f"they decrypt with the password that {account} had before {changed:%Y-%m-%d %H:%M:%S} UTC"
        yield Finding("POOL-6", subject, State.DRIFT, found, [], key, Remedy.FIX, reason, IRREVERSIBLE)


def stale(pool: Pool, changed: datetime | None) -> list[str]:
    """The worker processes that are older than the password, in words."""
    return [
        f"process {process.id}, started {process.started:%Y-%m-%d %H:%M:%S}"
        for process in pool.worker_processes
        if changed is not None and process.started < changed
    ]


def _no_matter(site: SitePools, pool: Pool, account: str | None, changed: datetime | None) -> str:
    if changed is None:
        return "the farm's description has no password_changed"
    if account is None or pool.identity_type != SPECIFIC_USER or site.same_account(pool.user_name, account) is False:
        return "it does not run as the farm's service_account (POOL-1)"
    return "Windows renews the password of a managed account by itself" if is_managed(account) else ""
