# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The waivers of a farm that are to be looked at, as lines of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import InForce
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, some, wrapped

WAIVERS = "Waivers to look at"


def waivers(farm: Mapping[str, Any]) -> list[Line]:
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
