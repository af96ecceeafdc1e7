# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether browsers on a client decide to send a ticket for the farm's names, and where those lead from there.

KB558115, test 4. A client is described as such (farm/client.py), and asked in a request of its own. This is
reported, with what to hand to whoever manages the clients; on request a fix writes what no policy decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...farm.description import Farm
from ...model.addresses import Address, parse_option
from ...model.call import Call
from ...model.finding import CouldNotCheckError, Finding, Key
from ...model.host_names import host_names
from ...model.masks import Mask
from .. import contract
from ..contract import NO_SECRETS, always_applicable, no_agreement, no_view, values_equal
from . import asked_name, changes, checks, controls, fix, own_values, resolution
from .browsing import Browsing, browsing
from .firefox_preferences import FirefoxFiles
from .settings import TREES, users

NAME, SCOPE = "browser_policy", contract.CLIENT
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, "nothing; a browser that is open has to be closed and opened again"

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "virtual_addresses": {"type": "list", "elements": "str", "required": True},
    "fixes": {"type": "list", "elements": "str", "choices": list(fix.ON_REQUEST), "default": []},
}

same, view, agreement = values_equal, no_view, no_agreement
writes = changes.writes
not_applicable = always_applicable

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES = ("write_browser_policy",)
SHAPES = {
    "read_browser_policy": {
        "hives": [{"sid": str, "values": [{"key": str, "name": str, "data": (int, str)}]}],
        "cut": bool,
        "firefox_policies": (str, None),
        "firefox_defaults": [str],
        "firefox_profiles": [{"sid": str, "profile": str, "lines": [str], "problem": str}],
        "hosts": [str],
        "rules": [{"namespace": str, "name_servers": [str]}],
        "resolved": [{"name": str, "addresses": [str], "aliases": [str], "problem": str, "code": int}],
    }
}
MASKING = {
    "names": Mask.NAMES,
    "virtual_addresses": Mask.TEXT,
    "fixes": Mask.WORD,
    "hives.sid": Mask.SIDS,
    "hives.values.key": Mask.REGISTRY_KEY,
    "hives.values.name": Mask.SETTING,
    "hives.values.data": Mask.SETTING,
    "firefox_policies": Mask.POLICIES_FILE,
    "firefox_defaults": Mask.SETTING,
    "firefox_profiles.sid": Mask.SIDS,
    "firefox_profiles.profile": Mask.WHOLE,
    "firefox_profiles.lines": Mask.PREFERENCE,
    "firefox_profiles.problem": Mask.REASON,
    "hosts": Mask.HOSTS_LINE,
    "rules.namespace": Mask.NAMES,
    "rules.name_servers": Mask.TEXT,
    "resolved.name": Mask.NAMES,
    "resolved.addresses": Mask.TEXT,
    "resolved.aliases": Mask.NAMES,
    "resolved.problem": Mask.REASON,
}
CUT = "the client has more settings of sites than are read, so that what decides may be among the rest"


@dataclass(frozen=True)
class Intent:
    """fixes: controls that a fix changes, because they are requested."""

    names: tuple[str, ...]
    virtual: tuple[Address, ...]
    fixes: tuple[str, ...] = ()

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        virtual = parse_option(arguments["virtual_addresses"], "virtual_addresses")
        return cls(host_names(arguments["names"], "names"), virtual, tuple(arguments.get("fixes") or ()))


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    """node: the client, which the description of the farm does not have."""
    return {"names": list(farm.names), "virtual_addresses": [str(address) for address in farm.virtual_addresses]}


def reads(intent: Intent) -> list[Call]:
    trees = [dict(tree) for tree in TREES]
    return [Call("read_browser_policy", {"names": list(intent.names), "trees": trees}, unites="names")]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    (answer,) = answers
    if answer["cut"]:
        raise CouldNotCheckError(CUT)
    found = [resolution.finding(answer, name, intent.virtual) for name in intent.names]
    for one in _browsing(answer, intent):
        found += [fix.zone(one, checks.zone(one), intent.fixes), fix.logon(one, checks.logon(one), intent.fixes)]
        found += [*checks.lists(one, intent.names), *asked_name.findings(one.user, one.asked)]
    return [
        *found,
        *(fix.integrated(user, checks.integrated(user), intent.fixes) for user in users(answer["hives"])),
    ]


def planned(drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    hives = answers[0]["hives"]
    return changes.planned(drift, own_values.present(hives, intent.names), users(hives))


def settings(
    findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent
) -> Mapping[Key, int | str | None]:
    return own_values.present(answers[0]["hives"], intent.names)


def _browsing(answer: Mapping[str, Any], intent: Intent) -> list[Browsing]:
    files, resolved = FirefoxFiles.from_answer(answer), answer["resolved"]
    return [
        browsing(user, name, files, asked_name.targets(resolved, name), intent.names)
        for user in users(answer["hives"])
        for name in intent.names
    ]


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """browsers: for each name whether a browser of any user sends a ticket; null where that is not known."""
    sends: dict[str, list[bool | None]] = {}
    for one in _browsing(answers[0], intent):
        sends.setdefault(one.name, []).append(one.sends())
    return {
        "browsers": [
            {"name": name, "sends": True if True in found else None if None in found else False}
            for name, found in sends.items()
        ]
    }
