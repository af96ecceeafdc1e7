# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The farms that a play's hosts belong to, from the variable kerberos_farm of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION

Variables = Mapping[str, Mapping[str, Any]]  # host -> its variables


def variables_of(task_vars: Mapping[str, Any]) -> Variables:
    """Of the play's hosts, as they are written. Ansible gathers them anew at every look: one look a host is enough."""
    return {host: task_vars["hostvars"].raw_get(host) for host in task_vars["ansible_play_hosts_all"]}


def farms_of_play(task_vars: Mapping[str, Any], variables: Variables | None = None) -> list[Farm]:
    """Each farm once, in the order of the play's hosts. Raises ValueError, to be shown to the user."""
    farms: dict[str, Farm] = {}
    for host, farm in _of_hosts(variables or variables_of(task_vars), task_vars["hostvars"]):
        farm.own_addresses(host)
        if farms.setdefault(farm.name, farm) != farm:
            raise ValueError(
                f"{host}: its {OPTION} is called {farm.name} as another host's is, but says something else"
            )
    return list(farms.values())


def _of_hosts(variables: Variables, hostvars: Any) -> Iterator[tuple[str, Farm]]:
    """What is written alike for many hosts, and has no templates in it, is rendered and checked once.

    Rendering takes as long as a description has nodes, so doing it for each of them would take the square of that.
    """
    plain: list[tuple[Any, Farm]] = []
    for host in variables:
        written = variables[host].get(OPTION)
        farm = next((farm for known, farm in plain if known == written), None)
        if farm is None:
            rendered = _rendered(host, hostvars[host])
            farm = farm_of(rendered)
            if rendered == written:  # else it may be another one for the next host
                plain.append((written, farm))
        yield host, farm


def description_for(node: str, task_vars: Mapping[str, Any], render: Callable[[Any], Any]) -> Any:
    """The node's description of its farm, with no other node in it. render: Ansible's templates into values.

    Only what is about this node is rendered: a task on each of N nodes that renders all N of them takes N times N. What
    does not look like a description is rendered as it is, for farm_of to say what is wrong with it.
    """
    written = task_vars.get(OPTION)
    if not isinstance(written, Mapping) or not isinstance(written.get("nodes"), Mapping):
        written = render(written)  # perhaps a template as a whole
    nodes = written.get("nodes") if isinstance(written, Mapping) else None
    if not isinstance(nodes, Mapping) or node not in nodes:
        return render(written)
    waivers = render(written.get("waivers") or [])
    if not all(isinstance(waiver, Mapping) and isinstance(waiver.get("nodes") or [], list) for waiver in waivers):
        return render(written)
    concerning = [waiver for waiver in waivers if node in (waiver.get("nodes") or [node])]
    own = render({**written, "nodes": {node: nodes[node]}, "waivers": []})
    return {**own, "waivers": [{**waiver, "nodes": [node]} for waiver in concerning]}


def _rendered(host: str, variables: Mapping[str, Any]) -> Any:
    if OPTION not in variables:
        raise ValueError(
            f"{host}: has no variable {OPTION}; describe its farm in group_vars (see inventory/example), "
            "or set kerberos_hosts to the group of the farm's nodes"
        )
    return variables[OPTION]
