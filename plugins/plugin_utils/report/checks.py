# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Each check of a farm's report: what the formats with a row for each, compliant ones too, have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

UNKNOWN = State.UNKNOWN.value
# What a farm or node that nothing is known of is a failure of, where none of its controls shows that.
AUDIT = "audit"
TITLES: Mapping[str, str] = {AUDIT: "the farm was audited"} | {control.id: control.holds for control in CONTROLS}


@dataclass(frozen=True)
class Check:
    """node: empty for the farm as a whole. finding: none where the control is compliant or not applicable."""

    node: str
    control: str
    state: str
    reason: str = ""
    finding: Mapping[str, Any] | None = None

    @property
    def subject(self) -> str:
        return str(self.finding["subject"]) if self.finding else ""


def checks(farm: Mapping[str, Any]) -> Iterator[Check]:
    """A node that is not in the run has none."""
    if farm["problem"] is not None:
        yield Check("", AUDIT, UNKNOWN, farm["problem"])
    yield from _of("", farm, farm["problem"])
    for node in farm["nodes"]:
        if not node["in_run"]:
            continue
        if node["problem"] is not None and UNKNOWN not in node["controls"].values():
            yield Check(node["node"], AUDIT, UNKNOWN, node["problem"])
        yield from _of(node["node"], node, node["problem"] or farm["problem"])


def _of(name: str, part: Mapping[str, Any], problem: str | None) -> Iterator[Check]:
    """problem: why nothing is known; what an earlier audit has found is no state then."""
    findings: dict[str, list[Mapping[str, Any]]] = {control: [] for control in part["controls"]}
    for finding in part["findings"]:
        findings.setdefault(finding["control"], []).append(finding)
    for control, own in findings.items():
        state = part["controls"].get(control)
        if problem is not None and state != UNKNOWN:
            yield Check(name, control, UNKNOWN, problem)
            continue
        if state is not None and all(finding["state"] != state for finding in own):
            yield Check(name, control, state, part["not_applicable"].get(control, ""))
        for finding in own:
            yield Check(name, control, finding["state"], finding["reason"], finding)
