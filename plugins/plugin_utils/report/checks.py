# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Each check of a farm's report: what the formats with a row for each, compliant ones too, have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import without_position
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import WORST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import computers_of

UNKNOWN = State.UNKNOWN.value
ORDER = tuple(state.value for state in WORST)
# In the place of a control, always "could not check": what no control says, of a node or of a farm as a whole.
AUDIT = "audit"
TITLES: Mapping[str, str] = {
    AUDIT: "the farm and each node could be audited, and a fix or a rollback was completed",
    **{control.id: control.holds for control in CONTROLS},
}
NOT_FIXED = "a node could not be fixed or rolled back, or does not serve after the run, whose output names it"
NOTHING_CHECKED = "no control of the node was checked"
# The states of which one must be there, so that the controls say the farm's status; another status no control says.
SAYING: Mapping[str, Collection[str]] = {
    Status.UNKNOWN.value: (UNKNOWN,),
    Status.DRIFT.value: (State.DRIFT.value, UNKNOWN),
    Status.COMPLIANT.value: tuple(State),
}


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

    @property
    def follows(self) -> str:
        """From which control's drift it follows, as text; empty where it is a cause of its own."""
        control = self.finding.get("explained_by") if self.finding else None
        return f"follows from {control}" if control else ""

    @property
    def why(self) -> str:
        """The reason as it is shown, with what many findings of the node have in common."""
        cause = self.finding.get("cause") if self.finding else None
        return ": ".join(filter(None, [without_position(self.reason), cause]))


def checks(farm: Mapping[str, Any]) -> Iterator[Check]:
    """A node that is not in the run has none. Of every other node, and of the farm, one check says how it is."""
    found = list(_of("", farm, farm["problem"]))
    for node in (*farm["nodes"], *computers_of(farm)):
        if node["in_run"]:
            found += _of_node(node, farm["problem"])
    if not {check.state for check in found}.intersection(SAYING.get(farm["status"], ())):
        yield Check("", AUDIT, UNKNOWN, farm["problem"] or _status(farm))
    yield from found


def worst_states(given: Iterable[Check]) -> dict[tuple[str, str], str]:
    """(node, control) -> the worst state of its subjects."""
    found: dict[tuple[str, str], str] = {}
    for check in given:
        key = check.node, check.control
        found[key] = min(found.get(key, check.state), check.state, key=ORDER.index)
    return found


def _status(farm: Mapping[str, Any]) -> str:
    return NOT_FIXED if farm["status"] == Status.NOT_FIXED else f"{farm['status']}: {farm['verdict']}"


def _of_node(node: Mapping[str, Any], problem: str | None) -> Iterator[Check]:
    """problem: the farm's. Of a node that refuses everything it may be known what does not concern it."""
    known = () if problem else (State.NOT_APPLICABLE.value,)
    problem = problem or node["problem"]
    found = list(_of(node["node"], node, problem, known))
    if (problem or not found) and all(check.state != UNKNOWN for check in found):
        yield Check(node["node"], AUDIT, UNKNOWN, problem or NOTHING_CHECKED)
    yield from found


def _of(name: str, part: Mapping[str, Any], problem: str | None, known: Collection[str] = ()) -> Iterator[Check]:
    """problem: why nothing is known, except of what is in one of the states known. What an earlier audit has found is
    no state then.
    """
    findings: dict[str, list[Mapping[str, Any]]] = {control: [] for control in part["controls"]}
    for finding in part["findings"]:
        findings.setdefault(finding["control"], []).append(finding)
    for control, own in findings.items():
        state, reason = part["controls"].get(control), part["not_applicable"].get(control, "")
        if problem is not None and state not in known:
            own = [finding for finding in own if finding["state"] == UNKNOWN and finding["reason"] == problem]
            state, reason = UNKNOWN, problem
        if state is not None and all(finding["state"] != state for finding in own):
            yield Check(name, control, state, reason)
        for finding in own:
            yield Check(name, control, finding["state"], finding["reason"], finding)
