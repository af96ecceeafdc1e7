# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.hosts_of_fix import STEPS, Hosts


def fix_hosts(hostvars: Mapping[str, Any], step: str, every: Hosts = "kerberos") -> Hosts:
    if step not in STEPS:
        raise AnsibleFilterError(f"fix_hosts: found {step}, expected one of {', '.join(STEPS)}")
    return STEPS[step](hostvars, every)


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"fix_hosts": fix_hosts}
