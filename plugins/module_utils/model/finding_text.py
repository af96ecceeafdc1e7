# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Findings as sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

REMEDIES = {
    "fix": "fix-kerberos.yml fixes it",
    "on request": "fix-kerberos.yml fixes it once it has what is missing",
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
    if isinstance(setting, Mapping):
        return "; ".join(f"{name}: {_part(item)}" for name, item in setting.items()) or "none"
    if isinstance(setting, list | tuple):
        return ", ".join(f"({_part(item)})" if _has_parts(item) else _part(item) for item in setting) or "none"
    return str(setting)


def _part(item: Any) -> str:
    """Of a list or a mapping. What has parts of its own with names stands in parentheses."""
    return f"({value(item)})" if isinstance(item, Mapping) and item else value(item) or "an empty text"


def _has_parts(item: Any) -> bool:
    return isinstance(item, list | tuple) and bool(item)


def sentence(finding: Mapping[str, Any]) -> str:
    """One finding of a report, such as "DNS-2 SkipAsSource of 10.0.0.50: off, should be on; ... (a fix ...)"."""
    return f"{finding['control']} {finding['subject']}".rstrip() + f": {said(finding)}"


def said(finding: Mapping[str, Any]) -> str:
    """The sentence without control and subject. advice: what becomes of drift, where its remedy does not say it."""
    if finding["state"] == "could not check":
        return f"could not check: {finding['reason']}"
    if finding["state"] == "pending":
        return f"{value(finding['found'])}; {finding['reason']}"
    if finding["state"] == "waived, could not check":
        return str(finding["reason"])
    if finding["state"] == "waived":
        return f"{value(finding['found'])}, {finding['reason']}"
    return f"{differs(finding)}; {finding['reason']} ({finding.get('advice') or REMEDIES[finding['remedy']]})"


def differs(finding: Mapping[str, Any]) -> str:
    return f"{value(finding['found'])}, should be {value(finding['wanted'])}"
