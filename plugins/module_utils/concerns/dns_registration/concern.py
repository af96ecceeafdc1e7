# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which adapters of a node register themselves in DNS, and with which addresses (DNS-1, 2, 3, 6, 9).

A client that is sent to a node for the virtual name, or to the cluster for a node's name, presents its ticket to a
computer that cannot decrypt it (KB558115, cause 1). So the adapter with the node's own addresses registers, an adapter
of the cluster does not, and no virtual address is registered. What else registers under the node's name is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...farm.description import Farm
from ...model.call import Call
from ...model.finding import Finding
from ...model.masks import Mask
from ..contract import NO_SECRETS, NODE, always_applicable, no_path, values_equal
from ..node_comparison import NOT_KNOWN, compare_views
from . import adapters as network_adapters
from . import controls, dynamic_update, fix, hosts_file, overriding, registration, restart, visibility
from .adapters import Adapter, parse
from .intent import Intent as Intent

NAME, SCOPE = "dns_registration", NODE
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = (
    False,
    "nothing: clients follow when their DNS caches expire. Registry values (DNS-3) take effect when the node restarts",
)

ARGUMENT_SPEC = {
    "own_addresses": {"type": "list", "elements": "str", "required": True},
    "virtual_addresses": {"type": "list", "elements": "str", "required": True},
    "names": {"type": "list", "elements": "str", "required": True},
}

planned, settings, writes, same = fix.planned, fix.settings, fix.writes, values_equal
not_applicable, path = always_applicable, no_path

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES = ("write_dns_registration",)
SHAPES = {
    "read_dns_registration": {
        "adapters": [network_adapters.SHAPE],
        **dynamic_update.SHAPE,
        **overriding.SHAPE,
        **restart.SHAPE,
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
    "adapters.addresses.state": Mask.WORD,
    "dns_server_role.publish_addresses": Mask.TEXT,
    "dns_server_role.listen_addresses": Mask.TEXT,
    "started": Mask.WORD,
    "earlier.started": Mask.WORD,
    "earlier.values.setting": Mask.TEXT,
    "earlier.problem": Mask.REASON,
    "suffix_search_list": Mask.NAMES,
    "hosts": Mask.HOSTS_LINE,
}


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
    found = [
        *(registration.of_adapter(adapter, intent) for adapter in adapters),
        *registration.after_change(restart.problem(data)),
        *visibility.visibility(adapters, intent),
        *dynamic_update.switches(data, adapters, intent),
    ]
    if doubts := registration.doubts(adapters, intent):
        found = [registration.report_only(finding, " and ".join(doubts)) for finding in found]
    return [
        *registration.missing(adapters, intent),
        *visibility.states(adapters, intent),
        *visibility.further(adapters, intent),
        *found,
        *overriding.policies(data["policies"]),
        overriding.role(data["dns_server_role"], intent.own),
        *hosts_file.lines(data["hosts"], intent.names),
    ]


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    own = [adapter for adapter in parse(answers[0]) if adapter.carries(intent.own)]
    return {
        "DNS servers": sorted({server for adapter in own for server in adapter.dns_servers}),
        "DNS suffixes": _suffixes(own),
        "DNS suffix search list": [suffix.lower() for suffix in answers[0]["suffix_search_list"]],
    }


def _suffixes(adapters: Sequence[Adapter]) -> list[str] | str:
    if any(adapter.dns_suffix is None for adapter in adapters):
        return NOT_KNOWN
    return sorted({adapter.dns_suffix.lower() for adapter in adapters if adapter.dns_suffix})


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return compare_views("DNS-9", views, nodes, "a client's fault may be reproducible on one node and not on another")
