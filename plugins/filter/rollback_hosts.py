# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import NO_HOST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.hosts_of_fix import FAILURE

PLAN = "kerberos_plan"
FIRST = "first"


def rollback_hosts(hostvars: Mapping[str, Any], part: str) -> list[str]:
    """Nothing comes after a failure: what it has left is as far as the rollback may go."""
    plan: Mapping[str, Any] = next((found for host in hostvars if (found := hostvars[host].get(PLAN))), {})
    failed = part != FIRST and any(FAILURE in hostvars[host] for host in hostvars)
    return [NO_HOST] if failed else list(plan.get(part) or [NO_HOST])


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"rollback_hosts": rollback_hosts}
