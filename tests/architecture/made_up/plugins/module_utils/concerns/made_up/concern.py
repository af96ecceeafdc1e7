# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Does a node show the farm's first name as its banner (MADE-1)?

It is in no release: the tests add it, to prove that a concern has a folder of its own and needs no other one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...farm.description import Farm
from ...model.call import Call
from ...model.controls import Control
from ...model.finding import Finding, Remedy, compare
from ...model.host_names import host_names
from ...model.masks import Mask
from ..contract import (
    NO_SECRETS,
    NODE,
    always_applicable,
    current_values,
    no_path,
    one_change_per_finding,
    values_equal,
)

NAME, SCOPE = "made_up", NODE
CONTROLS = (Control("MADE-1", "the banner of a node is the farm's first name", Remedy.FIX),)
FARM_CONTROLS: tuple[Control, ...] = ()
RECYCLES, IMPACT = False, "nothing"

ARGUMENT_SPEC = {"names": {"type": "list", "elements": "str", "required": True}}
SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES = ("write_made_up",)
SHAPES = {"read_made_up": {"banner": (str, None)}}
MASKING = {"names": Mask.NAMES, "banner": Mask.NAMES}

planned, settings, same = one_change_per_finding, current_values, values_equal
not_applicable, path = always_applicable, no_path


@dataclass(frozen=True)
class Intent:
    names: tuple[str, ...]

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        return cls(host_names(arguments["names"], "names"))


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {"names": list(farm.names)}


def reads(intent: Intent) -> list[Call]:
    return [Call("read_made_up")]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    banner, wanted = answers[0]["banner"], intent.names[0]
    reason = "an administrator cannot see which farm the node is in"
    return [compare("MADE-1", "banner", ("banner",), banner, wanted, reason=reason)]


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    return [Call("write_made_up", {"banner": finding.wanted}) for finding in changes]


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    return {}


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return {}
