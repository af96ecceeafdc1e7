# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The farms that a play's hosts belong to, from the variable kerberos_farm of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible.errors import AnsibleError
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION, name
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import some

COMMON = ("all", "ungrouped")  # groups of every inventory
Variables = Mapping[str, Mapping[str, Any]]  # host -> its variables


def variables_of(task_vars: Mapping[str, Any]) -> Variables:
    """The variables of the play's hosts, with templates not rendered. Read once a host: Ansible collects them anew
    at each access.
    """
    return {host: task_vars["hostvars"].raw_get(host) for host in task_vars["ansible_play_hosts_all"]}


@dataclass(frozen=True)
class WrongFarm:
    """A farm of which nothing can be known, because its description is wrong. hosts: those of the play."""

    name: str
    hosts: tuple[str, ...]
    problem: str


def farms_of_play(task_vars: Mapping[str, Any], variables: Variables | None = None) -> list[Farm]:
    """Each farm once, in the order of the play's hosts. Raises ValueError, to be shown to the user."""
    farms, wrong = described(task_vars, variables)
    if wrong:
        raise ValueError(refusal(farms, wrong))
    return farms


def refusal(farms: Sequence[Farm], wrong: Sequence[WrongFarm]) -> str:
    """What is wrong, for the user. Of several farms it names the one that is meant."""
    if len(farms) + len(wrong) == 1:
        return wrong[0].problem
    return "; ".join(f"farm {farm.name}: {farm.problem}" for farm in wrong)


def described(task_vars: Mapping[str, Any], variables: Variables | None = None) -> tuple[list[Farm], list[WrongFarm]]:
    """Each farm once, in the order of the play's hosts; and those whose description is wrong.

    A description that is wrong for one host is wrong for its farm: which of its hosts has the right one is not known.
    """
    farms: dict[str, Farm] = {}
    hosts: dict[str, list[str]] = {}  # name of a farm, or what is wrong -> its hosts
    problems: dict[str, str] = {}
    for host, (own, farm, problem) in _of_hosts(variables or variables_of(task_vars), task_vars["hostvars"]):
        key = own or problem
        hosts.setdefault(key, []).append(host)
        if farm is not None:
            problem = _objection(host, farm, farms.setdefault(farm.name, farm))
        if problem:
            problems.setdefault(key, problem)
    groups = task_vars.get("groups") or {}
    wrong = [
        WrongFarm(key if key in farms or key != problem else _name(hosts[key], groups), tuple(hosts[key]), problem)
        for key, problem in problems.items()
    ]
    return [farm for farm in farms.values() if farm.name not in problems], wrong


def _objection(host: str, farm: Farm, first: Farm) -> str:
    """first: of the farm's first host."""
    if host not in farm.nodes:
        try:
            farm.own_addresses(host)
        except ValueError as error:
            return str(error)
    if farm != first:
        return f"{host}: its {OPTION} has the name {farm.name}, as that of another host, but other content"
    return ""


def _name(hosts: Sequence[str], groups: Mapping[str, Sequence[str]]) -> str:
    """Of a farm that has no name of its own: the inventory's group of just these hosts, or the hosts."""
    of_them = [group for group, members in groups.items() if set(members) == set(hosts) and group not in COMMON]
    return of_them[0] if of_them else some(hosts)


Found = tuple[str, Farm | None, str]  # the farm's name, where it has one; the farm; what is wrong with it


def _of_hosts(variables: Variables, hostvars: Any) -> Iterator[tuple[str, Found]]:
    """A description that many hosts share, and that has no templates, is rendered and checked once.

    The time to render a description grows with its nodes, so for each node it would grow with their square.
    """
    plain: list[tuple[Any, Found]] = []
    without = [host for host in variables if OPTION not in variables[host]]
    for host in variables:
        written = variables[host].get(OPTION)
        found = next((found for known, found in plain if known == written), None)
        if host in without:
            found = ("", None, _no_description(without))
        elif found is None:
            rendered, problem = _rendered(hostvars[host])
            found = ("", None, problem) if problem else _farm(rendered)
            if not problem and rendered == written:  # else the next host's may be rendered to another one
                plain.append((written, found))
        yield host, found


def _farm(rendered: Any) -> Found:
    try:
        farm = farm_of(rendered)
    except ValueError as error:
        return _own_name(rendered), None, str(error)
    return farm.name, farm, ""


def _own_name(rendered: Any) -> str:
    """That of a wrong description, where it is a name that a farm may have."""
    try:
        return name(rendered["name"])
    except (ValueError, TypeError, LookupError):
        return ""


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


def _rendered(variables: Any) -> tuple[Any, str]:
    """The description, and why its templates cannot be replaced by values."""
    try:
        return variables[OPTION], ""
    except AnsibleError as error:
        return None, f"{OPTION}: {error}"


def _no_description(hosts: Sequence[str]) -> str:
    has = "has" if len(hosts) == 1 else "have"
    return (
        f"{some(hosts)}: {has} no variable {OPTION}; describe its farm in group_vars (see inventory/example), "
        "or set kerberos_hosts to the group of the farm's nodes"
    )
