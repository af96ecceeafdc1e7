# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Why a pool with an account of its own is stopped, as far as that is known, and whether a start can help.

The Windows Process Activation Service keeps a logon that failed until the identity in the configuration changes (text
of its event 5021). So a pool that has failed since then fails again at every start that does not make it log on anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.iis.server import Pool
from ...model.account_names import is_managed
from ...model.finding import Finding, Remedy, State
from .identity import Consent
from .pools import SitePools
from .stored_password import is_former

# 5021: the identity is invalid; 5057: no worker process for that reason. The others are those of a worker process.
LOGON_FAILED = (5021, 5057)
PASSWORD = "the password that IIS has may be wrong, or the account locked, disabled or expired"
MANAGED = "this node may not be allowed to retrieve the password of the account, or the account is disabled"
OF_DOMAIN = "POOL-2 says whether the account can log on"


def why_stopped(pool: Pool) -> str:
    """As text, for a pool that is stopped; empty where its identity cannot be why."""
    if pool.identity_type != SPECIFIC_USER:
        return ""
    if has_failed_to_log_on(pool):
        return why_refused(pool)
    if pool.failures:
        return f"its worker process failed (WAS {_numbers(pool)}): see the event log of the node"
    return f"somebody may have stopped it, or {_may_be(pool)}: {OF_DOMAIN}"


def why_refused(pool: Pool) -> str:
    """As text, for a pool whose logon failed."""
    return f"it could not log on since IIS' configuration was last changed (WAS {_numbers(pool)}): {_may_be(pool)}"


def _may_be(pool: Pool) -> str:
    return MANAGED if is_managed(pool.user_name) else PASSWORD


def _numbers(pool: Pool) -> str:
    return ", ".join(map(str, pool.failures))


def lacks_password(pool: Pool) -> bool:
    """Whether the node has none for the account that it could log on with."""
    return pool.identity_type == SPECIFIC_USER and not is_managed(pool.user_name) and not pool.has_password


def has_failed_to_log_on(pool: Pool) -> bool:
    return any(number in LOGON_FAILED for number in pool.failures)


def why_no_logon(
    site: SitePools,
    pool: Pool,
    account: str | None,
    consent: Consent,
    rights: Sequence[Finding],
    changed: datetime | None,
) -> str:
    """Why a new logon of this pool would fail, and what to do, as text; empty where nothing says so."""
    if pool.identity_type != SPECIFIC_USER:
        return ""
    if site.server.shared_configuration is not None and (pool.worker_processes or has_failed_to_log_on(pool)):
        return (
            "it is not changed, because only an identity that is set again makes Windows log on anew, and the "
            f"configuration is shared with other servers ({site.server.shared_configuration}): set it again there, or "
            "restart IIS on this node (iisreset)"
        )
    if is_managed(pool.user_name):
        return ""
    own = account is not None and bool(site.same_account(pool.user_name, account))
    if own and consent.password_given:
        return ""
    give = "give its password (kerberos_service_password), or " if own else ""
    if lacks_password(pool):
        return f"it is not changed, because this node has no password to log on with: {give}set the identity again"
    if is_former(site, pool, account, changed):
        return f"it is not changed, because IIS has the former password to log on with (POOL-2): {give}set it again"
    granted = any(f.state is State.DRIFT and f.remedy is Remedy.FIX and _is_of(f, pool) for f in rights)
    if granted or not has_failed_to_log_on(pool):
        return ""
    return (
        "it is not started, because Windows keeps the logon that failed until the identity is set again: unlock or "
        f"enable the account where that is why, then {give}set the identity again in IIS Manager and start the pool"
    )


def _is_of(finding: Finding, pool: Pool) -> bool:
    """Whether this right is one of the pool's present account."""
    return f" of {pool.user_name} in pool {pool.name}" in finding.subject
