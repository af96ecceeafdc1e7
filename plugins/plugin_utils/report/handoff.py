# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What others have to change, farm by farm: the commands that they run, those that take that back, and values of
policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import PRIVATE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.command_order import in_order, in_reverse
from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import sentence
from ansible_collections.nlb.kerberos.plugins.module_utils.model.registry_values import HEAD, are_values, sections
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number, some
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import parts_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.written_reports import WrittenFile

VARIABLE = "kerberos_handoff"
NOTHING = "Nothing is to be done."
MARK = "\ufeff"  # else Windows PowerShell takes the file for one in the code page of the computer
HOW = "In PowerShell, line by line and in this order. Stop at the first error."
HOW_VALUES = (
    "Set these values in the Group Policy of the clients, or import this file where there is none. Export the keys "
    "before: no file takes this back."
)

Farm = Mapping[str, Any]
Finding = Mapping[str, Any]


@dataclass(frozen=True)
class HandedOff:
    """What one farm needs of others. commands, values: how many, written and in_registry. taken_back: the commands."""

    farm: str
    commands: int
    values: int
    written: WrittenFile
    taken_back: WrittenFile
    in_registry: WrittenFile

    @property
    def files(self) -> tuple[WrittenFile, ...]:
        return self.written, self.taken_back, self.in_registry


def handed_off(report: Mapping[str, Any], folder: Path) -> list[HandedOff]:
    """Written anew by each run, also where there is nothing: nobody runs the lines of an earlier one."""
    return [_of_farm(report, farm, folder) for farm in report["farms"]]


def told(one: HandedOff) -> str:
    """Where it is, in words; empty where there is nothing."""
    said = []
    if one.commands:
        what = number(one.commands, "command", "commands")
        said.append(f"{what} in {one.written.path}; what takes them back is in {one.taken_back.path}")
    if one.values:
        said.append(f"{number(one.values, 'value', 'values')} of the registry for clients in {one.in_registry.path}")
    return f"{one.farm}: {'; '.join(said)}" if said else ""


def _of_farm(report: Mapping[str, Any], farm: Farm, folder: Path) -> HandedOff:
    every = list(_findings(farm))
    findings = [finding for finding in every if not are_values(finding["commands"])]
    of_registry = [finding for finding in every if are_values(finding["commands"])]
    values = in_order(finding["commands"] for finding in of_registry)
    lines = in_order(finding["commands"] for finding in findings)
    back = in_reverse(finding.get("undo", ()) for finding in findings)
    todo = [part for finding, own in zip(findings, lines, strict=True) for part in _part(finding, own)]
    undo = [part for finding, own in zip(reversed(findings), back, strict=True) for part in _taken_back(finding, own)]
    begin, unknown = _begin(report, farm), _unknown(farm)
    name = file_name(farm["name"])
    return HandedOff(
        farm["name"],
        sum(map(len, lines)),
        sum(map(len, values)),
        _file(folder / f"{name}.handoff.ps1", [f"What {begin} leaves to others", HOW, *unknown], todo),
        _file(folder / f"{name}.handoff-undo.ps1", [f"Takes back what {begin} leaves to others", HOW], undo),
        _registry_file(
            folder / f"{name}.handoff.reg",
            [f"What {begin} leaves to others, for browsers", HOW_VALUES, *unknown],
            [part for finding, own in zip(of_registry, values, strict=True) for part in _values(finding, own)],
        ),
    )


def _begin(report: Mapping[str, Any], farm: Farm) -> str:
    return f"run {report['run']} of {report['time']} for farm {farm['name']} ({some(farm['names'])})"


def _findings(farm: Farm) -> Iterator[Finding]:
    """Not what a fix changes, and not what was waived."""
    for part in parts_of(farm):
        yield from (f for f in part["findings"] if f["state"] == State.DRIFT and f.get("commands"))


def _unknown(farm: Farm) -> list[str]:
    if farm["problem"]:
        return [f"Nothing is known: {farm['problem']}"]
    count = farm["counts"].get(State.UNKNOWN.value, 0)
    return [f"Perhaps not all of it: {number(count, 'check', 'checks')} could not be made"] if count else []


def _part(finding: Finding, commands: Sequence[str]) -> list[str]:
    return [_comment(sentence(finding)), *map(_command, commands), ""] if commands else []


def _taken_back(finding: Finding, commands: Sequence[str]) -> list[str]:
    if commands or finding.get("undo"):
        return _part(finding, commands)
    return [_comment(f"nothing takes this back: {sentence(finding)}"), ""]


def _file(path: Path, head: Sequence[str], parts: Sequence[str]) -> WrittenFile:
    lines = [*map(_comment, head), "", *(parts or [_comment(NOTHING)])]
    return WrittenFile(VARIABLE, path, MARK + "\n".join(lines).rstrip() + "\n", PRIVATE)


def _values(finding: Finding, values: Sequence[str]) -> list[str]:
    if not values:
        return []
    fine = [text for text in values if text.isascii() and shown(text) == text]
    left = [_remark(f"not written, because of a character in it: {text}") for text in values if text not in fine]
    return [_remark(sentence(finding)), *left, *sections(fine), ""]


def _registry_file(path: Path, head: Sequence[str], parts: Sequence[str]) -> WrittenFile:
    """Without a mark: regedit takes a file with it for none of its own."""
    lines = [HEAD, "", *map(_remark, head), "", *(parts or [_remark(NOTHING)])]
    return WrittenFile(VARIABLE, path, "\n".join(lines).rstrip() + "\n", PRIVATE)


def _remark(text: str) -> str:
    return f"; {shown(text)}"


def _comment(text: str) -> str:
    """Parts of it are what servers have said: none begins a line of its own."""
    return f"# {shown(text)}"


def _command(text: str) -> str:
    """What would be shown by its number cannot be written as it is."""
    return text if shown(text) == text else _comment(f"not written, because of a character in it: {text}")
