# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool.node_view import FAILED

AUDITS = ("kerberos_audit", "kerberos_proof")  # each may know of a logon that the other one could not know of


def password_refused(hostvars: Mapping[str, Any]) -> bool:
    audits = [hostvars[host].get(name) or {} for host in hostvars for name in AUDITS]
    return any(((audit.get("views") or {}).get("app_pool") or {}).get(FAILED) for audit in audits)


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"password_refused": password_refused}
