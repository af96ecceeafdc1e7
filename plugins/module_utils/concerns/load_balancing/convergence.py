# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the nodes of a farm are in the same cluster: no node can determine that alone.

Where heartbeats get lost, each part of a cluster converges separately: every node reports that it is converged, and
each part accepts all clients of the virtual addresses. That is found only by comparing the hosts that one node is
converged with, by their numbers, with the numbers of the other nodes that say that they are converged. One of two
nodes is enough to know whether both are in one convergence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ...facts.cluster.membership import Cluster
from ...model.finding import Finding, State
from ...model.ticket_path import Step
from ..node_comparison import compare_views

MODE = "mode of the cluster"
RULES = "port rules of the cluster"
COMPARED = ("name of the cluster", MODE, RULES)  # its addresses are held against the description, node by node
ANSWERED = "answered"
CONSEQUENCE = "each node decides differently which node a client reaches, and whether it stays there"
SPLIT, NUMBERS, DESCRIBED = (
    "convergence of the cluster",
    "host numbers of the cluster",
    "nodes of the farm's description",
)
NOT_KNOWN = "not known"
PROBLEM = "problem"
View = Mapping[str, Any]
Views = Mapping[str, View]  # by the node's name in the description


def view(cluster: Cluster, answered: bool) -> dict[str, Any]:
    """converged_with: numbers of hosts, this one included; None where they are not known.

    answered: whether the port rules let clients reach the site of the description.
    """
    return {
        "host": cluster.host,
        "converged": cluster.converged,
        "converged_with": None if cluster.converged_with is None else sorted(cluster.converged_with),
        "name of the cluster": cluster.name.lower(),
        MODE: cluster.mode.lower(),
        RULES: [str(rule) for rule in cluster.port_rules],
        ANSWERED: answered,
    }


def not_read(cluster: Cluster) -> dict[str, Any]:
    """The view of a node that is, or may be, in the farm's cluster, of which it shows nothing further."""
    return {PROBLEM: cluster.problem}


def agreement(control: str, views: Views, nodes: int) -> dict[str, list[Finding]]:
    """Findings for each node of views; a node in no cluster has its own finding, and is not compared.

    Nor is one whose cluster could not be read, but it counts as a member: alone with it, nothing can be compared.
    """
    inside = {node: view for node, view in views.items() if view}
    members = {node: view for node, view in inside.items() if PROBLEM not in view}
    found: dict[str, list[Finding]] = {node: [] for node in views}
    if len(inside) == 1 and len(views) > 1:
        return found
    undescribed = _undescribed_hosts(members, nodes)
    for node, alike in _configuration(control, members, nodes).items():
        found[node] += alike
    for node, view in members.items():
        if len(members) == 1 and nodes > 1:
            reason = "no other node of the farm was read"
            found[node].append(Finding(control, SPLIT, State.UNKNOWN, _shown(view), reason=reason))
        else:
            found[node] += [_convergence(control, node, members), _numbers(control, members)]
        if undescribed:
            found[node].append(_described(control, members, undescribed))
    return found


def _configuration(control: str, members: Views, nodes: int) -> dict[str, list[Finding]]:
    """A mode that is not known is not the same as another that is not known."""
    unknown = hidden = [node for node, view in members.items() if not view[MODE]]
    known = {node: {MODE: view[MODE]} for node, view in members.items() if view[MODE]}
    compared = {node: _compared(view) for node, view in members.items()}
    described = {node: [RULES] for node, view in members.items() if view[ANSWERED]}
    found = compare_views(control, compared, nodes, CONSEQUENCE, described)
    if unknown and len(known) == 1:
        unknown, known = list(members), {}
    for node, alike in compare_views(control, known, nodes, CONSEQUENCE).items():
        found[node] += alike
    for node in unknown:
        reason = f"the cluster's network address on {', '.join(hidden)} does not show its mode: compare it on all nodes"
        found[node].append(Finding(control, MODE, State.UNKNOWN, members[node][MODE] or NOT_KNOWN, reason=reason))
    return found


def _compared(view: View) -> dict[str, Any]:
    return {name: view[name] for name in COMPARED if name != MODE}


def _convergence(control: str, node: str, members: Views) -> Finding:
    """Against every other node that says that it is converged."""
    own = members[node]
    others = {name: view for name, view in members.items() if name != node and view["converged"]}
    together = {name: _together(own, view) for name, view in others.items()} if own["converged"] else {}
    wanted = [view["host"] for view in members.values() if view["converged"]]
    if apart := [f"{name} ({_host(others[name])})" for name, known in together.items() if known is False]:
        reason = (
            f"split convergence: {', '.join(apart)} and this node ({_host(own)}) are converged without each other, and "
            "each part accepts all clients; find out what blocks their heartbeats (switch, VLAN, mode of the cluster)"
        )
        return Finding(control, SPLIT, State.DRIFT, _shown(own), wanted, reason=reason)
    if unknown := [name for name, known in together.items() if known is None]:
        reason = (
            f"whether this node and {', '.join(unknown)} are converged together is not known on any of them: neither "
            "nlb.exe query nor the events 28 and 29 of Microsoft-Windows-NLB name the hosts; look at them on each node"
        )
        return Finding(control, SPLIT, State.UNKNOWN, _shown(own), wanted, reason=reason)
    return Finding(control, SPLIT, State.COMPLIANT, _shown(own), wanted)


def _together(one: View, other: View) -> bool | None:
    """Each of them may know it. None where neither does. A cluster lets only one host of a number in."""
    if one["host"] is not None and one["host"] == other["host"]:
        return False
    known = [
        b["host"] in a["converged_with"]
        for a, b in ((one, other), (other, one))
        if a["converged_with"] is not None and b["host"] is not None
    ]
    return all(known) if known else None


def _host(view: View) -> str:
    return "host number not known" if view["host"] is None else f"host {view['host']}"


def _shown(view: View) -> Any:
    return NOT_KNOWN if view["converged_with"] is None else view["converged_with"]


def _numbers(control: str, members: Views) -> Finding:
    counted = Counter(view["host"] for view in members.values() if view["host"] is not None)
    found = [f"{node}: {_host(view)}" for node, view in members.items()]
    if twice := [str(number) for number, times in sorted(counted.items()) if times > 1]:
        reason = f"several nodes are host {', '.join(twice)}, and the cluster lets one of them in: change the others"
        # The host that the cluster does not let in gets no clients, so that no ticket fails there.
        wanted = "a different number on every node"
        return Finding(control, NUMBERS, State.DRIFT, found, wanted, reason=reason, step=Step.LATENT)
    return Finding(control, NUMBERS, State.COMPLIANT, found)


def _undescribed_hosts(members: Views, nodes: int) -> list[int]:
    """Hosts that must be others than the farm's nodes: a node that was not read may be one of them."""
    own = {view["host"] for view in members.values() if view["host"] is not None}
    seen = {number for view in members.values() for number in view["converged_with"] or ()}
    undescribed = sorted(seen - own)
    return undescribed if len(undescribed) > nodes - len(own) else []


def _described(control: str, members: Views, undescribed: list[int]) -> Finding:
    known = sorted(view["host"] for view in members.values() if view["host"] is not None)
    which = "host" if len(undescribed) == 1 else "hosts"
    named = ", ".join(map(str, undescribed))
    reason = f"clients also reach {which} {named} of the cluster, neither audited nor fixed: add it to the description"
    return Finding(control, DESCRIBED, State.DRIFT, [*known, *undescribed], known, reason=reason)
