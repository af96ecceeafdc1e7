# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""JUnit XML, a file a farm: a suite is a node, a case is a control. What could not be checked is an error."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from ansible_collections.nlb.kerberos.plugins.module_utils.model.bounds import cut
from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import sentence
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown

PASSED, FAILURE, ERROR, SKIPPED = "passed", "failure", "error", "skipped"
# A state that is not here is an error.
OUTCOMES = {
    State.COMPLIANT.value: PASSED,
    State.DRIFT.value: FAILURE,
    State.UNKNOWN.value: ERROR,
    State.WAIVED_UNKNOWN.value: SKIPPED,
    State.WAIVED.value: SKIPPED,
    State.PENDING.value: SKIPPED,
    State.NOT_APPLICABLE.value: SKIPPED,
}
AUDIT = "audit"  # the name of a case for what no control says
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACED = "\N{REPLACEMENT CHARACTER}"

Part = Mapping[str, Any]  # a node, or the farm as a whole


def junit(report: Mapping[str, Any], histories: Mapping[str, Any]) -> Mapping[str, str]:
    return {f"TEST-{file_name(farm['name'])}.xml": _document(farm) for farm in report["farms"]}


def _document(farm: Mapping[str, Any]) -> str:
    root = ET.Element("testsuites")
    whole = _cases(farm, farm["problem"])
    nodes = [
        (node["node"], _cases(node, farm["problem"] or node["problem"])) for node in farm["nodes"] if node["in_run"]
    ]
    told = {outcome for cases in (whole, *(cases for _, cases in nodes)) for _, outcome, _, _ in cases}
    if not _is_told(farm["status"], told):
        whole.append((AUDIT, ERROR, farm["status"], [farm["problem"] or f"{farm['status']}: {farm['verdict']}"]))
    if whole:
        _add_suite(root, farm, farm["name"], farm["name"], whole)
    for name, cases in nodes:
        _add_suite(root, farm, name, f"{farm['name']}.{name}", cases)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _is_told(status: str, told: set[str]) -> bool:
    """Whether the cases say the farm's status; that a node was not fixed, no control says."""
    enough = {"compliant": {PASSED, SKIPPED}, "drift": {FAILURE, ERROR}, "could not check": {ERROR}}
    return bool(told & enough.get(status, set()))


Case = tuple[str, str, str, Sequence[str]]  # control, outcome, state, the words, the worst first


def _cases(part: Part, problem: str | None) -> list[Case]:
    """problem: why nothing is known. No case passes then, whatever an earlier audit has found."""
    if problem:
        controls = list(part["controls"]) or ([AUDIT] if "node" in part else [])
        return [(control, ERROR, State.UNKNOWN.value, [problem]) for control in controls]
    return [
        (control, OUTCOMES.get(state, ERROR), state, _words(part, control, state))
        for control, state in part["controls"].items()
    ]


def _words(part: Part, control: str, state: str) -> list[str]:
    found = [finding for finding in part["findings"] if finding["control"] == control]
    found.sort(key=lambda finding: finding["state"] != state)
    told = [f"{sentence(finding)}{_since(finding['since'])}" for finding in found]
    if state == State.NOT_APPLICABLE.value:
        told.insert(0, f"not applicable: {part['not_applicable'].get(control, 'no reason was given')}")
    return told or [state]


def _since(since: str | None) -> str:
    return f" [since {since[:10]}]" if since else ""


def _add_suite(root: ET.Element, farm: Mapping[str, Any], name: str, classname: str, cases: Sequence[Case]) -> None:
    count = [outcome for _, outcome, _, _ in cases].count
    when = datetime.fromisoformat(farm["time"]).astimezone(UTC)
    suite = ET.SubElement(
        root,
        "testsuite",
        id=str(len(root)),
        package=_xml(farm["name"]),
        name=_xml(name),
        hostname=_xml(name),
        timestamp=when.strftime("%Y-%m-%dT%H:%M:%S"),
        time="0",
        tests=str(len(cases)),
        failures=str(count(FAILURE)),
        errors=str(count(ERROR)),
        skipped=str(count(SKIPPED)),
    )
    ET.SubElement(suite, "properties")
    for control, outcome, state, words in cases:
        case = ET.SubElement(suite, "testcase", classname=_xml(classname), name=_xml(control), time="0")
        if outcome != PASSED:
            # Jenkins has long shown the message of a skipped case only, and others its text only.
            told = ET.SubElement(case, outcome, message=_xml(words[0]))
            told.text = "\n".join(map(_xml, words))
            if outcome != SKIPPED:
                told.set("type", _xml(state))
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")


def _xml(text: str) -> str:
    """In one line, of characters that XML 1.0 has."""
    return NOT_XML.sub(REPLACED, shown(cut(text)))
