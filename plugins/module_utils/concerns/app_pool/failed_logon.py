# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a node says of the logon of a pool's account (POOL-2): whether it failed. The domain says the rest.

No logon is tried for it. Whether the password that IIS has is the account's present one shows only at the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.iis.server import Pool
from ...model.finding import Finding, Remedy, State
from . import logon_rights
from .pools import SitePool, SitePools
from .run_state import RUNNING, STOPPED, UNKNOWN
from .stopped_pools import has_failed_to_log_on, why_refused
from .stored_password import STORED

CONTROL, LOGON = "POOL-2", "failed logon of pool"


def check_logons(site: SitePools, rights: Sequence[Finding]) -> Iterator[Finding]:
    """rights: the findings about them."""
    for use in site.pools:
        yield _logon(site, use, rights)


def with_new_logon(findings: Sequence[Finding]) -> list[Finding]:
    """All findings of a node. A fix that starts a pool, or ends its old logon, makes it log on anew.

    Where IIS has the former password, only a run that was given the present one does that.
    """
    follows: dict[str, str] = {}
    for finding in filter(_is_fixed, findings):
        of, name, what = finding.key or ("", "", "")
        if of == "pools" and what in ("state", "worker_processes"):
            follows[f"{STORED} {name}"] = finding.control
        if of == "pools" and what == "state":
            follows[f"{LOGON} {name}"] = finding.control
    return [_following(f, follows[f.subject]) if _is_explained(f, follows) else f for f in findings]


def _is_explained(finding: Finding, follows: Mapping[str, str]) -> bool:
    return finding.control == CONTROL and finding.state is State.DRIFT and finding.subject in follows


def _is_fixed(finding: Finding) -> bool:
    return finding.state is State.DRIFT and finding.remedy is Remedy.FIX


def _following(finding: Finding, control: str) -> Finding:
    return replace(finding, remedy=Remedy.FOLLOWS, reason=f"{finding.reason}; a fix of {control} has it log on anew")


def subject(pool: Pool) -> str:
    return f"{LOGON} {pool.name}"


def _logon(site: SitePools, use: SitePool, rights: Sequence[Finding]) -> Finding:
    pool = use.pool
    if pool.identity_type != SPECIFIC_USER:
        return _not_applicable(pool, "the pool runs as a built-in account of Windows, which has no password")
    if stopped := [service.name for service in site.server.services if service.state != RUNNING]:
        return _not_applicable(pool, f"nothing logs on without {' and '.join(stopped)} (POOL-4)")
    if pool.state == UNKNOWN:
        why = pool.problem or "the state of the pool is not known"
        return Finding(CONTROL, subject(pool), State.UNKNOWN, reason=f"whether it failed is not known: {why}")
    if not has_failed_to_log_on(pool):
        if pool.state == STOPPED:
            return _not_applicable(pool, "the pool is stopped, and the node's event log has no logon that failed")
        return Finding(CONTROL, subject(pool), State.COMPLIANT, "none", "none")
    if _may_lack_right(use, rights):
        return _not_applicable(
            pool, f"it failed, and {pool.user_name} lacks the right to log on, or may lack it (POOL-3)"
        )
    return Finding(
        CONTROL, subject(pool), State.DRIFT, f"as {pool.user_name}", "none",
        remedy=Remedy.HAND_OFF, reason=why_refused(pool),
    )  # fmt: skip


def _not_applicable(pool: Pool, reason: str) -> Finding:
    return Finding(CONTROL, subject(pool), State.NOT_APPLICABLE, reason=reason)


def _may_lack_right(use: SitePool, rights: Sequence[Finding]) -> bool:
    needed = logon_rights.subject(logon_rights.needed(use.pool)[0], use.pool.user_name, use.pool)
    return any(finding.subject == needed and finding.state is not State.COMPLIANT for finding in rights)
