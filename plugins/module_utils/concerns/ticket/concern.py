# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether nodes and virtual addresses accept real tickets for the farm's names (LIVE-1, LIVE-2).

All other controls read settings; this one is the proof. It comes after the audits of the nodes, whose bindings it uses,
and only where an account was given to ask for tickets with. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.tickets import shape
from ...facts.tickets.tickets import Tickets
from ...farm.description import Farm
from ...farm.probe import DEFAULT, FIELDS, probe
from ...model.addresses import parse_option
from ...model.call import Call
from ...model.finding import CouldNotCheckError, Finding
from ...model.host_names import host_names
from ...model.masks import Mask
from ...model.shown_ticket import Outcome
from .. import contract
from ..contract import (
    NO_IMPACT,
    NO_SECRETS,
    current_values,
    no_agreement,
    no_view,
    one_change_per_finding,
    values_equal,
    writes_nothing,
)
from . import checks, controls

NAME, SCOPE = "ticket", contract.FARM
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "virtual_addresses": {"type": "list", "elements": "str", "required": True},
    "nodes": {"type": "dict", "required": True},
    "domain": {"type": "str", "default": ""},
    "probe": {"type": "dict", "default": DEFAULT.as_arguments()},
    "bindings": {"type": "dict", "default": {}},
    "account": {"type": "bool", "default": False},
}

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, view, agreement = writes_nothing, no_view, no_agreement

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()
OF_NODE: Mapping[str, Any] = {"read_machine_account": dict}  # says in which domain to ask
SHAPES = {**OF_NODE, shape.PAYLOAD: shape.SHAPE}
MASKING = {
    "names": Mask.NAMES,
    "virtual_addresses": Mask.TEXT,
    "nodes": Mask.TEXT,
    "domain": Mask.NAMES,
    "probe": Mask.TEXT,
    "bindings": Mask.TEXT,
    **shape.MASKING,
}
NO_ACCOUNT = "no ticket was asked for: set kerberos_probe_user and kerberos_probe_password, an account without rights"


@dataclass(frozen=True)
class Intent:
    names: tuple[str, ...]
    virtual: tuple[str, ...]
    nodes: Mapping[str, tuple[str, ...]]
    domain: str  # described; empty: that of the first node
    probe: Mapping[str, Any]
    bindings: Mapping[str, Sequence[Mapping[str, Any]]]
    account: bool  # whether there is one to ask for tickets with

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        nodes = {
            str(node): tuple(map(str, parse_option(own, f"nodes.{node}"))) for node, own in arguments["nodes"].items()
        }
        given = arguments["virtual_addresses"]
        virtual = tuple(map(str, parse_option(given, "virtual_addresses"))) if given else ()  # none: of one node alone
        where = probe(arguments["probe"], "probe").as_arguments()
        names = host_names(arguments["names"], "names")
        return cls(names, virtual, nodes, arguments["domain"] or "", where, arguments["bindings"], arguments["account"])


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {
        "names": list(farm.names),
        "virtual_addresses": [str(address) for address in farm.virtual_addresses],
        "nodes": {name: [str(address) for address in own] for name, own in farm.nodes.items()},
        "domain": farm.directory.domain,
        "probe": farm.probe.as_arguments(),
        "bindings": {node: list(known) for node, known in farm.bindings.items()},
        "account": farm.probed,
    }


def not_applicable(intent: Intent) -> str:
    return "" if intent.account else NO_ACCOUNT


def reads(intent: Intent) -> list[Call]:
    return [
        *(Call(payload, otherwise={}) for payload in OF_NODE),
        shape.read(intent.names, intent.virtual, intent.nodes, intent.domain, intent.probe),
    ]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    known = Tickets.from_answer(answers[-1])
    if known.problem or not known.giving:
        said = "; ".join(dict.fromkeys(one.problem for one in known.controllers))
        raise CouldNotCheckError(known.problem or said or "no domain controller is known")
    scheme, port = (intent.probe[name] for name in FIELDS[:2])
    return list(checks.findings(known, intent.names, checks.Probed(scheme, port, intent.bindings)))


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """tickets: where a ticket for which name was accepted. tickets_for: which controller gave some, for which names."""
    known = Tickets.from_answer(answers[-1])
    given = ((of.name, [one.name for one in of.tickets.values() if not one.problem]) for of in known.giving)
    return {
        "tickets_for": [{"controller": name, "names": names} for name, names in given if names],
        "tickets": [
            {"name": one.name, "node": one.node, "address": one.address}
            for one in known.shown
            if one.outcome is Outcome.ACCEPTED
        ],
    }
