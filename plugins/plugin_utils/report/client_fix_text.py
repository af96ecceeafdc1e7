# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a run has changed on one client, or would, and what is left there to somebody else: lines for the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.history_text import wrapped

Result = Mapping[str, Any]
LEFT = (State.DRIFT.value, State.UNKNOWN.value)
BROWSER = "a browser that is open there has to be closed and opened again"


def fixed(client: str, result: Result, controls: Sequence[str], check: bool) -> str:
    """controls: those that were requested; of the others an audit tells."""
    told = [f"{one['control']} {one['subject']}" for one in result["changes"]]
    left = [one for one in result["findings"] if one["control"] in controls and one["state"] in LEFT]
    if check:  # what would be changed is still found
        left = [one for one in left if one["remedy"] != "fix"]
    lines = [f"client {client}: {'would change' if check else 'changed'} {one}" for one in told]
    lines += [f"client {client}: not changed: {one['control']} {one['subject']}: {one['reason']}" for one in left]
    if told and not check:
        undo = f"playbooks/rollback_clients.yml --limit {client} -e kerberos_undoes={result['run']}"
        lines.append(f"client {client}: {BROWSER}; to take it back: {undo}")
    return _shown(lines or [f"client {client}: nothing of {', '.join(controls)} is to be changed"])


def undone(client: str, result: Result, check: bool) -> str:
    verb = "would restore" if check else "restored"
    lines = [f"client {client}: {verb} {one['subject']}" for one in result["changes"]]
    lines += [f"client {client}: not restored: {one}" for one in result["conflicts"]]
    return _shown(lines or [f"client {client}: nothing is left to restore"])


def _shown(lines: Sequence[str]) -> str:
    return "\n".join(["", *wrapped(lines, ""), ""])
