# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""From drift to the smallest change: the settings behind a finding, and the call that writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...model.call import Call
from ...model.finding import Finding, Key
from . import dynamic_update, restart, visibility
from .adapters import parse
from .intent import Intent


def planned(drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    """SkipAsSource is two settings: the one in effect, and the one that Windows keeps for its next start."""
    bound = {(one.id, address.text): address for one in parse(answers[0]) for address in one.addresses}
    changes: list[Finding] = []
    for finding in drift:
        match finding.key:
            case ("adapters", id, "addresses", text, _):
                changes += visibility.in_each_store(finding, bound[id, text])
            case ("earlier", "problem"):
                changes.append(replace(finding, found=restart.problem(answers[0]), wanted=None))
            case _:
                changes.append(finding)
    return changes


def settings(findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[Key, Any]:
    data = answers[0]
    return {
        **{(name,): data[name] for name in dynamic_update.SHAPE},
        ("earlier", "problem"): restart.problem(data),
        **{key: value for adapter in parse(data) for key, value in adapter.settings().items()},
    }


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    """One call, in the shape of the read, with identifiers and changes only; identifiers come first."""
    arguments: dict[str, Any] = {}
    adapters: dict[str, dict[str, Any]] = {}
    addresses: dict[tuple[str, str], dict[str, Any]] = {}
    for finding in changes:
        match finding.key:
            case ("adapters", id, "addresses", text, setting):
                if (id, text) not in addresses:
                    addresses[id, text] = {"address": text}
                    adapters.setdefault(id, {"id": id}).setdefault("addresses", []).append(addresses[id, text])
                addresses[id, text][setting] = finding.wanted
            case ("earlier", "problem"):
                pass  # every call registers
            case ("adapters", id, setting):
                adapters.setdefault(id, {"id": id})[setting] = finding.wanted
            case (setting,):
                arguments[setting] = finding.wanted
            case _:
                raise ValueError(f"no write can fix {finding.control} {finding.subject}")
    for adapter in adapters.values():
        if "addresses" in adapter:  # at no moment without an address to send from
            adapter["addresses"].sort(key=_hides)
    if adapters:
        arguments["adapters"] = list(adapters.values())
    if (left := restart.after(changes, answers[0])) != restart.NOTHING:
        arguments["earlier"] = left
    return [Call("write_dns_registration", arguments)]


def _hides(address: Mapping[str, Any]) -> bool:
    return any(value is True for value in address.values())
