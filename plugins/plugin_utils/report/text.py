# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report as text, shown at the end of a run: what is likely to be the cause first, and the table last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import key_switch_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import MODES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.drawing import drawn
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.findings_text import findings
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixes_text import fixes
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import UNKNOWN as UNKNOWN_RUN
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.ledger_lines import ledgers
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import (
    Line,
    Tone,
    command,
    number,
    some,
    wrapped,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.next_steps import next_steps
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import caches_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.table import table
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.timeline import timeline_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import Part, part_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.waivers_text import waivers
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import parts_of

NOT_LOOKED_AT = "Not looked at, and so may still be the cause"
LEFT_OUT = "Left out of the farm's description, and so not looked at"
AS_DESCRIBED = "as described"
DENSE = 5  # farms, of which more have no empty lines within them, and no list of what is ok
NAMED_FARMS = 40  # of those that are as described
NEXT = "What to do next"
HANDED_OFF = "Handed off to whoever may change it"
CONTROLS = "Controls"

Farm = Mapping[str, Any]


def text(
    report: Mapping[str, Any],
    fixed: Mapping[str, Fixing],
    how: Invocation = UNKNOWN_RUN,
    with_path: bool = False,
    handed_off: Sequence[str] = (),
) -> list[Line]:
    """how: this run was started, for the commands that come next. with_path: whether the ticket's path is drawn.

    handed_off: where the commands for others are, in words.
    """
    quiet = [farm for farm in report["farms"] if _is_quiet(farm, fixed)] if len(report["farms"]) > 1 else []
    many = len(report["farms"]) - len(quiet) > DENSE
    farms = [line for farm in report["farms"] if farm not in quiet for line in _farm(farm, fixed, many)]
    if many:
        farms = _dense(farms)
    drawing = drawn(report["farms"]) if with_path else []
    last = [_handed(handed_off), ledgers(report["farms"]), _next(report, fixed, how), drawing]
    ends = _apart([_left_out(report["farms"]), _not_looked_at(report), *last])
    return [Line(""), *_heading(report), *_quiet(quiet), *farms, *ends]


def _handed(where: Sequence[str]) -> list[Line]:
    return [Line(f"{HANDED_OFF}:"), *(line for one in where for line in wrapped(one, "  "))] if where else []


def _dense(lines: Sequence[Line]) -> list[Line]:
    """With an empty line before each farm only, so that many farms fit a screen, and a mail."""
    following = [*lines[1:], Line("")]
    return [line for line, after in zip(lines, following, strict=True) if line.text or after.text.startswith("Farm ")]


def _is_quiet(farm: Farm, fixed: Mapping[str, Fixing]) -> bool:
    """Whether nothing but its name has to be told, besides what its description leaves out."""
    nodes = farm["nodes"]
    touched = any(fixed[node["node"]].told for node in nodes if node["node"] in fixed)
    told = any(part["findings"] or not part["in_run"] or part["problem"] for part in parts_of(farm))
    return farm["status"] == Status.COMPLIANT and not (touched or told or waivers(farm))


def _quiet(farms: Sequence[Farm]) -> list[Line]:
    if not farms:
        return []
    names = some([farm["name"] for farm in farms], NAMED_FARMS)
    nodes = sum(len(farm["nodes"]) for farm in farms)
    count = f"{number(len(farms), 'farm', 'farms')}, {number(nodes, 'node', 'nodes')}"
    return [Line(""), *wrapped(f"{count}: everything that was checked is {AS_DESCRIBED}: {names}", tone=Tone.FINE)]


def _heading(report: Mapping[str, Any]) -> list[Line]:
    started = datetime.fromisoformat(report["started"])
    nodes = sum(len(farm["nodes"]) for farm in report["farms"])
    return wrapped(
        f"Run {report['run']} ({MODES[report['mode']]}), started {started:%Y-%m-%d %H:%M:%S} UTC, "
        f"{report['seconds']} s; nlb.kerberos {report['version']}; "
        f"{report['nodes_read']} of {number(nodes, 'node', 'nodes')} read"
    )


def _farm(farm: Farm, fixed: Mapping[str, Fixing], brief: bool) -> list[Line]:
    names = f" ({', '.join(farm['names'])})" if farm["names"] else ""
    heading = wrapped(f"Farm {farm['name']}{names}: {farm['verdict']}", tone=_tone(farm))
    if farm["problem"]:
        hosts = f" (nodes: {some([node['node'] for node in farm['nodes']])})" if farm["nodes"] else ""
        return _apart([[*heading, *wrapped(f"{farm['problem']}{hosts}", "  ", tone=Tone.WRONG)]])
    parts = [
        heading,
        *key_switch_text.lines(farm.get("key_switch")),
        *fixes(farm, fixed),
        wrapped(caches_text(farm.get("path")), tone=Tone.CHANGED),
        *findings(farm, fixed),
        waivers(farm),
        timeline_text(farm.get("timeline", ())),
        _controls(farm, brief),
    ]
    return _apart(parts)


def _controls(farm: Farm, brief: bool) -> list[Line]:
    """Of a farm of which no node could be read there is nothing to show."""
    lines = table(parts_of(farm), brief)
    return [Line(f"{CONTROLS}:"), *lines] if lines else []


def _apart(parts: Sequence[Sequence[Line]]) -> list[Line]:
    """With an empty line before each."""
    return [line for part in parts if part for line in (Line(""), *part)]


def _tone(farm: Farm) -> Tone:
    if farm["problem"]:
        return Tone.WRONG
    found = {part_of(finding) for node in parts_of(farm) for finding in node["findings"]}
    if {Part.LIKELY, Part.UNKNOWN} & found:
        return Tone.WRONG
    everything = all(node["in_run"] for node in farm["nodes"])
    return Tone.CHANGED if {Part.TRACE, Part.LATENT, Part.PENDING} & found or not everything else Tone.FINE


def _left_out(farms: Sequence[Farm]) -> list[Line]:
    """Once a run, as what several farms leave out is often the same."""
    missing: dict[str, list[str]] = {}
    for farm in farms:
        for left in farm["left_out"]:
            missing.setdefault(f"{left['what']}: add {left['field']} to kerberos_farm", []).append(farm["name"])
    lines = [
        line
        for what, names in missing.items()
        for line in wrapped(f"- {what}" + (f" of {some(names)}" if len(farms) > 1 else ""), "  ")
    ]
    return [Line(f"{LEFT_OUT}:"), *lines] if lines else []


def _not_looked_at(report: Mapping[str, Any]) -> list[Line]:
    lines = [Line(f"{NOT_LOOKED_AT}:")] if report["not_looked_at"] else []
    for left in report["not_looked_at"]:
        lines += wrapped(f"- {left['what']}: {left['do']}", "  ", "    ")
    return lines


def _next(report: Mapping[str, Any], fixed: Mapping[str, Fixing], how: Invocation) -> list[Line]:
    lines = [Line(f"{NEXT}:")]
    for step in next_steps(report, fixed, how):
        lines += wrapped(f"- {step.what}" + (":" if step.command else ""), "  ")
        lines += command(step.command, "      ") if step.command else []
    return lines
