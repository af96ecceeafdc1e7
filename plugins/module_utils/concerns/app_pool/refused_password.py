# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A password whose logon has just failed is not tried again: Windows locks the account after a few refused logons.

Nothing of a password is kept on a node, so only the user can tell whether the one that is given now is another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...model.finding import Finding, Remedy, State
from .pools import SitePools

CORRECTED = "kerberos_service_password_changed"
ELSEWHERE = "kerberos_password_refused"  # of the playbooks: whether it failed on another node
TRY_AGAIN = f"give the right password, or unlock the account, then run once with {CORRECTED}: true"


def guarded(
    findings: Sequence[Finding], site: SitePools, account: str | None, failed: Mapping[str, str], elsewhere: bool
) -> list[Finding]:
    """account: the farm's service account. failed: accounts, and when their logon failed on this node.

    elsewhere: whether that of the service account failed on another node of the farm.
    """
    if not (failed or elsewhere):
        return list(findings)
    return [_guarded(finding, site, account, failed, elsewhere) for finding in findings]


def _guarded(
    finding: Finding, site: SitePools, account: str | None, failed: Mapping[str, str], elsewhere: bool
) -> Finding:
    if finding.state is not State.DRIFT or finding.remedy is not Remedy.FIX or (finding.key or ())[0:1] != ("pools",):
        return finding
    user = _logs_on_as(finding, site, account)
    if not user:
        return finding
    time = next((failed[name] for name in failed if site.same_account(name, user)), None)
    if time is not None:
        why = f"not tried again: the logon of {user} failed at {time} UTC, after a run had set its password here"
    elif elsewhere and account is not None and site.same_account(account, user):
        why = (
            f"not tried: the logon of {user} failed on another node of the farm, after a run had set its password there"
        )
    else:
        return finding
    return replace(finding, remedy=Remedy.REPORT, reason=f"{finding.reason}; {why}; {TRY_AGAIN}")


def _logs_on_as(finding: Finding, site: SitePools, account: str | None) -> str | None:
    """Whose logon this fix would begin; None for an account of Windows."""
    _, name, setting = finding.key or ("", "", "")
    if setting == "identity":
        return account if isinstance(finding.wanted, str) and finding.wanted == account else None
    pool = next(use.pool for use in site.pools if use.pool.name == name)
    return pool.user_name if pool.identity_type == SPECIFIC_USER else None
