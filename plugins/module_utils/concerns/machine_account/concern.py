# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a name of the farm is also the name of a node (HOST-3).

A computer account holds HOST/<its names>, which stands for HTTP/ as well. Where that is a name of the farm, tickets for
it are issued for one node, and the others cannot decrypt them (KB558115: "identically named machine accounts"). This is
only reported: no fix renames a computer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...farm.description import Farm
from ...model.call import Call
from ...model.finding import Finding, State
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
from . import controls, names
from .names import Computer

NAME, SCOPE = "machine_account", NODE
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "inventory_name": {"type": "str"},
}

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, not_applicable, path = writes_nothing, always_applicable, no_path

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()
SHAPES = {"read_machine_account": {"name": str, "host_name": str, "domain": str, "member": bool}}
MASKING = {
    "names": Mask.NAMES,
    "inventory_name": Mask.NAMES,
    "name": Mask.NAMES,
    "host_name": Mask.NAMES,
    "domain": Mask.NAMES,
}


@dataclass(frozen=True)
class Intent:
    names: tuple[str, ...]
    inventory_name: str  # empty where the module is used alone

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        return cls(host_names(arguments["names"], "names"), arguments.get("inventory_name") or "")


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {"names": list(farm.names), "inventory_name": node}


def reads(intent: Intent) -> list[Call]:
    return [Call("read_machine_account")]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    return list(names.findings(Computer.from_answer(answers[0]), intent.names, intent.inventory_name))


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    own = [one for one in findings(answers, intent) if one.subject != names.INVENTORY]
    return {"name": answers[0]["name"]} if all(one.state is State.COMPLIANT for one in own) else {}


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return names.agreement(views, nodes)
