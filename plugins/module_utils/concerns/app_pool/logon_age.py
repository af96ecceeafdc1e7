# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether worker processes decrypt with the service account's present password (POOL-6).

A worker process decrypts with the password of its logon session. That may be older than the process: the Windows
Process Activation Service keeps the logon of a pool's identity until the identity changes (event 5021).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...facts.accounts.tokens import cannot_compare
from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.authentication.expected_key import ExpectedKey
from ...facts.authentication.fixes import is_key_changed, is_turned_on
from ...facts.iis import logons
from ...facts.iis.exchange import NOT_IN_SCOPE, belongs_to_exchange
from ...facts.iis.server import Pool, WorkerProcess
from ...model.account_names import is_managed
from ...model.finding import Finding, Remedy, State
from .pools import SitePool, SitePools
from .run_state import RUNNING, UNKNOWN

IRREVERSIBLE = "a worker process that has ended cannot be restored"


def check_ages(
    site: SitePools, expected: ExpectedKey, changed: datetime | None, turn_on: bool = False
) -> Iterator[Finding]:
    """changed: when the service account got its present password; None: not described.

    turn_on: whether a fix turns Windows authentication on (AUTH-1 is on request).
    """
    for use in site.pools:
        yield _age(site, use, expected, changed, turn_on)


def _age(site: SitePools, use: SitePool, expected: ExpectedKey, changed: datetime | None, turn_on: bool) -> Finding:
    pool, subject, account = use.pool, f"worker processes of pool {use.pool.name}", expected.service_account
    if reason := _not_applicable(site, pool, account, changed):
        return Finding("POOL-6", subject, State.NOT_APPLICABLE, reason=reason)
    if changed and changed > site.server.time:
        reason = (
            f"password_changed ({changed:%Y-%m-%d %H:%M:%S} UTC) is in the future of this node, whose clock says "
            f"{site.server.time:%Y-%m-%d %H:%M:%S} UTC: set the clock, or correct password_changed"
        )
        return Finding("POOL-6", subject, State.UNKNOWN, reason=reason)
    if pool.state == UNKNOWN:
        reason = f"they could not be read: {pool.problem or 'the state of the pool is not known'}"
        return Finding("POOL-6", subject, State.UNKNOWN, reason=reason)
    if account and site.same_account(pool.user_name, account) is None:
        return Finding("POOL-6", subject, State.UNKNOWN, reason=cannot_compare(pool.user_name, account))
    key, found = ("pools", pool.name, "worker_processes"), stale(pool, changed)
    decrypts, why = _decrypts(site, use, expected, turn_on)
    if decrypts is False:
        return Finding("POOL-6", subject, State.NOT_APPLICABLE, reason=why)
    unread = logons.unread(pool, changed)
    if not found and unread:
        reason = (
            f"when process {unread[0].id} logged on could not be read ({unread[0].problem}); it may be before "
            f"{changed:%Y-%m-%d %H:%M:%S} UTC, because a recycled process keeps the logon of the one before it"
        )
        return Finding("POOL-6", subject, State.UNKNOWN, reason=reason)
    if not found:
        return Finding("POOL-6", subject, State.COMPLIANT, [], [], key, Remedy.FIX)
    if decrypts is None:
        return Finding("POOL-6", subject, State.UNKNOWN, found, [], reason=why)
    reason = f"{why} with the password that {account} had before {changed:%Y-%m-%d %H:%M:%S} UTC"
    return Finding("POOL-6", subject, State.DRIFT, found, [], key, Remedy.FIX, reason, IRREVERSIBLE)


def stale(pool: Pool, changed: datetime | None) -> list[str]:
    """The worker processes that logged on before the password changed, as text."""
    return [_words(process) for process in logons.old(pool, changed)]


def _words(process: WorkerProcess) -> str:
    if process.logged_on is None or process.logged_on == process.started:
        return f"process {process.id}, started {process.started:%Y-%m-%d %H:%M:%S}"
    return f"process {process.id}, logged on {process.logged_on:%Y-%m-%d %H:%M:%S}"


def _decrypts(site: SitePools, use: SitePool, expected: ExpectedKey, turn_on: bool) -> tuple[bool | None, str]:
    """Whether any place of the pool decrypts tickets with its account's key, or will after a fix. None: not known.

    Then how it decrypts, or why it does not, as text.
    """
    if not site.view.authentication.installed:
        return False, "Windows authentication is not installed"
    of_pool = {path.lower() for path in use.applications}
    unknown, computers, fixed = "", 0, ""
    for path, location in site.view.locations_of(site.site):
        if (location.application if location else path).lower() not in of_pool:
            continue
        if location is None or location.problem:
            why = location.problem if location else "the node did not report its settings"
            unknown = f"it is not known which key {site.site.name}{path} decrypts with ({why})"
            continue
        asks = location.windows.enabled
        own = not site.view.key(location, use.pool.identity_type, use.pool.user_name).of_computer
        if asks and own:
            return True, "they decrypt"
        computers += asks
        will_ask = asks or is_turned_on(location, turn_on, expected, site.view)
        if not fixed and will_ask and (own or is_key_changed(location, expected, site.view)):
            control = "AUTH-3" if asks else "AUTH-1"
            fixed = f"once {control} is fixed, the pool's key decrypts in {location.name}, and they would decrypt"
    if fixed:
        return True, fixed
    if unknown:
        return None, unknown
    if computers:
        return (
            False,
            "the kernel decrypts with the computer's key, so the age of a worker process does not matter (AUTH-3)",
        )
    return False, "no client is asked for a ticket there (AUTH-1)"


def _not_applicable(site: SitePools, pool: Pool, account: str | None, changed: datetime | None) -> str:
    if changed is None:
        return "when the service account's password was changed is not known (password_changed)"
    if account is None:
        return "the farm's description names no service_account"
    if belongs_to_exchange(site.site):
        return NOT_IN_SCOPE
    if pool.identity_type != SPECIFIC_USER or site.same_account(pool.user_name, account) is False:
        return "it does not run as the farm's service_account (POOL-1)"
    if is_managed(account):
        return "Windows manages the password of a managed service account"
    if stopped := [service.name for service in site.server.services if service.state != RUNNING]:
        return f"no worker process runs without {' and '.join(stopped)} (POOL-4)"
    return ""
