# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of the report: what each demands, and in how many places it is in which state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import ORDER, TITLES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.findings import CONCERN_OF
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.states import states_of


def catalogue(farms: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Of several findings of one control on one node, the worst counts. A control that is not known has no sentence."""
    states: dict[str, Counter[str]] = {}
    for farm in farms:
        for own in states_of(farm).values():
            for control, state in own.items():
                states.setdefault(control, Counter())[state] += 1
    return [
        {
            "control": control,
            "holds": TITLES.get(control, ""),
            "concern": CONCERN_OF.get(control, "-"),
            "states": [(state, states[control][state]) for state in ORDER if states[control][state]],
        }
        for control in sorted(states, key=_order)
    ]


def _order(control: str) -> tuple[int, str]:
    return (IDENTIFIERS.index(control) if control in IDENTIFIERS else len(IDENTIFIERS), control)
