# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The farms that a play's hosts belong to, from the variable kerberos_farm of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.of_hosts import Variables, of_hosts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import some

COMMON = ("all", "ungrouped")  # groups of every inventory


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


def refusal(farms: Sequence[Farm], wrong: Sequence[WrongFarm]) -> str:
    """What is wrong, for the user. Of several farms it names the one that is meant."""
    if len(farms) + len(wrong) == 1:
        return wrong[0].problem
    return "; ".join(f"farm {farm.name}: {farm.problem}" for farm in wrong)


def described(task_vars: Mapping[str, Any], variables: Variables | None = None) -> tuple[list[Farm], list[WrongFarm]]:
    """Each farm once, in the order of the play's hosts; and those whose description is wrong.

    A description that is wrong for one host is wrong for its farm: which of its hosts has the right one is not known.
    """
    found = dict(of_hosts(variables or variables_of(task_vars), task_vars["hostvars"]))
    farms: dict[str, Farm] = {}  # as the first host of each has it
    for _, farm, _ in found.values():
        if farm is not None:
            farms.setdefault(farm.name, farm)
    of_node = {node: farm.name for farm in farms.values() for node in farm.nodes}
    hosts: dict[str, list[str]] = {}  # name of a farm, or what is wrong -> its hosts
    problems: dict[str, dict[str, str]] = {}  # the same -> host -> what is wrong
    for host, (own, farm, problem) in found.items():
        key = own or of_node.get(host) or problem
        hosts.setdefault(key, []).append(host)
        if wrong := problem if farm is None else _objection(host, farm, farms[farm.name]):
            problems.setdefault(key, {})[host] = wrong
    groups = task_vars.get("groups") or {}
    named = {*farms, *(own for own, _, _ in found.values())}
    return [farm for farm in farms.values() if farm.name not in problems], [
        WrongFarm(key if key in named else _name(hosts[key], groups), tuple(hosts[key]), _problem(of_farm, hosts[key]))
        for key, of_farm in problems.items()
    ]


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


def _problem(problems: Mapping[str, str], hosts: Sequence[str]) -> str:
    """The first one, with its hosts where not all of the farm's have it."""
    first = next(iter(problems.values()))
    those = [host for host, problem in problems.items() if problem == first]
    if len(those) == len(hosts) or any(host in first for host in those):
        return first
    return f"{some(those)}: {first}"


def _name(hosts: Sequence[str], groups: Mapping[str, Sequence[str]]) -> str:
    """Of a farm that has no name of its own: the inventory's group of just these hosts, or the hosts."""
    of_them = [group for group, members in groups.items() if set(members) == set(hosts) and group not in COMMON]
    return of_them[0] if of_them else some(hosts)
