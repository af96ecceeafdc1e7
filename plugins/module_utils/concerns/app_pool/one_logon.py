# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which pool logs on first, where several log on with the password of one account.

A password may be wrong, and Windows locks an account after a few refused logons. So one pool of each account is written
and proved, and the others after it: the first error ends the request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.iis.server import Pool
from .identity import is_managed

LOGS_ON = ("password", "logon", "worker_processes", "state")  # what of a change begins a logon, or may


def one_of_each_account(
    changes: Sequence[dict[str, Any]], pools: Mapping[str, Pool]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The changes of write_iis that come first, and those that come after them. pools: as they were read."""
    first: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    tried = set()
    for change in changes:
        account = _account(change, pools[change["name"]])
        (others if account in tried else first).append(change)
        if account:
            tried.add(account)
    return first, others


def _account(change: Mapping[str, Any], pool: Pool) -> str:
    """Whose password the pool logs on with after this change; empty where it does not, or Windows manages it."""
    if not any(part in change for part in LOGS_ON) or change.get("state") == "Stopped":
        return ""
    kind, name = change.get("identity_type", pool.identity_type), change.get("user_name", pool.user_name)
    return name.lower() if kind == SPECIFIC_USER and not is_managed(name) else ""
