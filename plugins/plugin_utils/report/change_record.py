# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a fix has changed, as a table for the ticket that asked for it."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import value
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing

HEAD = "| time (UTC) | node | control | subject | before | after | restored by a rollback |"


def record(fixed: Mapping[str, Fixing], run: str) -> str:
    """Markdown. fixed: node -> what was done there. Check mode has no rows, because it changes nothing."""
    rows = [
        _row(fixing.time, node, change["control"], change["subject"], value(change["before"]), value(change["after"]),
             change.get("irreversible") or "yes")
        for node, fixing in fixed.items()
        if not fixing.check
        for group in fixing.changes.values()
        for change in group
    ]  # fmt: skip
    stopped = [f"{node} could not be fixed: {fixing.failure}" for node, fixing in fixed.items() if fixing.failure]
    table = [HEAD, "|---" * 7 + "|", *rows] if rows else ["", "Nothing was changed."]
    return "\n".join(
        [f"# Changes of run {run}", "", *table, *stopped,
         "", f"Undo: ansible-playbook playbooks/rollback.yml -e kerberos_undoes={run}", ""]
    )  # fmt: skip


def _row(*cells: str) -> str:
    # A bar or a line break in a value would end the cell.
    return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in cells)} |"
