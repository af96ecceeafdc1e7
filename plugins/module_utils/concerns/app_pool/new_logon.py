# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which pools must log on anew although their identity stays, and what is planned for that.

The Windows Process Activation Service keeps the outcome of a logon until the identity in the configuration changes
(text of its event 5021). So it is written away and back: two changes of one setting, both of them in the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...model.account_names import is_managed
from ...model.finding import Finding, Key, Remedy, State
from .identity import setting, subject
from .pools import SitePool, SitePools

AWAY = "ApplicationPoolIdentity"  # with the account's name beside it, where it has no effect
ONLY_IN_COPIES = "the former one is only in the node's copies"


def planned(
    rights: Sequence[Finding], others: Sequence[Finding], site: SitePools, account: str | None, password_given: bool
) -> Iterator[Finding]:
    """rights, others: what is planned besides."""
    keys = [finding.key for finding in others]
    for use in site.pools:
        pool = use.pool
        identity = ("pools", pool.name, "identity")
        if pool.identity_type != SPECIFIC_USER or identity in keys or site.server.shared_configuration is not None:
            continue
        starts = ("pools", pool.name, "state") in keys
        recycles = ("pools", pool.name, "worker_processes") in keys
        own = password_given and account is not None and bool(site.same_account(pool.user_name, account))
        control = "POOL-6" if recycles else "POOL-4"
        if own and not is_managed(pool.user_name) and (starts or recycles):
            yield _password(control, use)
        # Windows may have had no password of a managed account when it tried, as after a start of the node.
        if recycles or (starts and (own or rights or is_managed(pool.user_name))):
            yield from _away_and_back(control, use, identity)


def _password(control: str, use: SitePool) -> Finding:
    """A wrong one may be why the pool does not run, or would not run after it was recycled."""
    name, key = setting(use.pool), ("pools", use.pool.name, "password")
    return Finding(
        control, f"stored password of pool {use.pool.name}", State.DRIFT, name, name, key, Remedy.FIX,
        "it is set again before the pool is started", ONLY_IN_COPIES,
    )  # fmt: skip


def _away_and_back(control: str, use: SitePool, key: Key) -> Iterator[Finding]:
    name = setting(use.pool)
    why = (
        "Windows keeps the outcome of a logon until the identity changes; where a new one is needed it is written away"
    )
    yield Finding(control, subject(use.pool), State.DRIFT, name, AWAY, key, Remedy.FIX, why)
    yield Finding(control, subject(use.pool), State.DRIFT, AWAY, name, key, Remedy.FIX, "and back")
