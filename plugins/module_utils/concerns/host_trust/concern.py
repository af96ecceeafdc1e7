# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a node and its domain trust each other, and what else of a node decides whether it takes a ticket.

HOST-1, its secure channel; HOST-2, its clock; SPN-4, the encryption types that it allows; HOST-4, how large a request
http.sys takes; HOST-5, the loopback check. The node's own measurements: the directory's side of HOST-2 is in_directory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...farm.description import Farm
from ...model.call import Call
from ...model.finding import Finding
from ...model.host_names import host_names
from ...model.masks import Mask
from ..contract import (
    NO_IMPACT,
    NO_SECRETS,
    NODE,
    always_applicable,
    current_values,
    no_path,
    one_change_per_finding,
    values_equal,
    writes_nothing,
)
from . import allowed_types, controls, loopback, own_clock, request_limits, secure_channel
from .host import MASKING as OF_HOST
from .host import SHAPE, Host

NAME, SCOPE = "host_trust", NODE
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC = {"names": {"type": "list", "elements": "str", "required": True}}
SHAPES = {"read_host_trust": SHAPE}
MASKING = {"names": Mask.NAMES, **OF_HOST}

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, not_applicable, path = writes_nothing, always_applicable, no_path

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()


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
    return [Call("read_host_trust")]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    host = Host.from_answer(answers[0])
    return [
        secure_channel.finding(host),
        own_clock.finding(host),
        allowed_types.finding(host),
        *request_limits.findings(host),
        loopback.finding(host, intent.names),
    ]


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    return request_limits.view(Host.from_answer(answers[0]))


agreement = request_limits.agreement
