# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The settings that a fix writes, their present values, and the call that writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...facts.authentication import locations
from ...model.call import Call
from ...model.finding import Finding, Key
from .key_checks import SETTING


def planned(drift: Sequence[Finding]) -> list[Finding]:
    """The settings to write: the decrypting key of a finding is changed by useAppPoolCredentials."""
    return [
        replace(finding, subject=f"useAppPoolCredentials of {finding.key[1]}", found=False, wanted=True)
        if finding.key and finding.key[-1] == SETTING
        else finding
        for finding in drift
    ]


def settings(authentication: Mapping[str, Any]) -> dict[Key, Any]:
    """authentication: the answer of read_authentication."""
    found: dict[Key, Any] = {}
    for location in authentication["locations"]:
        if location["path"].lower() != location["application"].lower():
            continue  # no fix writes there, and no rollback
        if not location["readable"]:
            continue  # these are no values of the node
        found[("locations", location["location"], locations.ANONYMOUS)] = location["anonymous"]
        for name, value in location["windows"].items():
            found[("locations", location["location"], locations.WINDOWS, name)] = value
    return found


def calls(changes: Sequence[Finding]) -> list[Call]:
    """One call, in the shape of the read, with identifiers and changes only; identifiers come first.

    expected: the same settings as they were read, which they must still be.
    """
    locations: dict[str, dict[str, Any]] = {}
    for finding in changes:
        match finding.key:
            case ("locations", name, "windows", setting):
                location = locations.setdefault(name, {"location": name, "expected": {}})
                for values, value in ((location["expected"], finding.found), (location, finding.wanted)):
                    values.setdefault("windows", {})[setting] = value
            case ("locations", name, "anonymous"):
                location = locations.setdefault(name, {"location": name, "expected": {}})
                location["expected"]["anonymous"], location["anonymous"] = finding.found, finding.wanted
            case _:
                raise ValueError(f"no write can fix {finding.control} {finding.subject}")
    return [Call("write_authentication", {"locations": list(locations.values())})]
