# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The findings of a node, or of a farm as a whole, and the state of each of its controls, which follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.bounds import cut_in
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import step_of

# The state of a control on a node is the first of these that any of its subjects is in.
WORST = (
    *(State.UNKNOWN, State.DRIFT, State.PENDING, State.WAIVED_UNKNOWN, State.WAIVED),
    *(State.COMPLIANT, State.NOT_APPLICABLE),
)


def nothing() -> dict[str, Any]:
    """Of a node of which nothing has been found yet."""
    return {"controls": {}, "not_applicable": {}, "findings": []}


def states_of(counts: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    return {
        control: next(state.value for state in WORST if found.get(state.value)) for control, found in counts.items()
    }


def counts_of(parts: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    total = Counter(state for part in parts for state in part["controls"].values())
    return {state.value: total[state.value] for state in WORST}


def add(node: dict[str, Any], found: Sequence[Finding]) -> None:
    """A control may have findings of the node and of the comparison of all nodes: the worse state counts."""
    agreement = from_findings(found)
    node["findings"] += map(cut_in, agreement["findings"])
    node["not_applicable"] |= agreement["not_applicable"]
    for control, state in states_of(agreement["counts"]).items():
        both = {State(state), State(node["controls"].get(control, state))}
        node["controls"][control] = next(state.value for state in WORST if state in both)


def complete(part: dict[str, Any]) -> None:
    """A node, or the farm as a whole, once it has all of its findings."""
    states = part["controls"]
    known = [control for control in IDENTIFIERS if control in states]
    part["controls"] = {control: states[control] for control in dict.fromkeys([*known, *states])}
    for finding in part["findings"]:
        finding |= {"step": step_of(finding).word, "since": None, "waiver": None, "explained_by": None}
