# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The findings of all nodes of a farm, each told once: with every node and every subject that it is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import sentence, value, without_position
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import some

DIFFERS = {"found": None, "since": None}  # from node to node
TOLD_APART = {
    "about": None,
    "commands": None,
    "undo": None,
    "since": None,
}  # of a subject; the commands of all are told together
SUBJECTS = 5  # of the subjects of one finding; all of them are in the file
Findings = Mapping[str, Sequence[Mapping[str, Any]]]  # node -> its findings


@dataclass(frozen=True)
class Entry:
    """finding: with the subjects and what was found as one text each. nodes: whose finding it is. since: in words."""

    finding: Mapping[str, Any]
    nodes: tuple[str, ...]
    since: str = ""

    def text(self) -> str:
        return f"{some(self.nodes)}: {sentence(self.finding)}{self.since}"


def entries(findings: Findings) -> list[Entry]:
    """In the order of the controls, nodes in the order of the description."""
    return sorted([*_decided(findings), *_unknown(findings)], key=lambda entry: _position(entry.finding["control"]))


def since(findings: Iterable[Mapping[str, Any]]) -> str:
    """Since when they are open, as the end of a sentence; empty where no history is kept."""
    days = sorted({finding["since"][:10] for finding in findings if finding.get("since")})
    return f"; since {days[0]}{', some of it later' if len(days) > 1 else ''}" if days else ""


def _position(control: str) -> int:
    first = control.split(",")[0].split(" ")[0]
    return IDENTIFIERS.index(first) if first in IDENTIFIERS else len(IDENTIFIERS)


def _decided(findings: Findings) -> list[Entry]:
    found: dict[str, dict[str, Mapping[str, Any]]] = {}  # a finding without what was found -> node -> the finding
    for node, finding in _each(findings, unknown=False):
        found.setdefault(json.dumps({**finding, **DIFFERS}, sort_keys=True), {})[node] = finding
    alike: dict[str, list[dict[str, Mapping[str, Any]]]] = {}  # one without its subject -> those of each subject
    for nodes in found.values():
        of_nodes = {node: {**finding, "subject": None, **TOLD_APART} for node, finding in nodes.items()}
        alike.setdefault(json.dumps(of_nodes, sort_keys=True), []).append(nodes)
    return [_entry(subjects) for subjects in alike.values()]


def _entry(subjects: Sequence[Mapping[str, Mapping[str, Any]]]) -> Entry:
    nodes = subjects[0]
    one = next(iter(nodes.values()))
    named = _named([next(iter(each.values()))["subject"] for each in subjects])
    values: dict[str, list[str]] = {}
    for node, finding in nodes.items():
        values.setdefault(value(finding["found"]), []).append(node)
    found = " and ".join(f"{text} ({some(of)})" if len(values) > 1 else text for text, of in values.items())
    every = [finding for each in subjects for finding in each.values()]
    return Entry({**one, "subject": named, "found": found}, tuple(nodes), since(every))


def _named(given: Sequence[str]) -> str:
    """Such as "decrypting key of Intranet/, Intranet/reports"."""
    subjects = list(dict.fromkeys(given))
    first = subjects[0].partition(" of ")[0] + " of " if subjects else ""
    if subjects and all(subject.startswith(first) for subject in subjects):
        return some([subjects[0], *(subject.removeprefix(first) for subject in subjects[1:])], SUBJECTS)
    return some(subjects, SUBJECTS)


def _unknown(findings: Findings) -> list[Entry]:
    """What could not be checked for the same reason is one entry, whatever its control."""
    alike: dict[tuple[str, str], dict[str, list[Mapping[str, Any]]]] = {}
    for node, finding in _each(findings, unknown=True):
        why = without_position(finding["reason"]), finding.get("cause", "")
        alike.setdefault(why, {}).setdefault(node, []).append(finding)
    by_subjects: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[str, list[Mapping[str, Any]]]] = {}
    for why, nodes in alike.items():
        for node, own in nodes.items():
            about = tuple((finding["control"], finding["subject"]) for finding in own)
            by_subjects.setdefault((*why, about), {})[node] = own
    return [
        Entry(
            {**_about(about), "state": State.UNKNOWN.value, "reason": reason, "cause": cause},
            tuple(nodes),
            since(finding for own in nodes.values() for finding in own),
        )
        for (reason, cause, about), nodes in by_subjects.items()
    ]


def _about(subjects: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Of (control, subject): the subjects of one control, or how many there are of each."""
    of_control: dict[str, list[str]] = {}
    for control, subject in sorted(subjects, key=lambda each: IDENTIFIERS.index(each[0])):
        of_control.setdefault(control, []).extend([] if subject == EVERYTHING else [subject])
    if len(of_control) == 1:
        return {"control": next(iter(of_control)), "subject": _named(next(iter(of_control.values())))}
    if sum(map(len, of_control.values())) <= SUBJECTS:
        named = [f"{control} {_named(own)}".rstrip() for control, own in of_control.items()]
    else:
        named = [f"{control} ({len(own)})" if own else control for control, own in of_control.items()]
    return {"control": ", ".join(named), "subject": ""}


def _each(findings: Findings, unknown: bool) -> list[tuple[str, Mapping[str, Any]]]:
    return [
        (node, finding)
        for node, own in findings.items()
        for finding in own
        if (finding["state"] == State.UNKNOWN) == unknown
    ]
