# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether every node is in the farm's one cluster, and accepts clients (NLB-1).

A client may reach any node that has the virtual addresses. With a node that answers for them outside of the cluster, or
a cluster that is split, one client reaches different computers from request to request. This is only reported: the
configuration of a cluster is its administrator's responsibility. Starting and draining: see drain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.cluster import membership
from ...facts.cluster.membership import Cluster, Membership, parse
from ...facts.iis import server as iis
from ...farm.description import Farm
from ...model import addresses
from ...model.addresses import Address
from ...model.call import Call
from ...model.finding import Finding, State
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
)
from . import addresses_of_cluster, controls, convergence, host_state, ports_of_site

NAME, SCOPE = "load_balancing", NODE
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
CONTROL = "NLB-1"
WANTED = "one cluster with the virtual addresses"

ARGUMENT_SPEC = {
    "site": {"type": "str"},
    "virtual_addresses": {"type": "list", "elements": "str", "required": True},
    "drain": {"type": "bool", "default": True},
}

planned, settings, same = one_change_per_finding, current_values, values_equal
not_applicable, path = always_applicable, no_path
RECYCLES, IMPACT = False, NO_IMPACT

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES = ("write_cluster",)  # by drain, which stops and starts the node
SHAPES = {"read_cluster": membership.SHAPE, **iis.SHAPES}
MASKING = {
    "site": Mask.WHOLE,
    "virtual_addresses": Mask.TEXT,
    **membership.MASKING,
    **iis.MASKING,
}


@dataclass(frozen=True)
class Intent:
    """site: empty where the description names none. drain: False where another load balancer may be used."""

    virtual: tuple[Address, ...]
    site: str = ""
    drain: bool = True

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user, for a bad address."""
        drain = arguments.get("drain")
        return cls(
            addresses.parse_option(arguments["virtual_addresses"], "virtual_addresses"),
            arguments.get("site") or "",
            True if drain is None else drain,
        )


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {
        "site": farm.site,
        "virtual_addresses": [str(address) for address in farm.virtual_addresses],
        "drain": farm.drain,
    }


def reads(intent: Intent) -> list[Call]:
    """IIS shows at which ports clients need an answer."""
    site = [Call("read_iis", otherwise=iis.UNREAD)] if intent.site else []
    return [membership.read(intent.virtual), *site]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    node = parse(answers[0])
    clusters = node.of_farm(frozenset(intent.virtual))
    return [
        _cluster(node, clusters, intent),
        *_addresses(node, clusters, intent),
        *(_ports(clusters[0], answers, intent) if len(clusters) == 1 else ()),
        *(finding for cluster in clusters[:1] for finding in host_state.findings(CONTROL, node, cluster)),
    ]


def _addresses(node: Membership, clusters: Sequence[Cluster], intent: Intent) -> list[Finding]:
    if not (clusters or intent.drain):
        return []  # other load balancers use an address on a loopback adapter
    return list(addresses_of_cluster.findings(CONTROL, node, clusters, intent.virtual))


def _ports(cluster: Cluster, answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    if cluster.problem or not intent.site:
        return []  # its port rules are not known, which its state says; or no port is
    if (site := iis.parse(answers[1]).site(intent.site)) is None:
        reason = f"this node's IIS shows no site {intent.site}, so the ports that clients use are not known"
        return [Finding(CONTROL, "ports of the site", State.UNKNOWN, reason=reason)]
    return list(ports_of_site.findings(CONTROL, cluster, site, intent.virtual))


def _cluster(node: Membership, clusters: Sequence[Cluster], intent: Intent) -> Finding:
    if not (clusters or intent.drain or node.of_unknown_farm()):
        return Finding(
            CONTROL, "cluster", State.NOT_APPLICABLE,
            reason="another load balancer is used, according to the description (drain: false)",
        )  # fmt: skip
    if len(clusters) == 1:
        return Finding(CONTROL, "cluster", State.COMPLIANT, clusters[0].name, clusters[0].name)
    if not clusters and (unread := node.of_unknown_farm()):
        names = [cluster.name for cluster in unread]
        return Finding(CONTROL, "cluster", State.UNKNOWN, names, WANTED, reason=host_state.unread_addresses(unread))
    if clusters:
        found: Any = [cluster.name for cluster in clusters]
        reason = "the virtual addresses are divided: each cluster balances its own addresses, without the others"
    else:
        found = [cluster.name for cluster in node.clusters] or ("none" if node.installed else "not installed")
        reason = "this node accepts no clients, or accepts them outside of the cluster"
    return Finding(CONTROL, "cluster", State.DRIFT, found, WANTED, reason=reason)


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    for finding in changes:
        raise ValueError(f"no write can fix {finding.control} {finding.subject}; nlb.kerberos.drain starts a node")
    return []


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """Empty where the node is in no cluster of the farm, or in several: there is nothing to be compared."""
    node = parse(answers[0])
    clusters = node.of_farm(frozenset(intent.virtual))
    unread = [cluster for cluster in clusters or node.of_unknown_farm() if cluster.problem]
    if unread:
        return convergence.not_read(unread[0])
    if len(clusters) != 1:
        return {}
    answered = all(finding.state is State.COMPLIANT for finding in _ports(clusters[0], answers, intent))
    return convergence.view(clusters[0], answered)


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return convergence.agreement(CONTROL, views, nodes)
