# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What keeps a site or pool that runs now from running after the next start of IIS or of the node (POOL-4).

Each is reported where it is so only; no fix changes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.finding import Finding, State
from .pools import SitePools
from .run_state import STARTED
from .stopped_pools import lacks_password

BY_HAND = "it runs, and after the next start of IIS or of the node it does not: turn {} on"


def check_next_start(site: SitePools, account: str | None) -> Iterator[Finding]:
    here = site.site
    if here.state == STARTED and not here.auto_start:
        yield _by_hand("serverAutoStart", f"site {here.name}")
    if not any(application.path == "/" for application in here.applications):
        yield Finding(
            "POOL-4", f"root application of site {here.name}", State.DRIFT, "none", "an application for /",
            reason="no request for the site itself can be answered: create the application, or correct site in the "
            "description",
        )  # fmt: skip
    for use in site.pools:
        pool = use.pool
        if pool.state == STARTED and not pool.auto_start:
            yield _by_hand("autoStart", f"pool {pool.name}")
        if lacks_password(pool) and (account is None or site.same_account(pool.user_name, account) is not False):
            yield Finding(
                "POOL-4", f"stored password of pool {pool.name}", State.DRIFT, "none that this node can decrypt",
                f"that of {pool.user_name}",
                reason="the pool cannot log on with it again, perhaps because another computer has encrypted it: set "
                "the identity of the pool again on this node, in IIS Manager",
            )  # fmt: skip


def _by_hand(setting: str, what: str) -> Finding:
    reason = BY_HAND.format(setting)
    return Finding("POOL-4", f"{setting} of {what}", State.DRIFT, found=False, wanted=True, reason=reason)
