# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report as text, shown at the end of a run: what is likely to be the cause first, and the table last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import REMEDIES, without_position
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import InForce
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import fix_plan
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import MODES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.entries import entries
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import UNKNOWN as UNKNOWN_RUN
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import (
    Line,
    Tone,
    command,
    number,
    some,
    wrapped,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.next_steps import next_steps
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.table import table
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import Part, part_of, step_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import parts_of

LIKELY = "Likely causes, in the order in which a ticket meets them"
LATENT = "May lead to a fault later; it does not break a ticket now"
UNKNOWN = "Could not be checked, and so may be the cause"
PENDING = "Pending: changed, and not yet in effect"
WAIVED = "Waived in the farm's description"
WAIVERS = "Waivers to look at"
PLANNED = "What a fix would do, node by node in this order"
FIXED = "What the fix did"
UNDONE = "What the rollback did"
LEFT_DRAINED = "LEFT DRAINED: NLB sends it no new connections until it is started"
MAYBE_LEFT_DRAINED = "MAY BE LEFT DRAINED: whether it was drained or started is not known"
NOT_LOOKED_AT = "Not looked at, and so may still be the cause"
LEFT_OUT = "Left out of the farm's description, and so not looked at"
AS_DESCRIBED = "as described"
DENSE = 5  # farms, of which more have no empty lines within them, and no list of what is ok
NAMED_FARMS = 40  # of those that are as described
NEXT = "What to do next"
CONTROLS = "Controls"
HEADINGS = {
    Part.LIKELY: LIKELY,
    Part.LATENT: LATENT,
    Part.UNKNOWN: UNKNOWN,
    Part.PENDING: PENDING,
    Part.WAIVED: WAIVED,
}
TONES = {Part.LIKELY: Tone.WRONG, Part.UNKNOWN: Tone.WRONG, Part.LATENT: Tone.CHANGED, Part.PENDING: Tone.CHANGED}
STEPS = {
    Step.NAME: "the name leads to an address",
    Step.BROWSER: "the browser decides to send a ticket",
    Step.TICKET: "the domain controller issues the ticket",
    Step.NETWORK: "a computer answers at the address",
    Step.KEY: "IIS asks for the ticket, and decrypts it",
    Step.NODE: "site and pool run, and their accounts may log on",
    Step.FILES: "the pool and the user may read the site's folder",
}

Farm = Mapping[str, Any]


def text(report: Mapping[str, Any], fixed: Mapping[str, Fixing], how: Invocation = UNKNOWN_RUN) -> list[Line]:
    """how: this run was started, for the commands that come next."""
    quiet = [farm for farm in report["farms"] if _is_quiet(farm, fixed)] if len(report["farms"]) > 1 else []
    many = len(report["farms"]) - len(quiet) > DENSE
    farms = [line for farm in report["farms"] if farm not in quiet for line in _farm(farm, fixed, many)]
    if many:
        farms = _dense(farms)
    ends = _apart([_left_out(report["farms"]), _not_looked_at(report), _next(report, fixed, how)])
    return [Line(""), *_heading(report), *_quiet(quiet), *farms, *ends]


def _dense(lines: Sequence[Line]) -> list[Line]:
    """With an empty line before each farm only, so that many farms fit a screen, and a mail."""
    following = [*lines[1:], Line("")]
    return [line for line, after in zip(lines, following, strict=True) if line.text or after.text.startswith("Farm ")]


def _is_quiet(farm: Farm, fixed: Mapping[str, Fixing]) -> bool:
    """Whether nothing but its name has to be told, besides what its description leaves out."""
    nodes = farm["nodes"]
    touched = any(fixed[node["node"]].told for node in nodes if node["node"] in fixed)
    told = any(part["findings"] or not part["in_run"] or part["problem"] for part in parts_of(farm))
    return farm["status"] == Status.COMPLIANT and not (touched or told or _waivers(farm))


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
        hosts = some([node["node"] for node in farm["nodes"]])
        return _apart([[*heading, *wrapped(f"{hosts}: {farm['problem']}", "  ", tone=Tone.WRONG)]])
    parts = [
        heading,
        *_fixes(farm, fixed),
        *_findings(farm, fixed),
        _waivers(farm),
        [Line(f"{CONTROLS}:"), *table(parts_of(farm), brief)],
    ]
    return _apart(parts)


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
    return Tone.CHANGED if {Part.LATENT, Part.PENDING} & found or not everything else Tone.FINE


def _fixes(farm: Farm, fixed: Mapping[str, Fixing]) -> list[list[Line]]:
    """What was done to each node, or would be, in the order of fixed."""
    order = list(fixed)
    nodes = sorted(farm["nodes"], key=lambda node: order.index(node["node"]) if node["node"] in fixed else len(order))
    every = {change["control"] for fixing in fixed.values() for change in fixing.all()}
    found: dict[str, list[Line]] = {PLANNED: [], FIXED: [], UNDONE: []}
    for node in nodes:
        fixing = fixed.get(node["node"], Fixing())
        if fixing.check and fixing.all():
            follows = fix_plan.followers(fixing.changes, _left(node, fixing), every)
            lines = fix_plan.steps(fixing.changes, fixing.drains, follows, "    ")
        else:
            lines = [
                line
                for done, changes in (
                    ("fixed", fixing.all()),
                    ("would be rolled back" if fixing.check else "rolled back", fixing.undone),
                )
                for c in changes
                for line in wrapped(f"{done}: {fix_plan.as_text(c)}", "    ", tone=Tone.FINE)
            ]
        lines += _ending(fixing)
        if lines:
            found[PLANNED if fixing.check else UNDONE if fixing.undoes else FIXED] += [
                Line(f"  {node['node']}:"),
                *lines,
            ]
    return [[Line(f"{heading}:"), *lines] for heading, lines in found.items() if lines]


def _ending(fixing: Fixing) -> list[Line]:
    failed = "NOT ROLLED BACK" if fixing.undoes else "NOT FIXED"
    lines = wrapped(f"{failed}: {fixing.failure}", "    ", tone=Tone.WRONG) if fixing.failure else []
    left = LEFT_DRAINED if fixing.drained else MAYBE_LEFT_DRAINED if fixing.maybe_drained else ""
    if left:
        lines += wrapped(left, "    ", tone=Tone.WRONG)
        lines += [line for text in fixing.commands() for line in command(text, "      ")]
    return lines


def _left(node: Mapping[str, Any], fixing: Fixing) -> list[Mapping[str, Any]]:
    """In check mode the drift that would be fixed is still there, and is in the plan."""
    settled = {(change["control"], change["subject"]) for change in fixing.all() if fixing.check}
    return [finding for finding in node["findings"] if (finding["control"], finding["subject"]) not in settled]


def _findings(farm: Farm, fixed: Mapping[str, Fixing]) -> list[list[Line]]:
    every = {change["control"] for fixing in fixed.values() for change in fixing.all()}
    here = {node["node"]: node for node in parts_of(farm) if node["in_run"]}
    fixable = {f["control"] for node in here.values() for f in node["findings"] if fix_plan.is_fixed(f)}
    left: dict[str, list[Mapping[str, Any]]] = {}
    for name, node in here.items():
        fixing = fixed.get(name, Fixing())
        found = _left(node, fixing)
        follows = fix_plan.followers(fixing.changes, found, every) if fixing.check else []
        left[name] = [] if node["problem"] else [_advised(f, found, fixable) for f in found if f not in follows]
    parts = []
    for part in Part:
        chosen = {name: [f for f in found if part_of(f) is part] for name, found in left.items()}
        lines = _unread(farm) if part is Part.UNKNOWN else []
        lines += _by_step(chosen) if part is Part.LIKELY else _entries(chosen, "  ", TONES.get(part, Tone.PLAIN))
        parts.append([Line(f"{HEADINGS[part]}:", TONES.get(part, Tone.PLAIN)), *lines] if lines else [])
    return parts


def _advised(
    finding: Mapping[str, Any], found: Sequence[Mapping[str, Any]], fixable: Collection[str]
) -> Mapping[str, Any]:
    """fixable: controls that a fix changes on any node."""
    if fix_plan.is_compared_again(finding, fixable):
        return {**finding, "advice": "compared again after a fix"}
    waits = fix_plan.waits(finding, found)
    return {**finding, "advice": f"{REMEDIES[finding['remedy']]}; {waits}"} if waits else finding


def _unread(farm: Farm) -> list[Line]:
    """One line for each reason, with the nodes."""
    problems: dict[str, list[str]] = {}
    for node in farm["nodes"]:
        if node["problem"]:
            problems.setdefault(without_position(node["problem"]), []).append(node["node"])
    return [
        line
        for problem, nodes in problems.items()
        for line in wrapped(f"{', '.join(nodes)}: {problem}", "  ", "    ", Tone.WRONG)
    ]


def _by_step(findings: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Line]:
    lines: list[Line] = []
    for step, words in STEPS.items():
        of_step = {name: [f for f in found if step_of(f) is step] for name, found in findings.items()}
        if own := _entries(of_step, "    ", Tone.PLAIN):
            lines += [*wrapped(f"Step {step.word}, {words}:", "  ", tone=Tone.WRONG), *own]
    return lines


def _entries(findings: Mapping[str, Sequence[Mapping[str, Any]]], indent: str, tone: Tone) -> list[Line]:
    found = entries(findings)
    lines = [line for entry in found for line in wrapped(entry.text(), indent, "  ", tone)]
    causes = dict.fromkeys(entry.finding["cause"] for entry in found if entry.finding.get("cause"))
    return lines + [line for cause in causes for line in wrapped(cause, indent + "  ")]


def _waivers(farm: Farm) -> list[Line]:
    """Those that no longer do what they were written for, or soon will not."""
    lines = [
        line
        for waiver in farm["waivers"]
        if (words := _about_waiver(waiver))
        for line in wrapped(f"{_waiver(waiver)}: {words}", "  ", tone=Tone.CHANGED)
    ]
    return [Line(f"{WAIVERS}:"), *lines] if lines else []


def _waiver(waiver: Mapping[str, Any]) -> str:
    subject = "" if waiver["subject"] == "*" else f" for {waiver['subject']}"
    where = f" on {some(waiver['nodes'])}" if waiver["nodes"] else ""
    ticket = f", {waiver['ticket']}" if waiver["ticket"] else ""
    return f"{waiver['control']}{subject}{where}, of {waiver['owner']}{ticket} ({waiver['reason']})"


def _about_waiver(waiver: Mapping[str, Any]) -> str:
    if waiver["state"] == InForce.EXPIRED:
        return f"ended on {waiver['until']}, and covers nothing any more"
    ends = f"ends on {waiver['until']}" if waiver["state"] == InForce.ENDS_SOON else ""
    nothing = "covers nothing that was found; remove it, or correct its subject" if waiver["covers"] == 0 else ""
    return "; ".join(filter(None, (ends, nothing)))


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
