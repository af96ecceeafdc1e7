# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether DNS leads the farm's names to the cluster, on every server that clients may ask (DNS-4, DNS-5, DNS-7, DNS-8).

Each authoritative server is asked for itself: one that was not replicated to, or that was wrong from the start, answers
some clients and not others. Of the farm's names nothing is written: their records must be static, which no dynamic
update makes. Of a node's name wrong addresses are, where the node could do that itself and somebody may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.dns_records import shape as dns_records
from ...facts.dns_zones import shape as dns_zones
from ...farm.description import Farm
from ...model.addresses import parse_option
from ...model.call import Call
from ...model.finding import CouldNotCheckError, Finding, Key
from ...model.host_names import host_names
from ...model.masks import Mask
from ...model.servers import servers_by_address
from .. import contract
from ..contract import NO_SECRETS, always_applicable, no_agreement, no_view, values_equal
from . import controls, node_names, node_updates, records, stored, virtual_names
from .node_updates import Updates

NAME, SCOPE = "dns_records", contract.FARM
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES = False
IMPACT = "nothing: only records of the nodes' own names are written"

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "virtual_addresses": {"type": "list", "elements": "str", "required": True},
    "nodes": {"type": "dict", "required": True},
    "dns_servers": {"type": "list", "elements": "str", "default": []},
    "domain": {"type": "str", "default": ""},
    "writer": {"type": "bool", "default": False},
}

same, view, agreement = values_equal, no_view, no_agreement
not_applicable = always_applicable

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES = (dns_records.WRITE,)
# What the first node says of itself is looked at by other concerns; here it only says whom to ask.
OF_NODE: Mapping[str, Any] = {"read_machine_account": dict, "read_dns_registration": dict}
SHAPES = {**OF_NODE, "read_dns_records": dns_records.SHAPE, "read_dns_zones": dns_zones.SHAPE}
MASKING = {
    "names": Mask.NAMES,
    "virtual_addresses": Mask.TEXT,
    "nodes": Mask.TEXT,
    "dns_servers": Mask.TEXT,
    "domain": Mask.NAMES,
    **dns_records.MASKING,
    **dns_zones.MASKING,
}


@dataclass(frozen=True)
class Intent:
    farm: virtual_names.Farm
    servers: tuple[str, ...]  # described; empty: those that the first node uses
    domain: str  # described; empty: that of the first node
    writer: bool = False  # whether an account is given that may write

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        nodes = {
            str(node): tuple(map(str, parse_option(own, f"nodes.{node}"))) for node, own in arguments["nodes"].items()
        }
        virtual = tuple(map(str, parse_option(arguments["virtual_addresses"], "virtual_addresses")))
        return cls(
            virtual_names.Farm(host_names(arguments["names"], "names"), virtual, nodes),
            servers_by_address(arguments["dns_servers"], "dns_servers"),
            arguments["domain"] or "",
            bool(arguments.get("writer")),
        )


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    """Without a writer: whether there is one is not in the description."""
    return {
        "names": list(farm.names),
        "virtual_addresses": [str(address) for address in farm.virtual_addresses],
        "nodes": {name: [str(address) for address in own] for name, own in farm.nodes.items()},
        "dns_servers": list(farm.dns_servers),
        "domain": farm.directory.domain,
        "writer": False,
    }


def reads(intent: Intent) -> list[Call]:
    farm = intent.farm
    return [
        *(Call(payload, otherwise={}) for payload in OF_NODE),
        dns_records.read(farm.names, farm.virtual, farm.nodes, intent.servers, intent.domain),
        dns_zones.read(farm.names, list(farm.nodes), intent.domain),
    ]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    *_, asked, zones = answers
    if asked["problem"]:
        raise CouldNotCheckError(asked["problem"])
    updates = Updates(intent.writer, _in_full(asked, intent), intent.farm.virtual, asked, zones)
    return [
        *virtual_names.findings(asked, intent.farm),
        *stored.static(zones, asked),
        *node_names.findings(asked, intent.farm, updates),
        *stored.owners(zones),
    ]


def planned(drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    return list(node_updates.planned(drift))


def settings(findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[Key, Any]:
    return node_updates.settings(answers[-2], tuple(intent.farm.nodes))


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    return node_updates.writes(changes, answers[-2])


def _in_full(asked: Mapping[str, Any], intent: Intent) -> frozenset[str]:
    """The farm's names, as described and as DNS was asked for them."""
    return frozenset(intent.farm.names) | {one.asked for _, _, one in records.each(asked, intent.farm.names) if one}


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """resolution: what each server answers for each name."""
    return {
        "resolution": [
            {
                "name": name,
                "server": server.address,
                "authoritative": bool(one and one.authoritative),
                "cname": list(one.aliases) if one else [],
                "addresses": list(one.addresses) if one else [],
                "problem": "" if one and one.code in records.DECIDED else server.problem or _refusal(one),
            }
            for name, server, one in records.each(answers[-2], intent.farm.names)
        ]
    }


def _refusal(one: records.Answer | None) -> str:
    return f"the server answered {one.code if one else 'nothing'}"
