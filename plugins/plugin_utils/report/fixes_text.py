# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What was done to each node of a farm and to the farm as a whole, or would be, as lines of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import fix_plan
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, command, wrapped
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE, parts_of

PLANNED = "What a fix would do, in this order"
FIXED = "What the fix did"
UNDONE = "What the rollback did"
LEFT_DRAINED = "LEFT DRAINED: NLB sends it no new connections until it is started"
MAYBE_LEFT_DRAINED = "MAY BE LEFT DRAINED: whether it was drained or started is not known"


def fixes(farm: Mapping[str, Any], fixed: Mapping[str, Fixing]) -> list[list[Line]]:
    """What was done to each node and to the farm as a whole, or would be, in the order of fixed."""
    order = list(fixed)
    nodes = sorted(parts_of(farm), key=lambda node: order.index(node["node"]) if node["node"] in fixed else len(order))
    every = {change["control"] for fixing in fixed.values() for change in fixing.all()}
    found: dict[str, list[Line]] = {PLANNED: [], FIXED: [], UNDONE: []}
    for node in nodes:
        fixing = fixed.get(node["node"], Fixing())
        if fixing.check and fixing.all():
            follows = fix_plan.followers(fixing.changes, left(node, fixing), every)
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
        lines += _ending(fixing, node["node"] == WHOLE)
        if lines:
            found[PLANNED if fixing.check else UNDONE if fixing.undoes else FIXED] += [
                Line(f"  {node['node']}:"),
                *lines,
            ]
    return [[Line(f"{heading}:"), *lines] for heading, lines in found.items() if lines]


def _ending(fixing: Fixing, whole: bool) -> list[Line]:
    """whole: of the farm as a whole, between two changes of which tickets may fail."""
    failed = "NOT ROLLED BACK" if fixing.undoes else "NOT FIXED"
    lines = wrapped(f"{failed}: {fixing.failure}", "    ", tone=Tone.WRONG) if fixing.failure else []
    left = LEFT_DRAINED if fixing.drained else MAYBE_LEFT_DRAINED if fixing.maybe_drained else ""
    lines += wrapped(left, "    ", tone=Tone.WRONG) if left else []
    if left or (whole and fixing.failure):
        lines += [line for text in fixing.commands() for line in command(text, "      ")]
    return lines


def left(node: Mapping[str, Any], fixing: Fixing) -> list[Mapping[str, Any]]:
    """In check mode the drift that would be fixed is still there, and is in the plan."""
    settled = {(change["control"], change["subject"]) for change in fixing.all() if fixing.check}
    return [finding for finding in node["findings"] if (finding["control"], finding["subject"]) not in settled]
