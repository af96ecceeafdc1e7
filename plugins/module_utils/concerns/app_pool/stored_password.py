# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether IIS still has the service account's former password (POOL-2): the pool then runs until it logs on again.

No logon is tried for it. Where the configuration that has it was last written before the password was set, it is a
former one, unless somebody had set it in IIS first. Where it is younger, which any change makes it, nothing
is known, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.iis.server import Pool
from ...model.account_names import is_managed
from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step
from .pools import SitePools

CONTROL, STORED = "POOL-2", "stored password of pool"
SET_IN_IIS_FIRST = timedelta(hours=1)  # and the domain's clock is another one than the node's


def check_stored(site: SitePools, account: str | None, changed: datetime | None) -> Iterator[Finding]:
    """changed: when the service account got its present password; None: not known."""
    for pool in (use.pool for use in site.pools):
        if changed and is_former(site, pool, account, changed):
            yield _finding(site, pool, changed)


def is_former(site: SitePools, pool: Pool, account: str | None, changed: datetime | None) -> bool:
    """Whether IIS' password of this pool is one from before the present one."""
    written = site.server.written
    if changed is None or written is None or account is None or site.server.shared_configuration is not None:
        return False
    if pool.identity_type != SPECIFIC_USER or is_managed(pool.user_name) or not pool.has_password:
        return False
    if changed > site.server.time or written + SET_IN_IIS_FIRST >= changed:
        return False
    logged_on = (process.logged_on for process in pool.worker_processes)
    return bool(site.same_account(pool.user_name, account)) and not any(at and at > changed for at in logged_on)


def _finding(site: SitePools, pool: Pool, changed: datetime) -> Finding:
    reason = (
        f"the password of {pool.user_name} was set at {changed:%Y-%m-%d %H:%M} UTC, and the configuration of IIS "
        "on this node was not written since, so it has the former password: at its next logon (a recycle, a start of "
        "IIS or of the node) the pool stops, and is answered with 503. Set its identity again in IIS Manager"
    )
    return Finding(
        CONTROL,
        f"{STORED} {pool.name}",
        State.DRIFT,
        f"written at {site.server.written:%Y-%m-%d %H:%M} UTC, or before",
        f"written after {changed:%Y-%m-%d %H:%M} UTC",
        remedy=Remedy.HAND_OFF,
        reason=reason,
        step=None if pool.state == "Stopped" else Step.LATENT,
    )
