# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The journals of a farm's nodes, from the results that the playbooks' tasks have registered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import Change
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.runs import NodeRun

Variables = Mapping[str, Mapping[str, Any]]  # host -> its variables
JOURNAL, MARKER = "kerberos_journal", "kerberos_marker"


def known_runs(variables: Variables) -> dict[str, list[NodeRun] | None]:
    """Node -> the runs in its journal; None where it was not read."""
    return {node: _runs(own.get(JOURNAL)) for node, own in variables.items()}


def _runs(result: Any) -> list[NodeRun] | None:
    if not isinstance(result, Mapping) or "known" not in result:
        return None
    return [_run(known) for known in json.loads(json.dumps(result["known"]))]  # without Ansible's own types


def _run(known: Mapping[str, Any]) -> NodeRun:
    changes = tuple(Change(**{**change, "key": tuple(change["key"])}) for change in known["changes"])
    lists = {name: tuple(known[name]) for name in ("undoes", "begun_by", "left")}
    return NodeRun(**{**known, **lists, "changes": changes})


def is_known(variables: Variables, node: str) -> bool:
    """Whether its journal was read."""
    return "known" in (variables.get(node, {}).get(JOURNAL) or {})


def entries(variables: Variables) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Node -> what its journal has; nothing where it was not read."""
    return {node: (own.get(JOURNAL) or {}).get("entries") or () for node, own in variables.items()}


def unreadable(variables: Variables) -> list[str]:
    """A sentence for each file that is no entry."""
    return [
        f"{node}: {file}"
        for node, own in variables.items()
        for file in (own.get(JOURNAL) or {}).get("unreadable") or ()
    ]


def markers(variables: Variables) -> dict[str, str]:
    """Node -> the run that has left it drained, of those where one has."""
    found = {node: (own.get(MARKER) or {}).get("drained_by") for node, own in variables.items()}
    return {node: str(run) for node, run in found.items() if run}
