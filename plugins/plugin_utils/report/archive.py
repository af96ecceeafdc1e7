# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What goes into an archive for support, from the recordings of nodes: which files, and what they say. Pure.

The findings and the timeline are made of the recording, so that they are masked where that is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import NODE, Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import reading_of, reads
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import sentence
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.recording_files import ONE_FARM

MOST = 50_000_000  # bytes of all files before they are compressed
ABOUT = "README.txt"
QUIET = (State.COMPLIANT, State.NOT_APPLICABLE)
MASKED = (
    "Names, addresses and identifiers are masked: within one file, the same one has the same mask. The report of an "
    "audit cannot be masked, and is left out: -e kerberos_evidence_masked=false takes it in, with all names."
)
IN_FULL = "Nothing is masked: it has the names of computers, accounts and users, and addresses."


@dataclass(frozen=True)
class Archive:
    """files: name in the archive -> content. left_out: those that were too much."""

    files: Mapping[str, str]
    left_out: tuple[str, ...]


def archive(
    recordings: Mapping[str, str], reports: Mapping[str, str], concerns: Mapping[str, Concern], masked: bool, head: str
) -> Archive:
    """recordings: <concern>/<node>.json -> content. reports: name -> content; only where nothing is masked.

    What a person reads first comes first, and is never left out for what comes after it.
    """
    readings = dict(_readings(recordings, concerns))
    made = {
        "timeline.txt": _timeline(readings),
        **{f"findings/{node}.txt": text for node, text in _findings(readings).items()},
        **({} if masked else {f"reports/{name}": text for name, text in reports.items()}),
        **{f"recordings/{name}": text for name, text in sorted(recordings.items())},
    }
    files: dict[str, str] = {}
    left_out: list[str] = []
    size = 0
    for name, text in made.items():
        size += len(text.encode())
        if size > MOST:
            left_out.append(name)
            size -= len(text.encode())
        else:
            files[name] = text
    return Archive({ABOUT: _about(files, left_out, masked, head), **files}, tuple(left_out))


def computers(recordings: Collection[str], concerns: Mapping[str, Concern]) -> str:
    """How many nodes and other computers the recordings are of. Another one has one for each of its farms."""
    found: dict[str, set[str]] = {NODE: set(), **{kind.name: set() for kind in KINDS}}
    for folder, _, file in (name.partition("/") for name in recordings):
        scope = concerns[folder].SCOPE if folder in concerns else NODE
        is_other = scope != NODE and scope in found
        found[scope if is_other else NODE].add(ONE_FARM.sub("", file.removesuffix(".json")) if is_other else file)
    said = [number(len(names), kind, f"{kind}s") for kind, names in found.items() if names or kind == NODE]
    return " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def _about(files: Mapping[str, str], left_out: list[str], masked: bool, head: str) -> str:
    listed = [f"{len(text.encode()):>10} {name}" for name, text in files.items()]
    lost = [f"Left out, because the files would be more than {MOST:,} bytes: {', '.join(left_out)}"] if left_out else []
    lines = [head, MASKED if masked else IN_FULL, "No password is in it.", *lost, "", "bytes      file", *listed]
    return "\n".join(lines) + "\n"


def _readings(
    recordings: Mapping[str, str], concerns: Mapping[str, Concern]
) -> Iterator[tuple[tuple[str, str], Reading]]:
    """(node, concern) -> reading. What is of no concern, such as preflight's own questions, has none."""
    for name, text in sorted(recordings.items()):
        folder, _, file = name.partition("/")
        if folder in concerns:
            yield (file.removesuffix(".json"), folder), _reading(json.loads(text), concerns[folder])


def _reading(case: Mapping[str, Any], concern: Concern) -> Reading:
    plan = Plan.from_arguments(concern, case["arguments"])
    return reading_of(plan, [Answer(call.payload, case["given"][call.payload]["="]) for call in reads(plan)])


def _findings(readings: Mapping[tuple[str, str], Reading]) -> dict[str, str]:
    """Node -> what was found there, and how much holds."""
    found: dict[str, list[str]] = {}
    for (node, concern), reading in readings.items():
        told = [one for one in reading.findings if one.state not in QUIET]
        lines = found.setdefault(node, [])
        lines.append(f"{concern}: {len(reading.findings) - len(told)} hold, or are not applicable")
        lines += [f"  {one.control} {one.state.value}: {sentence(one.as_dict())}" for one in told]
    return {node: "\n".join(lines) + "\n" for node, lines in found.items()}


def _timeline(readings: Mapping[tuple[str, str], Reading]) -> str:
    lines = [
        f"{one['time']} {node}: {one['what']}"
        for (node, _), reading in readings.items()
        if not reading.problem
        for one in reading.path().get("timeline", ())
    ]
    return "\n".join(sorted(lines) or ["The logs have nothing."]) + "\n"
