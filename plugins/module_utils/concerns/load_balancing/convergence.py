# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the nodes of a farm are in the same cluster: no node can determine that alone.

Where heartbeats get lost, each part of a cluster converges separately: every node reports that it is converged, and
each part accepts all clients of the virtual addresses. That is found only by comparing the hosts that one node sees
with the states that the other nodes report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...facts.cluster.membership import Cluster, Membership, short
from ...model.finding import Finding, State
from ..node_comparison import compare_views

COMPARED = ("name of the cluster", "addresses of the cluster", "mode of the cluster", "port rules of the cluster")
CONSEQUENCE = "each node decides differently which node a client reaches, and whether it stays there"
SPLIT = "convergence of the cluster"
Views = Mapping[str, Mapping[str, Any]]


def view(node: Membership, cluster: Cluster) -> dict[str, Any]:
    """hosts: all that the node sees; sees: those of them that are converged."""
    return {
        "node": node.name,
        "converged": node.converged,
        "hosts": sorted(host.name for host in cluster.hosts),
        "sees": sorted(host.name for host in cluster.hosts if host.converged),
        "name of the cluster": cluster.name.lower(),
        "addresses of the cluster": sorted(map(str, cluster.addresses)),
        "mode of the cluster": cluster.mode.lower(),
        "port rules of the cluster": list(cluster.port_rules),
    }


def agreement(control: str, views: Views, nodes: int) -> dict[str, list[Finding]]:
    """Findings for each node of views; a node in no cluster has its own finding, and is not compared."""
    members = {node: view for node, view in views.items() if view}
    found: dict[str, list[Finding]] = {node: [] for node in views}
    if len(members) == 1 and len(views) > 1:
        return found
    compared = {node: {name: view[name] for name in COMPARED} for node, view in members.items()}
    for node, alike in compare_views(control, compared, nodes, CONSEQUENCE).items():
        found[node] += alike
    undescribed = _undescribed_hosts(members, nodes)
    claimed = sorted(view["node"] for view in members.values() if view["converged"])
    for node, view in members.items():
        if len(members) == 1 and nodes > 1:
            reason = "no other node of the farm was read"
            found[node].append(Finding(control, SPLIT, State.UNKNOWN, view["sees"], reason=reason))
        else:
            found[node].append(_convergence(control, view, claimed))
        if undescribed:
            found[node].append(_described(control, view, undescribed))
    return found


def _convergence(control: str, view: Mapping[str, Any], claimed: list[str]) -> Finding:
    """claimed: the nodes that report themselves as converged."""
    seen = set(map(short, view["sees"]))
    missed = [name for name in claimed if short(name) not in seen]
    if not view["converged"] or not missed:
        return Finding(control, SPLIT, State.COMPLIANT, view["sees"], claimed)
    return Finding(
        control, SPLIT, State.DRIFT, view["sees"], claimed,
        reason=f"split convergence: {', '.join(missed)} and this node are converged without each other, and each part "
        "accepts all clients; find out what blocks their heartbeats (switch, VLAN, mode of the cluster)",
    )  # fmt: skip


def _undescribed_hosts(members: Views, nodes: int) -> list[str]:
    """Hosts that must be others than the farm's nodes: a node that was not read may be one of them."""
    own = {short(view["node"]) for view in members.values()}
    seen = {short(name): name for view in members.values() for name in view["hosts"]}
    undescribed = sorted(name for key, name in seen.items() if key not in own)
    return undescribed if len(undescribed) > nodes - len(members) else []


def _described(control: str, view: Mapping[str, Any], undescribed: list[str]) -> Finding:
    subject, known = "nodes of the farm's description", [name for name in view["hosts"] if name not in undescribed]
    reason = f"clients also reach {', '.join(undescribed)}, neither audited nor fixed: add it to the description"
    return Finding(control, subject, State.DRIFT, view["hosts"], known, reason=reason)
