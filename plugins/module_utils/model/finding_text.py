# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Findings as sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

REMEDIES = {
    "fix": "fix-kerberos.yml fixes it",
    "on request": "fixed only where on_request in the description lists it",
    "hand off": "report it to its owner",
    "follows": "fixed together with its cause",
    "report": "report only",
}


# Which payload has failed, and where in it, is for who looks for an error in the collection; the file has it.
PAYLOAD = re.compile(r"^(?:read|write)_[a-z_]+: ")
POSITION = re.compile(r" \(At line:\d+ char:\d+\b.*\)$", re.DOTALL)


def without_position(reason: str) -> str:
    """An error's message without the payload's name and the place in its script."""
    return POSITION.sub("", PAYLOAD.sub("", reason))


def value(setting: Any) -> str:
    """A setting's value as an administrator writes it."""
    if setting is None:
        return "not set"
    if isinstance(setting, bool):
        return "on" if setting else "off"
    if isinstance(setting, list):
        return ", ".join(map(value, setting)) or "none"
    return str(setting)


def sentence(finding: Mapping[str, Any]) -> str:
    """advice: what becomes of drift, where its remedy does not say it.

    One finding of a report, such as "DNS-2 SkipAsSource of 10.0.0.50: off, should be on; ... (a fix ...)"."""
    where = f"{finding['control']} {finding['subject']}".rstrip()
    if finding["state"] == "could not check":
        return f"{where}: could not check: {finding['reason']}"
    if finding["state"] == "pending":
        return f"{where}: {value(finding['found'])}; {finding['reason']}"
    if finding["state"] == "waived, could not check":
        return f"{where}: {finding['reason']}"
    if finding["state"] == "waived":
        return f"{where}: {value(finding['found'])}, {finding['reason']}"
    what = f"{value(finding['found'])}, should be {value(finding['wanted'])}; {finding['reason']}"
    return f"{where}: {what} ({finding.get('advice') or REMEDIES[finding['remedy']]})"
