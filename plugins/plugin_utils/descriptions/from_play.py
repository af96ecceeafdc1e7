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
    """The variables of the play's hosts, with templates not rendered. Read once a host: Ansible collects them anew
    at each access.
    """
    return {host: task_vars["hostvars"].raw_get(host) for host in task_vars["ansible_play_hosts_all"]}


def farms_of_play(task_vars: Mapping[str, Any], variables: Variables | None = None) -> list[Farm]:
    """Each farm once, in the order of the play's hosts. Raises ValueError, to be shown to the user."""
    farms: dict[str, Farm] = {}
    for host, farm in _of_hosts(variables or variables_of(task_vars), task_vars["hostvars"]):
        farm.own_addresses(host)
        if farms.setdefault(farm.name, farm) != farm:
            raise ValueError(
                f"{host}: its {OPTION} has the name {farm.name}, as that of another host, but other content"
            )
    return list(farms.values())


def _of_hosts(variables: Variables, hostvars: Any) -> Iterator[tuple[str, Farm]]:
    """A description that many hosts share, and that has no templates, is rendered and checked once.

    The time to render a description grows with its nodes, so for each node it would grow with their square.
    """
    plain: list[tuple[Any, Farm]] = []
    for host in variables:
        written = variables[host].get(OPTION)
        farm = next((farm for known, farm in plain if known == written), None)
        if farm is None:
            rendered = _rendered(host, hostvars[host])
            farm = farm_of(rendered)
            if rendered == written:  # else the next host's may be rendered to another one
                plain.append((written, farm))
        yield host, farm


def description_for(node: str, task_vars: Mapping[str, Any], render: Callable[[Any], Any]) -> Any:
    """The node's description of its farm, without the other nodes. render: replaces Ansible's templates by values.

    Only the part for this node is rendered: a task on each of N nodes that renders all N of them takes N times N.
    Anything else than a description is rendered as it is, so that farm_of reports what is wrong with it.
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
