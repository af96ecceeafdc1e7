# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a node as a whole could be read, and why not: that is reported once, not for each control."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING, State

NOT_AUDITED = "the node was not audited in this run"
NOT_IN_INVENTORY = (
    "the inventory has no such host: add it, by this name, or remove it from nodes in the farm's description"
)
NO_RESULT = "its audit gave no result"
# What Ansible puts before a message, once or several times.
PREFIX = re.compile(r"^(?:(?:Task|Action) failed: )+")


def problem_of(audit: Mapping[str, Any] | None, known: bool = True) -> str | None:
    """Why nothing is known of the node; None where something is. audit: the audit task's result, None: there is none.

    known: whether the inventory has the node.
    """
    if audit is None:
        return NOT_AUDITED if known else NOT_IN_INVENTORY
    message = PREFIX.sub("", str(audit.get("msg") or ""))
    if audit.get("timedout"):
        return f"did not answer within {audit['timedout']['period']} seconds (kerberos_timeout)"
    if audit.get("unreachable"):
        return message or "not reachable"
    if audit.get("failed") or "findings" not in audit:
        return message or NO_RESULT
    return _shared_reason(audit)


def _shared_reason(audit: Mapping[str, Any]) -> str | None:
    """The one reason for which no applicable control could be checked; a node that refuses gives it for each."""
    applicable = {control for control, states in audit["counts"].items() if set(states) != {State.NOT_APPLICABLE.value}}
    unknown = [
        finding
        for finding in audit["findings"]
        if finding["state"] == State.UNKNOWN and finding["subject"] == EVERYTHING
    ]
    reasons = {finding["reason"] for finding in unknown}
    if len(reasons) != 1 or {finding["control"] for finding in unknown} != applicable:
        return None
    return next(iter(reasons)) if len(unknown) == len(audit["findings"]) else None
