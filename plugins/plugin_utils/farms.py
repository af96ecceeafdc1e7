# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The farms that a play's hosts belong to, from the variable kerberos_farm of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.farm import OPTION, Farm


def of_play(task_vars: Mapping[str, Any]) -> list[Farm]:
    """Each farm once, in the order of the play's hosts. Raises ValueError, to be shown to the user."""
    farms: dict[str, Farm] = {}
    for host in task_vars["ansible_play_hosts_all"]:
        farm = _of_host(host, task_vars["hostvars"][host])
        if farms.setdefault(farm.name, farm) != farm:
            raise ValueError(
                f"{host}: its {OPTION} is called {farm.name} as another host's is, but says something else"
            )
    return list(farms.values())


def _of_host(host: str, variables: Mapping[str, Any]) -> Farm:
    if OPTION not in variables:
        raise ValueError(
            f"{host}: has no variable {OPTION}; describe its farm in group_vars (see inventory/example), "
            "or set kerberos_hosts to the group of the farm's nodes"
        )
    farm = Farm.of(variables[OPTION])
    farm.own_addresses(host)
    return farm
