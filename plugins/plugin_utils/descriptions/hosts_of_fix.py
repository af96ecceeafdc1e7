# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which hosts a play of a fix is for, by what the plays before it have registered on the hosts of its one farm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import (
    NO_HOST,
    RESULT,
    SWITCH,
    asks,
)

BEFORE, AFTER = "before", "after"  # the names are moved
FAILURE = "kerberos_failure"
LOGS_ON = ("POOL-1", "POOL-4", "POOL-6")  # a fix of these gives a node the password, where there is one
MOVED = "spn_result"

Variables = Mapping[str, Any]
Hosts = str | list[str]


def of_part(nodes: Sequence[str], part: str, hostvars: Mapping[str, Variables]) -> list[str]:
    """Those of the nodes with drift that are fixed before the names are moved, or after; none where they were not."""
    later = set(_switch(hostvars).get(AFTER) or ())
    if part == BEFORE:
        return [node for node in nodes if node not in later] if not _failed(hostvars) else []
    moved = _changed(hostvars, MOVED)
    return [node for node in nodes if node in later] if moved and not _failed(hostvars) else []


def directory(hostvars: Mapping[str, Variables]) -> Hosts:
    """The farm's first node, where the directory or DNS is to be changed, and no node has failed before."""
    return [host for host in asks(hostvars) if _drifted(hostvars, host) and not _failed(hostvars)] or NO_HOST


def password(hostvars: Mapping[str, Variables]) -> Hosts:
    """The farm's first node, where a fix of any node sets the service account's password."""
    wanted = any(map(_logs_on, (hostvars[host].get("kerberos_audit") for host in hostvars)))
    return asks(hostvars) if wanted else NO_HOST


def switched(hostvars: Mapping[str, Variables], every: Hosts) -> Hosts:
    """Every host, where the nodes are compared with another account than that which holds the names now."""
    return every if _switch(hostvars).get("moved") else NO_HOST


def at_last(hostvars: Mapping[str, Variables], every: Hosts) -> Hosts:
    """Every host, where the earlier audits are out of date: each node sees the others of its cluster start, and is
    compared with who holds the names.
    """
    return every if _changed(hostvars, "kerberos_rejoined") else switched(hostvars, every)


STEPS: Mapping[str, Callable[[Mapping[str, Variables], Hosts], Hosts]] = {
    "directory": lambda hostvars, every: directory(hostvars),
    "password": lambda hostvars, every: password(hostvars),
    "switched": switched,
    "at_last": at_last,
}


def _switch(hostvars: Mapping[str, Variables]) -> Variables:
    found = (hostvars[host].get(SWITCH) for host in hostvars)
    return next((switch for switch in found if switch), {})


def _logs_on(audit: Variables | None) -> bool:
    return any(
        finding["control"] in LOGS_ON and finding["state"] == State.DRIFT and finding["remedy"] == Remedy.FIX
        for finding in (audit or {}).get("findings") or ()
    )


def _drifted(hostvars: Mapping[str, Variables], host: str) -> bool:
    return host in hostvars and bool((hostvars[host].get(RESULT) or {}).get("drifted"))


def _failed(hostvars: Mapping[str, Variables]) -> bool:
    return any(FAILURE in hostvars[host] for host in hostvars)


def _changed(hostvars: Mapping[str, Variables], name: str) -> bool:
    return any((hostvars[host].get(name) or {}).get("changed") for host in hostvars)
