# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The state of a site and its pools (POOL-4), and the age of their worker processes (POOL-6)."""

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
TRANSITIONAL = ("Starting", "Stopping")
IRREVERSIBLE = "a worker process that has ended cannot be restored"


def states(site: SitePools) -> Iterator[Finding]:
    here = site.site
    yield _state(
        f"state of site {here.name}", ("sites", here.name, "state"), here.state, "requests for it are not answered"
    )
    for use in site.pools:
        pool = use.pool
        reason = "requests to its applications are answered with 503"
        if not pool.auto_start:
            reason += "; autoStart is off, so it is stopped again after the next start of IIS"
        yield _state(f"state of pool {pool.name}", ("pools", pool.name, "state"), pool.state, reason)
    for path, pool_name in site.missing.items():
        yield Finding(
            "POOL-4", f"pool of application {path}", State.DRIFT, f"{pool_name}, which does not exist", "a pool",
            reason="its requests are answered with 503; create the pool, or assign the application to another one",
        )  # fmt: skip


def _state(subject: str, key: Key, state: str, reason: str) -> Finding:
    if state == UNKNOWN:
        why = "the Windows Process Activation Service does not report it"
        return Finding("POOL-4", subject, State.UNKNOWN, state, STARTED, key, reason=why)
    if state in TRANSITIONAL:
        return Finding("POOL-4", subject, State.PENDING, state, STARTED, key, reason="check again in a minute")
    if state == STARTED:
        return Finding("POOL-4", subject, State.COMPLIANT, state, STARTED, key, Remedy.FIX)
    return Finding("POOL-4", subject, State.DRIFT, state, STARTED, key, Remedy.FIX, reason)


def ages(site: SitePools, account: str | None, changed: datetime | None) -> Iterator[Finding]:
    """changed: when the service account got its present password; None: not described."""
    for use in site.pools:
        subject = f"worker processes of pool {use.pool.name}"
        if reason := _not_applicable(site, use.pool, account, changed):
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
    """The worker processes that are older than the password, as text."""
    return [
        f"process {process.id}, started {process.started:%Y-%m-%d %H:%M:%S}"
        for process in pool.worker_processes
        if changed is not None and process.started < changed
    ]


def _not_applicable(site: SitePools, pool: Pool, account: str | None, changed: datetime | None) -> str:
    if changed is None:
        return "the farm's description has no password_changed"
    if account is None or pool.identity_type != SPECIFIC_USER or site.same_account(pool.user_name, account) is False:
        return "it does not run as the farm's service_account (POOL-1)"
    return "Windows manages the password of a managed service account" if is_managed(account) else ""
