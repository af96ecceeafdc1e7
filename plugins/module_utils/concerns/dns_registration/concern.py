# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which adapters of a node register themselves in DNS, and with which addresses (DNS-1, 2, 3, 6, 9).

A client that is sent to a node for the virtual name, or to the cluster for a node's name, presents its ticket to a
computer that cannot decrypt it (KB558115, cause 1). So the adapter with the node's own addresses registers, an adapter
of the cluster does not, and no virtual address is registered. Adapters of other networks are not checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...farm.description import Farm
from ...model import addresses
from ...model.addresses import Address
from ...model.call import Call
from ...model.finding import Finding, Remedy, State, compare
from ...model.host_names import host_names
from ...model.masks import Mask
from ..contract import NO_SECRETS, always_applicable, current_values, one_change_per_finding, values_equal
from ..node_comparison import compare_views
from . import adapters as network_adapters
from . import controls, dynamic_update
from .adapters import Adapter, parse

NAME = "dns_registration"
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, "nothing: clients follow when their DNS caches expire"

ARGUMENT_SPEC = {
    "own_addresses": {"type": "list", "elements": "str", "required": True},
    "virtual_addresses": {"type": "list", "elements": "str", "required": True},
    "names": {"type": "list", "elements": "str", "required": True},
}

planned, settings, same = one_change_per_finding, current_values, values_equal
not_applicable = always_applicable

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES = ("write_dns_registration",)
SHAPES = {
    "read_dns_registration": {
        "adapters": [network_adapters.SHAPE],
        **dynamic_update.SHAPE,
        "hosts": [str],
        "suffix_search_list": [str],
    }
}
MASKING = {
    "own_addresses": Mask.TEXT,
    "virtual_addresses": Mask.TEXT,
    "names": Mask.NAMES,
    "adapters.id": Mask.TEXT,
    "adapters.name": Mask.TEXT,
    "adapters.dns_servers": Mask.TEXT,
    "adapters.dns_suffix": Mask.NAMES,
    "adapters.addresses.address": Mask.TEXT,
    "dns_server_role.publish_addresses": Mask.TEXT,
    "suffix_search_list": Mask.NAMES,
    "hosts": Mask.HOSTS_LINE,
}


@dataclass(frozen=True)
class Intent:
    own: frozenset[Address]
    virtual: frozenset[Address]
    names: frozenset[str]

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user, for a bad address or one that is both own and virtual."""
        own, virtual = (
            frozenset(addresses.parse_option(arguments[name], name)) for name in ("own_addresses", "virtual_addresses")
        )
        for address in own & virtual:
            raise ValueError(
                f"{address} is in own_addresses and in virtual_addresses: a node's own address is never shared"
            )
        return cls(own, virtual, frozenset(host_names(arguments["names"], "names")))


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {
        "own_addresses": [str(address) for address in farm.own_addresses(node)],
        "virtual_addresses": [str(address) for address in farm.virtual_addresses],
        "names": list(farm.names),
    }


def reads(intent: Intent) -> list[Call]:
    return [Call("read_dns_registration")]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    data = answers[0]
    adapters = parse(data)
    missing = sorted(intent.own - {bound.value for adapter in adapters for bound in adapter.addresses}, key=str)
    found = [
        *(_registration(adapter, intent) for adapter in adapters),
        *_visibility(adapters, intent),
        *dynamic_update.switches(data, adapters, intent.own),
    ]
    if missing:
        found = [_report_only(finding, missing) for finding in found]
    return [
        *map(_missing, missing),
        *found,
        *dynamic_update.policies(data["policies"]),
        dynamic_update.role(data["dns_server_role"], intent.own),
        *_hosts(data["hosts"], intent),
    ]


def _missing(address: Address) -> Finding:
    return Finding(
        "DNS-1", f"own address {address}", State.DRIFT, found="on no adapter", wanted="on an adapter",
        reason="no network adapter of this node has it: correct the description or the node",
    )  # fmt: skip


def _report_only(finding: Finding, missing: Sequence[Address]) -> Finding:
    """With a wrong description, a fix could turn off the only adapter that registers the node."""
    if finding.state is not State.DRIFT:
        return finding
    what = ", ".join(map(str, missing))
    return replace(
        finding, remedy=Remedy.REPORT, reason=f"{finding.reason}; not changed while {what} is missing on this node"
    )


def _registration(adapter: Adapter, intent: Intent) -> Finding:
    subject = f"registration of adapter {adapter.name}"
    key = ("adapters", adapter.id, "registers")
    if adapter.carries(intent.own):
        reason = "the node's own adapter does not register: its record is scavenged and its name no longer resolves"
        return compare("DNS-1", subject, key, adapter.registers, True, reason=reason)
    if adapter.carries(intent.virtual):
        reason = "the cluster's adapter registers: the node's name resolves to the cluster, and another node may answer"
        return compare("DNS-1", subject, key, adapter.registers, False, reason=reason)
    return Finding("DNS-1", subject, State.NOT_APPLICABLE, reason="it has no address of the node or the cluster")


def _visibility(adapters: Sequence[Adapter], intent: Intent) -> list[Finding]:
    return [
        compare(
            "DNS-2",
            f"SkipAsSource of {bound.text}",
            ("adapters", adapter.id, "addresses", bound.text, "skip_as_source"),
            bound.skip_as_source,
            bound.value in intent.virtual,
            reason="the node registers a virtual address under its own name, and uses it as a source address"
            if bound.value in intent.virtual
            else "the node does not register its own address",
        )
        for adapter in adapters
        for bound in adapter.addresses
        if bound.value in intent.own | intent.virtual
    ]


def _hosts(lines: Sequence[str], intent: Intent) -> list[Finding]:
    named = [(line, sorted(_names_of(line) & intent.names)) for line in lines]
    return [
        Finding(
            "DNS-6", f"hosts file on {', '.join(names)}", State.DRIFT, " ".join(line.split()), "no such line",
            reason="only this node resolves the name so; clients are unaffected, tests from this node prove nothing",
        )
        for line, names in named
        if names
    ] or [Finding("DNS-6", "hosts file", State.COMPLIANT)]  # fmt: skip


def _names_of(line: str) -> set[str]:
    """The host names of one line of a hosts file: an address, then names, then perhaps a comment."""
    return {name.lower().rstrip(".") for name in line.split("#", 1)[0].split()[1:]}


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    """One call, in the shape of the read, with identifiers and changes only; identifiers come first."""
    arguments: dict[str, Any] = {}
    adapters: dict[str, dict[str, Any]] = {}
    for finding in changes:
        match finding.key:
            case ("adapters", id, "addresses", text, setting):
                adapter = adapters.setdefault(id, {"id": id})
                adapter.setdefault("addresses", []).append({"address": text, setting: finding.wanted})
            case ("adapters", id, setting):
                adapters.setdefault(id, {"id": id})[setting] = finding.wanted
            case (setting,):
                arguments[setting] = finding.wanted
            case _:
                raise ValueError(f"no write can fix {finding.control} {finding.subject}")
    if adapters:
        arguments["adapters"] = list(adapters.values())
    return [Call("write_dns_registration", arguments)]


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    own = [adapter for adapter in parse(answers[0]) if adapter.carries(intent.own)]
    return {
        "DNS servers": sorted({server for adapter in own for server in adapter.dns_servers}),
        "DNS suffixes": sorted({adapter.dns_suffix for adapter in own if adapter.dns_suffix}),
        "DNS suffix search list": list(answers[0]["suffix_search_list"]),
    }


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return compare_views("DNS-9", views, nodes, "a client's fault may be reproducible on one node and not on another")
