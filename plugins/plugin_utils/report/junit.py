# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""JUnit XML, a file a farm: a suite is a node, a case is a control. What could not be checked is an error.

GitLab shows the text of a case and not its message, Azure Pipelines the message first, and Jenkins of a skipped case
only the message. So the text has everything, the message what differs, and of what is skipped both have the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import differs, said
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import ORDER, Check, checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary_text import cut, size

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
LARGEST = 100 * 1024  # bytes of a file, as long as its words can be cut so far
# Bytes of a text and of a message: the first with which the file is not too large. The text begins with what matters.
ROOMS = ((2000, 120), (500, 120), (250, 80), (160, 50), (100, 0))
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACED = "\N{REPLACEMENT CHARACTER}"

Room = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """lines: one for each subject, those in the case's own state first."""

    control: str
    outcome: str
    state: str
    short: str
    lines: Sequence[str]


def junit(report: Mapping[str, Any], histories: Mapping[str, Any]) -> Mapping[str, str]:
    return {f"TEST-{file_name(farm['name'])}.xml": _file(farm) for farm in report["farms"]}


def _file(farm: Mapping[str, Any]) -> str:
    suites: dict[str, dict[str, list[Check]]] = {}
    for check in checks(farm):
        suites.setdefault(check.node, {}).setdefault(check.control, []).append(check)
    cases = {node: [_case(control, own) for control, own in of.items()] for node, of in suites.items()}
    for room in ROOMS:
        text = _document(farm, cases, room)
        if size(text) <= LARGEST:
            break
    return text


def _case(control: str, own: list[Check]) -> Case:
    own.sort(key=lambda check: ORDER.index(check.state))
    state = own[0].state
    return Case(control, OUTCOMES.get(state, ERROR), state, _subject(own[0], _short(own[0])), [*map(_line, own)])


def _short(check: Check) -> str:
    if check.finding is not None and check.state == State.DRIFT:
        return differs(check.finding)
    return check.why or check.state


def _line(check: Check) -> str:
    if check.state == State.UNKNOWN:
        words = check.why or check.state
    elif check.finding is None:
        words = ": ".join(filter(None, [check.state, check.why]))
    else:
        words = said({**check.finding, "reason": "; ".join(filter(None, (check.why, check.follows)))})
    since = check.finding["since"] if check.finding else None
    return _subject(check, words) + (f" [since {since[:10]}]" if since else "")


def _subject(check: Check, words: str) -> str:
    return words if check.subject in ("", EVERYTHING) else f"{check.subject}: {words}"


def _document(farm: Mapping[str, Any], cases: Mapping[str, Sequence[Case]], room: Room) -> str:
    root = ET.Element("testsuites")
    root.text = "\n"
    for node, own in cases.items():
        _add_suite(root, farm, node, own, room)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_suite(root: ET.Element, farm: Mapping[str, Any], node: str, cases: Sequence[Case], room: Room) -> None:
    """node: empty for the farm as a whole."""
    count = [case.outcome for case in cases].count
    when = datetime.fromisoformat(farm["time"]).astimezone(UTC)
    suite = ET.SubElement(
        root,
        "testsuite",
        id=str(len(root)),
        package=_xml(farm["name"]),
        name=_xml(node or farm["name"]),
        hostname=_xml(node or farm["name"]),
        timestamp=when.strftime("%Y-%m-%dT%H:%M:%S"),
        time="0",
        tests=str(len(cases)),
        failures=str(count(FAILURE)),
        errors=str(count(ERROR)),
        skipped=str(count(SKIPPED)),
    )
    ET.SubElement(suite, "properties")
    classname = _xml(f"{farm['name']}.{node}" if node else farm["name"])
    for case in cases:
        element = ET.SubElement(suite, "testcase", classname=classname, name=_xml(case.control), time="0")
        if case.outcome != PASSED:
            _tell(element, case, room)
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")
    for element in (suite, *suite):
        element.tail = "\n"


def _tell(element: ET.Element, case: Case, room: Room) -> None:
    for_text, for_message = room
    told = ET.SubElement(element, case.outcome)
    if case.outcome == SKIPPED:
        told.text = _text(case.lines, for_text // 2)
        told.set("message", told.text.partition("\n")[0])
        return
    told.text = _text(case.lines, for_text)
    told.set("type", _xml(case.state))
    if for_message:
        told.set("message", _cut(case.short, for_message))


def _text(lines: Sequence[str], most: int) -> str:
    """As many of the lines as there is room for; how many are left out is said."""
    told = list(_within(lines, most))
    left_out = len(lines) - len(told)
    return "\n".join([*told, f"and {left_out} more"] if left_out else told)


def _within(lines: Sequence[str], most: int) -> Iterator[str]:
    left = most
    for number, line in enumerate(lines):
        text = _cut(line, most)
        left -= size(text) + 1
        if number and left < 0:
            return
        yield text


def _cut(text: str, most: int) -> str:
    return cut(_xml(text), most)


def _xml(text: str) -> str:
    """In one line, of characters that XML 1.0 has."""
    return NOT_XML.sub(REPLACED, shown(text))
