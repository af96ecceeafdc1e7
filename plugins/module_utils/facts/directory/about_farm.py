# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the concerns of the directory are told of a farm, and the one question that all of them ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...farm.description import Farm
from ...model.account_names import parse_optional_account
from ...model.call import Call
from ...model.host_names import host_names
from ...model.masks import Mask
from . import question, shape

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "nodes": {"type": "list", "elements": "str", "required": True},
    "service_account": {"type": "str"},
    "spn_holder": {"type": "str"},
}
OF_NODE: Mapping[str, Any] = {"read_machine_account": dict}  # says in which domain to ask
SHAPES = {**OF_NODE, question.PAYLOAD: shape.SHAPE}
MASKING = {
    "names": Mask.NAMES,
    "nodes": Mask.NAMES,
    "service_account": Mask.ACCOUNT,
    "spn_holder": Mask.ACCOUNT,
    **shape.MASKING,
}


@dataclass(frozen=True)
class Intent:
    """nodes: as the inventory calls them. service_account, spn_holder: as described, empty where they are not."""

    names: tuple[str, ...]
    nodes: tuple[str, ...]
    service_account: str
    spn_holder: str

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        account, holder = (parse_optional_account(arguments[o], o) or "" for o in ("service_account", "spn_holder"))
        return cls(host_names(arguments["names"], "names"), tuple(arguments["nodes"]), account, holder)


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    """node: empty, because it is the farm as a whole that is asked about."""
    return {
        "names": list(farm.names),
        "nodes": list(farm.nodes),
        "service_account": farm.service_account,
        "spn_holder": farm.spn_holder,
    }


def reads(intent: Intent) -> list[Call]:
    return [
        *(Call(payload, otherwise={}) for payload in OF_NODE),
        question.read(intent.names, intent.nodes, [intent.service_account, intent.spn_holder]),
    ]
