# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The findings of a farm as lines of the report: what is likely to be the cause first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import REMEDIES, without_position
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import fix_plan
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.entries import entries, since
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixes_text import left as left_over
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, wrapped
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path import first_cause
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import STEPS, first_step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import Part, part_of, step_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import parts_of

HEADINGS = {
    Part.LIKELY: "Further likely causes, in the order in which a ticket meets them",
    Part.TRACE: "Traces of failed logons in logs: evidence for a cause, and none by itself",
    Part.LATENT: "May lead to a fault later; it does not break a ticket now",
    Part.UNKNOWN: "Could not be checked, and so may be the cause",
    Part.PENDING: "Pending: changed, and not yet in effect",
    Part.WAIVED: "Waived in the farm's description",
}
TONES = {
    **{Part.LIKELY: Tone.WRONG, Part.UNKNOWN: Tone.WRONG},
    **{Part.TRACE: Tone.CHANGED, Part.LATENT: Tone.CHANGED, Part.PENDING: Tone.CHANGED},
}
Farm = Mapping[str, Any]


def findings(farm: Farm, fixed: Mapping[str, Fixing]) -> list[list[Line]]:
    every = {change["control"] for fixing in fixed.values() for change in fixing.all()}
    here = {node["node"]: node for node in parts_of(farm) if node["in_run"]}
    fixable = {f["control"] for node in here.values() for f in node["findings"] if fix_plan.is_fixed(f)}
    left: dict[str, list[Mapping[str, Any]]] = {}
    for name, node in here.items():
        fixing = fixed.get(name, Fixing())
        found = left_over(node, fixing)
        follows = fix_plan.followers(fixing.changes, found, every) if fixing.check else []
        left[name] = [] if node["problem"] else [_advised(f, found, fixable) for f in found if f not in follows]
    first = first_cause(farm.get("path"))
    of_first = {name: [f for f in node["findings"] if _is_of(f, first)] for name, node in here.items()}
    parts = [first_step(first, _entries(of_first, "  ", Tone.WRONG))] if first else []
    for part in Part:
        chosen = {name: [f for f in found if _is_told(f, part, first)] for name, found in left.items()}
        lines = _unread(farm) if part is Part.UNKNOWN else []
        lines += _by_step(chosen) if part is Part.LIKELY else _entries(chosen, "  ", TONES.get(part, Tone.PLAIN))
        parts.append([Line(f"{HEADINGS[part]}:", TONES.get(part, Tone.PLAIN)), *lines] if lines else [])
    return parts


def _is_of(finding: Mapping[str, Any], cause: Mapping[str, Any] | None) -> bool:
    """Whether it is one of the findings that a cause is about."""
    if cause is None or part_of(finding) not in (Part.LIKELY, Part.PENDING) or finding.get("explained_by"):
        return False
    return bool(finding["control"] == cause["control"] and step_of(finding).word == cause["step"])


def _is_told(finding: Mapping[str, Any], part: Part, first: Mapping[str, Any] | None) -> bool:
    """What the first cause is about, or explains, is told with it."""
    return part_of(finding) is part and not _is_of(finding, first) and not _is_explained(finding, first)


def _is_explained(finding: Mapping[str, Any], first: Mapping[str, Any] | None) -> bool:
    return bool(first and finding.get("explained_by") == first["control"])


def _advised(
    finding: Mapping[str, Any], found: Sequence[Mapping[str, Any]], fixable: Collection[str]
) -> Mapping[str, Any]:
    """fixable: controls that a fix changes on any node."""
    if fix_plan.is_compared_again(finding, fixable):
        return {**finding, "advice": "compared again after a fix"}
    if finding.get("explained_by") and finding["remedy"] == Remedy.REPORT:
        return {**finding, "advice": f"follows from {finding['explained_by']}"}
    waits = fix_plan.waits(finding, found)
    return {**finding, "advice": f"{REMEDIES[finding['remedy']]}; {waits}"} if waits else finding


def _unread(farm: Farm) -> list[Line]:
    """One line for each reason, with the nodes and the computers beside them."""
    problems: dict[str, list[Mapping[str, Any]]] = {}
    for node in parts_of(farm):
        if node["problem"]:
            problems.setdefault(without_position(node["problem"]), []).append(node)
    return [
        line
        for problem, nodes in problems.items()
        for line in wrapped(_unread_text(nodes, problem), "  ", "    ", Tone.WRONG)
    ]


def _unread_text(nodes: Sequence[Mapping[str, Any]], problem: str) -> str:
    names = ", ".join(node["node"] for node in nodes)
    return f"{names}: {problem}{since(finding for node in nodes for finding in node['findings'])}"


def _by_step(of_nodes: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Line]:
    lines: list[Line] = []
    for step, words in STEPS.items():
        of_step = {name: [f for f in found if step_of(f) is step] for name, found in of_nodes.items()}
        if own := _entries(of_step, "    ", Tone.PLAIN):
            lines += [*wrapped(f"Step {step.word}, {words}:", "  ", tone=Tone.WRONG), *own]
    return lines


def _entries(of_nodes: Mapping[str, Sequence[Mapping[str, Any]]], indent: str, tone: Tone) -> list[Line]:
    found = entries(of_nodes)
    lines = [line for entry in found for line in wrapped(entry.text(), indent, "  ", tone)]
    causes = dict.fromkeys(entry.finding["cause"] for entry in found if entry.finding.get("cause"))
    return lines + [line for cause in causes for line in wrapped(cause, indent + "  ")]
