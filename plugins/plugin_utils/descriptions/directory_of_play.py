# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a run knows of the directory: a play has asked it once a farm, on one host, and the tasks of all nodes use that.

The result stays with the one host. A copy for each node would be a task for each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.known import Known

# What the playbooks register.
START, RESULT, TICKETS, SWITCH = "kerberos_start", "kerberos_directory", "kerberos_tickets", "kerberos_switch"
PROBE_USER = "kerberos_probe_user"
NO_HOST = "!all"  # where an empty list would be an error
Result = Mapping[str, Any]


def result_of(
    farm: str, start: Mapping[str, Any] | None, variables_of: Callable[[str], Any], registered: str = RESULT
) -> Result | None:
    """The result for this farm; None where nothing was asked.

    start: what the check of the descriptions has registered. variables_of: the variables of a host. registered: RESULT,
    or TICKETS of the task that has shown tickets.
    """
    host = ((start or {}).get("directory") or {}).get(farm)
    if host is None:
        return None
    result: Result | None = (variables_of(host) or {}).get(registered)
    return result


def tickets_of(farm: str, start: Mapping[str, Any] | None, variables_of: Callable[[str], Any]) -> Result | None:
    """The result of the task that has shown tickets. None where no account was given to ask for them.

    Where one was, and its host has left the run before, as one does that is not reached, that is no answer.
    """
    host = ((start or {}).get("directory") or {}).get(farm)
    found = result_of(farm, start, variables_of, TICKETS)
    if found is None and host is not None and (variables_of(host) or {}).get(PROBE_USER):
        return {"failed": True, "msg": f"no ticket was shown, because {host} has left the run before"}
    return found


def known_of(farm: str, start: Mapping[str, Any] | None, variables_of: Callable[[str], Any]) -> Known:
    """Where a key switch follows from this very result, nodes are compared with the account that gets the names."""
    result = result_of(farm, start, variables_of)
    known = Known.from_result(result)
    host = ((start or {}).get("directory") or {}).get(farm)
    switch = (variables_of(host) or {}).get(SWITCH) if host else None
    if not switch or not switch.get("moved") or not result or switch["asked"] != result.get("asked"):
        return known
    return known.held_by(switch["holder"]["account"], switch["holder"]["sid"])


def known_of_fix(task_vars: Mapping[str, Any]) -> Known:
    """To a task of a fix, which takes one farm. Where a role is used alone, nothing is known."""
    start = task_vars.get(START) or {}
    farms = list(start.get("directory") or {})
    return known_of(farms[0], start, task_vars["hostvars"].raw_get) if len(farms) == 1 else Known()


def asks(hostvars: Mapping[str, Any], after: Iterable[str] = ()) -> list[str]:
    """The hosts that ask the directory, one a farm. The first host that has the check's result has all of it.

    after: results that tasks have registered: none asks where no host has one that has changed anything, or may have.
    """
    results = list(after)
    if results and not any(_wrote(hostvars[host].get(name) or {}) for host in hostvars for name in results):
        return [NO_HOST]
    for host in hostvars:
        if start := hostvars[host].get(START):
            return list(dict.fromkeys((start.get("directory") or {}).values())) or [NO_HOST]
    return [NO_HOST]


def _wrote(result: Result) -> bool:
    """Whether the task has changed something, or may have: one that failed says what it was about to write."""
    return bool(result.get("changed") or result.get("intended"))


def first_nodes(farms: Iterable[Any], in_run: Iterable[str]) -> dict[str, str]:
    """Farm -> the first node of its description that is in the run."""
    hosts = set(in_run)
    first = {farm.name: next((node for node in farm.nodes if node in hosts), None) for farm in farms}
    return {farm: node for farm, node in first.items() if node is not None}
