# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Parts of a fleet's report that could not be checked: a farm as a whole, or one of its nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import WORST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import step_of

NOTHING: Mapping[str, Any] = {"controls": {}, "not_applicable": {}, "findings": []}


def dated(found: Iterable[Finding], since: str) -> list[dict[str, Any]]:
    """Findings as a report has them."""
    return [
        {**one, "step": step_of(one).word, "since": since, "waiver": None, "explained_by": None}
        for one in (finding.as_dict() for finding in found)
    ]


def unchecked(findings: Sequence[Mapping[str, Any]], part: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
    """The part of a farm with these findings of what could not be checked."""
    states = part["controls"] | dict.fromkeys((one["control"] for one in findings), State.UNKNOWN.value)
    order = [*(control for control in IDENTIFIERS if control in states), *states]
    return {
        "controls": {control: states[control] for control in dict.fromkeys(order)},
        "not_applicable": {name: why for name, why in part["not_applicable"].items() if states[name] != State.UNKNOWN},
        "findings": [*part["findings"], *findings],
    }


def counted(farm: Mapping[str, Any]) -> dict[str, Any]:
    total = Counter(state for part in (farm, *farm["nodes"]) for state in part["controls"].values())
    return {**farm, "counts": {state.value: total[state.value] for state in WORST}}
