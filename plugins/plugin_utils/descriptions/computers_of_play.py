# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The clients and domain controllers of a run: hosts of a group of their own, each described by a variable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from ansible.errors import AnsibleError
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import Computer, Kind
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION as FARM
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.audits_of_play import said_by_nodes
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import (
    START,
    TICKETS,
    known_of,
    result_of,
)

AROUND = 5  # seconds between a request, and its event


class UnknownFarmError(ValueError):
    """A description names a farm that no host of the inventory has. To be shown to the user."""

    facts: Mapping[str, Any] = {"unknown_farm": True}  # of the task's result, for the report


@dataclass(frozen=True)
class AuditedComputer:
    """farms: as it is described; None where that is wrong, so that it may be of each. result: of its task."""

    kind: Kind
    name: str
    farms: Sequence[str] | None
    result: Mapping[str, Any]


def farms_in_run(computer: Computer, hostvars: Any) -> list[Any]:
    """The descriptions of those of its farms that are in the run, each as its first node in the run has it.

    Raises UnknownFarmError for one that is not only left out of this run.
    """
    first = _start(hostvars).get("first_nodes") or {}
    if first and not set(computer.farms) <= set(first):
        farms_of_inventory(computer, hostvars)
    return [hostvars[first[name]][FARM] for name in computer.farms if name in first]


def for_computer(farm: Farm, computer: Computer, hostvars: Any) -> Farm:
    """With what the run knows of it before that one is asked: who holds its names, when its nodes were fixed, and which
    tickets the run has got there.
    """
    start = _start(hostvars)
    known = known_of(farm.name, start, hostvars.raw_get)
    probed = _ticket_probe(result_of(farm.name, start, hostvars.raw_get, TICKETS), computer.computer_name)
    return replace(known.completed(farm), fixes=said_by_nodes("last_fix", farm.nodes, hostvars), ticket_probe=probed)


def _ticket_probe(result: Mapping[str, Any] | None, computer: str) -> dict[str, Any]:
    """As Farm.ticket_probe. result: of the task that has shown tickets. One that has an address in the place of its
    name there is not known to be this computer.
    """
    given = ((result or {}).get("path") or {}).get("tickets_for") or []
    here = (one for one in given if one["controller"].partition(".")[0].casefold() == computer.casefold())
    names = dict.fromkeys(name for one in here for name in one["names"])
    if not result or not names:
        return {}
    seconds = (datetime.now(UTC) - datetime.fromisoformat(result["began"])).total_seconds()
    return {"user": result["probe_user"], "seconds": max(0, round(seconds)) + AROUND, "names": list(names)}


def _start(hostvars: Any) -> Mapping[str, Any]:
    """The result of the check of the descriptions, which hosts of the farms have, and others have not."""
    starts = (hostvars.raw_get(host).get(START) for host in hostvars)
    return next((found for found in starts if found), {})


def farms_of_inventory(computer: Computer, hostvars: Any) -> list[Any]:
    """The descriptions of its farms, each as the first host of the inventory has it, whatever --limit leaves.

    Raises UnknownFarmError where no host has one, and ValueError, to be shown to the user, where one is wrong.
    """
    found: dict[str, Any] = {}
    for host in hostvars:
        if set(computer.farms) <= set(found):
            break
        if FARM in hostvars.raw_get(host):
            description = _rendered(hostvars, host)
            if isinstance(description, Mapping) and description.get("name"):
                found.setdefault(str(description["name"]), description)
    for number, name in enumerate(computer.farms):
        if name not in found:
            raise UnknownFarmError(
                f"{computer.kind.option}.farms[{number}]: found {name!r}, which is the {FARM}.name of no host of the "
                f"inventory; expected some of {', '.join(sorted(found)) or 'none'}"
            )
    return [found[name] for name in computer.farms]


def _rendered(hostvars: Any, host: str) -> Any:
    try:
        return hostvars[host][FARM]
    except AnsibleError as error:
        raise ValueError(f"{FARM} of {host}: {error}") from error


def computers_of(kind: Kind, group: str, task_vars: Mapping[str, Any]) -> list[AuditedComputer]:
    """The hosts of the group that the run has asked: a fix asks none, and --limit may leave them out."""
    found = []
    for host in (task_vars.get("groups") or {}).get(group) or ():
        variables = task_vars["hostvars"].raw_get(host)
        if result := variables.get(kind.result):
            farms = None if result.get("unknown_farm") else _farms(variables.get(kind.option))
            found.append(AuditedComputer(kind, host, farms, result))
    return found


def _farms(description: Any) -> list[str] | None:
    farms = description.get("farms") if isinstance(description, Mapping) else None
    return [str(farm) for farm in farms] if isinstance(farms, list | tuple) else None
