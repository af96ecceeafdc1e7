# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of, named
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import START, known_of


def concern_arguments(description: Any, concern: str, node: str, hostvars: Any = None) -> dict[str, Any]:
    try:
        farm = farm_of(description)
        if hostvars is not None:
            farm = known_of(farm.name, hostvars[node].get(START), hostvars.__getitem__).completed(farm)
        return {**named([concern])[0].arguments(farm, node), "waivers": farm.waivers_of(node)}
    except ValueError as error:
        raise AnsibleFilterError(str(error)) from error


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"concern_arguments": concern_arguments}
