# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.flat_variables import farm


def farm_of_flat_variables(hostvars: Mapping[str, Any], hosts: Sequence[str]) -> dict[str, Any]:
    try:
        return farm({host: hostvars[host] for host in hosts})
    except ValueError as error:
        raise AnsibleFilterError(str(error)) from error


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"farm_of_flat_variables": farm_of_flat_variables}
