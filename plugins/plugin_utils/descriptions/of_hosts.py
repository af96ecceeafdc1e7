# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the variable kerberos_farm of each host says: rendered, and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible.errors import AnsibleError
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION, name
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import some

Variables = Mapping[str, Mapping[str, Any]]  # host -> its variables, with templates not rendered
Found = tuple[str, Farm | None, str]  # the farm's name, where it has one; the farm; what is wrong with it


def of_hosts(variables: Variables, hostvars: Any) -> Iterator[tuple[str, Found]]:
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
            rendered, problem = _rendered(hostvars, host)
            found = (_own_name(written), None, problem) if problem else _farm(rendered)
            if not problem and rendered == written:  # else the next host's may be rendered to another one
                plain.append((written, found))
        yield host, found


def _rendered(hostvars: Any, host: str) -> tuple[Any, str]:
    """The description, and why its templates cannot be replaced by values."""
    try:
        return hostvars[host][OPTION], ""
    except AnsibleError as error:
        return None, f"{OPTION}: {error}"


def _farm(rendered: Any) -> Found:
    try:
        farm = farm_of(rendered)
    except ValueError as error:
        return _own_name(rendered), None, str(error)
    return farm.name, farm, ""


def _own_name(description: Any) -> str:
    """That of a wrong description, where it is a name that a farm may have, and so no template."""
    try:
        return name(description["name"])
    except (ValueError, TypeError, LookupError):
        return ""


def _no_description(hosts: list[str]) -> str:
    has = "has" if len(hosts) == 1 else "have"
    return (
        f"{some(hosts)}: {has} no variable {OPTION}; describe its farm in group_vars (see inventory/example), "
        "or set kerberos_hosts to the group of the farm's nodes"
    )
