# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Findings as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

REMEDIES = {
    "fix": "fix-kerberos.yml fixes it",
    "on request": "fixed only where on_request in the description lists it",
    "hand off": "report it to its owner",
    "follows": "fixed together with its cause",
    "report": "report only",
}


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
