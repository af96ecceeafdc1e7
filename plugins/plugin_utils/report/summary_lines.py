# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Findings and waivers of all farms, each told in one line of the summary."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import sentence
from ansible_collections.nlb.kerberos.plugins.module_utils.model.registry_values import are_values
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number, some
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path import first_cause
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import WORDS, is_sure
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary_text import code

Farms = Sequence[Mapping[str, Any]]
COMMANDS = 4


def could_not_check(farms: Farms) -> list[str]:
    """Once for each reason, those of most checks first."""
    found: dict[str, list[str]] = {}
    for farm in farms:
        for check in checks(farm):
            if check.state == State.UNKNOWN:
                place = f"{farm['name']}/{check.node}" if check.node else farm["name"]
                found.setdefault(check.why or "no reason is given", []).append(place)
    groups = sorted(found.items(), key=lambda each: -len(each[1]))
    return [
        f"{code(reason)}: {number(len(places), 'check', 'checks')} on {code(some(list(dict.fromkeys(places))))}"
        for reason, places in groups
    ]


def first_steps(farms: Farms) -> list[str]:
    """Of each farm with a cause the first one, those that are surest to be one first, with what mends it."""
    causes = [
        (farm["name"], cause) for farm in farms if not farm["problem"] and (cause := first_cause(farm.get("path")))
    ]
    return [_first_step(*each) for each in sorted(causes, key=lambda each: not is_sure(each[1]))]


def _first_step(farm: str, cause: Mapping[str, Any]) -> str:
    perhaps = "" if is_sure(cause) else "perhaps "
    where = f"{some(cause['nodes'])} of {farm}" if cause["nodes"] else farm
    more = len(cause["sentences"]) - 1
    told = [
        f"{code(where)}: {perhaps}step {cause['step']}, {WORDS[cause['step']]}, {cause['sure']}",
        code(cause["sentences"][0]) + (f" and {more} more" if more else ""),
        *([f"explains {code(', '.join(one['control'] for one in cause['explains']))}"] if cause["explains"] else []),
        *([f"{_how(cause['commands'])}: {_commands(cause['commands'])}"] if cause["commands"] else []),
    ]
    return "; ".join(told)


def _how(commands: Sequence[str]) -> str:
    return "set, in the clients' policies" if are_values(commands) else "run, in PowerShell and in this order"


def _commands(given: Sequence[str]) -> str:
    """To be copied, so each is whole: others, and one that cannot stand in Markdown as it is, are in the report."""
    whole = [command for command in given if code(command) == f"`{command}`"]
    if len(whole) < len(given) or len(whole) > COMMANDS:
        return f"the {number(len(given), 'command', 'commands')} that the report has"
    return ", then ".join(map(code, whole))


def drift(farms: Farms) -> list[str]:
    """Once for all nodes of a farm with the same finding; new ones first, then those of most nodes."""
    found: dict[str, tuple[bool, Mapping[str, Any], str, list[str]]] = {}
    for farm in farms:
        for check in checks(farm):
            if check.finding and check.state == State.DRIFT:
                key = json.dumps([farm["name"], check.finding], sort_keys=True)
                new = check.finding["since"] == farm["time"]
                found.setdefault(key, (new, check.finding, farm["name"], []))[3].append(check.node)
    groups = sorted(found.values(), key=lambda each: (not each[0], -len(each[3])))
    return [_finding(*each) for each in groups]


def _finding(new: bool, finding: Mapping[str, Any], farm: str, nodes: Sequence[str]) -> str:
    where = f"{some(nodes)} of {farm}" if any(nodes) else farm
    since = f", since {code(finding['since'][:10])}" if finding["since"] and not new else ""
    return f"{'**new** ' if new else ''}{code(where)}: {code(sentence(finding))}{since}"


def ending_waivers(farms: Farms) -> list[str]:
    """By their last day. One without an end is not among them."""
    ending = [
        (waiver["until"], farm["name"], waiver)
        for farm in farms
        for waiver in farm["waivers"]
        if waiver["until"] and waiver["state"] in ("expired", "ends soon")
    ]
    return [_waiver(until, name, waiver) for until, name, waiver in sorted(ending, key=lambda each: each[:2])]


def _waiver(until: str, farm: str, waiver: Mapping[str, Any]) -> str:
    ended = "ended after" if waiver["state"] == "expired" else "ends after"
    ticket = f", ticket {code(waiver['ticket'])}" if waiver["ticket"] else ""
    where = f"{some(waiver['nodes'])} of {farm}" if waiver["nodes"] else farm
    what = f"{waiver['control']} {waiver['subject']}"
    return f"{ended} {code(until)}: {code(what)} on {code(where)}, owner {code(waiver['owner'])}{ticket}"
