# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Findings of each farm, once for each control and subject, new ones first; what could not be checked is elsewhere."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import REMEDIES, value, without_position
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import ORDER, TITLES, UNKNOWN, Check, checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.words import day, days
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE

Farm = Mapping[str, Any]
CONCERN_OF = {
    control.id: concern.NAME for concern in EVERY_CONCERN for control in (*concern.CONTROLS, *concern.FARM_CONTROLS)
}
FIXED = (Remedy.FIX.value, Remedy.ON_REQUEST.value, Remedy.FOLLOWS.value)


def findings(farms: Sequence[Farm]) -> list[dict[str, Any]]:
    """Farms without any are left out."""
    return [
        {"farm": farm["name"], "groups": groups, "command": _command(groups)} for farm in farms if (groups := _of(farm))
    ]


def _of(farm: Farm) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], list[Check]] = {}
    for check in checks(farm):
        if check.finding is not None and check.state != UNKNOWN:
            found.setdefault((check.control, check.subject), []).append(check)
    groups = [_group(farm, control, subject, own) for (control, subject), own in found.items()]
    return sorted(groups, key=lambda each: (not each["new"], ORDER.index(each["states"][0]), -each["nodes"]))


def _group(farm: Farm, control: str, subject: str, own: Sequence[Check]) -> dict[str, Any]:
    variants: dict[str, dict[str, Any]] = {}
    for check in own:
        told = _told(farm, check)
        variants.setdefault(repr(told), {**told, "nodes": []})["nodes"].append(check.node)
    states = sorted({check.state for check in own}, key=ORDER.index)
    return {
        "control": control,
        "title": TITLES.get(control, ""),
        "subject": subject,
        "states": states,
        "new": any(each["new"] for each in variants.values()),
        "nodes": len({check.node for check in own}),
        "variants": [
            {**each, "where": _where(farm, each["nodes"]), "named": ", ".join(filter(None, each["nodes"]))}
            for each in variants.values()
        ],
    }


def _told(farm: Farm, check: Check) -> dict[str, Any]:
    """One finding as it reads, without its node: what is alike on several nodes stands once."""
    finding = check.finding or {}
    since = finding["since"]
    unknown = check.state == State.WAIVED_UNKNOWN
    return {
        "state": check.state,
        "found": "not known" if unknown else value(finding["found"]),
        "wanted": "" if unknown else value(finding["wanted"]),
        "reason": without_position(finding["reason"]),
        "cause": finding.get("cause", ""),
        "follows": finding.get("explained_by") or "",
        "remedy": _remedy(check, finding),
        "fixed": check.state == State.DRIFT and finding["remedy"] in FIXED,
        "new": check.state == State.DRIFT and since == farm["time"],
        "since": day(since) if since else "",
        "days": number(days(since, farm["time"]), "day", "days") if since else "",
    }


def _remedy(check: Check, finding: Mapping[str, Any]) -> str:
    return str(finding.get("advice") or REMEDIES[finding["remedy"]]) if check.state == State.DRIFT else ""


def _where(farm: Farm, nodes: Sequence[str]) -> str:
    named = [node for node in nodes if node]
    if not named:
        return WHOLE
    return f"on {len(set(named))} of {number(len(farm['nodes']), 'node', 'nodes')}"


def _command(groups: Sequence[Mapping[str, Any]]) -> str:
    """What shows a fix of the drift, without a change. Empty where a fix changes nothing of it."""
    fixed = {group["control"] for group in groups for each in group["variants"] if each["fixed"]}
    tags = sorted({CONCERN_OF[control] for control in fixed if control in CONCERN_OF})
    if not tags:
        return ""
    words = ("ansible-playbook", "-i", "INVENTORY", "fix-kerberos.yml", "--check", "--diff", "--tags", ",".join(tags))
    return shlex.join(words)
