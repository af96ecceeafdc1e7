# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the logs of all nodes of a farm have, in the order of time: who was refused, and when something was changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, wrapped
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import Audits

HEADING = "Timeline, from the logs (UTC)"
MOST = 40  # entries of a farm, the newest
SHOWN = 15  # of them in the text


def timeline(
    audits: Audits, nodes: Collection[str], computers: Mapping[str, Mapping[str, Any]] | None = None
) -> list[dict[str, str]]:
    """time, node, what. nodes: those in the run. computers: what each other one knows of a ticket's path."""
    roles = {node: (audits.get(node) or {}).get("path") or {} for node in nodes} | dict(computers or {})
    found = [
        {"time": one["time"], "node": name, "what": one["what"]}
        for name, known in roles.items()
        for one in known.get("timeline", ())
    ]
    return sorted(found, key=lambda one: (one["time"], one["node"]))[-MOST:]


def timeline_text(entries: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Empty where no log has anything."""
    if not entries:
        return []
    left = len(entries) - SHOWN
    lines = [Line(f"{HEADING}:")]
    if left > 0:
        lines += wrapped(f"({left} older entries are in kerberos-audit.json)", "  ")
    for one in entries[-SHOWN:]:
        lines += wrapped(f"{one['time']} {one['node']}: {one['what']}", "  ", "    ")
    return lines
