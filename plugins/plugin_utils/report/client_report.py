# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The clients of one farm of the report: each its own row, whose findings are none of a node's, and fail none.

What is found on a client is told and may be a cause. What could not be read of one does not make the farm one that
could not be checked: computers of users are switched off now and then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import CLIENT, Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.bounds import ITEMS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.clients_of_play import AuditedClient
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import states_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.node_problem import problem_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import client_named


def client_reports(farm: str, clients: Sequence[AuditedClient], concerns: Sequence[Concern]) -> list[dict[str, Any]]:
    """Nothing where these concerns are none of clients."""
    controls = [control for concern in concerns if concern.SCOPE == CLIENT for control in concern.CONTROLS]
    found = []
    for client in clients if controls else ():
        if client.farms is not None and farm not in client.farms:
            continue
        audit = _audit(client, farm)
        problem = problem_of(audit)
        if problem:
            audit = from_findings(unknown(controls, problem))
        found.append(_described(client.name, problem, audit))
    return found


def roles_of_clients(farm: str, clients: Sequence[AuditedClient]) -> dict[str, Mapping[str, Any]]:
    """Client, as the report names it -> what it knows of the path of a ticket for this farm, by role."""
    return {
        client_named({"client": client.name}): ((client.result.get("farms") or {}).get(farm) or {}).get("path") or {}
        for client in clients
    }


def _audit(client: AuditedClient, farm: str) -> Mapping[str, Any]:
    """Of this farm; what went wrong is the same for each."""
    of_farm: Mapping[str, Any] | None = (client.result.get("farms") or {}).get(farm)
    return client.result if of_farm is None else of_farm


def _described(name: str, problem: str | None, audit: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "client": name,
        "problem": problem,
        "controls": states_of(audit["counts"]),
        "not_applicable": dict(audit["not_applicable"]),
        "findings": [dict(finding) for finding in audit["findings"]],
        "held": {control: subjects[:ITEMS] for control, subjects in audit.get("held", {}).items()},
    }


def states(clients: Sequence[Mapping[str, Any]]) -> dict[str, State]:
    """Control -> the worst state that it has on any client that could be read."""
    counts: dict[str, dict[str, int]] = {}
    for client in clients:
        if not client["problem"]:
            for control, state in client["controls"].items():
                counts.setdefault(control, {})[state] = 1
    return {control: State(state) for control, state in states_of(counts).items()}


def drifts(clients: Sequence[Mapping[str, Any]]) -> bool:
    return any(State.DRIFT in client["controls"].values() for client in clients)
