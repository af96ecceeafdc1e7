# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether this node accepts clients in the farm's cluster. Its state in clusters of other farms does not matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...facts.cluster.membership import Cluster, Membership
from ...facts.cluster.status import CONVERGING, DISCONNECTED, DRAINING, STOPPED, SUSPENDED
from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step

WANTED, MARKER = "converged", "drain marker"
NOT_OURS = "this node accepts no clients, so the others serve them; nlb.kerberos did not stop it: "
REASONS = {
    STOPPED: f"{NOT_OURS}the administrator who stopped it must start it",
    SUSPENDED: f"{NOT_OURS}the administrator who suspended it must resume it, and start it",
    DRAINING: f"{NOT_OURS}the administrator who drains it must start it",
    CONVERGING: "this node accepts no clients yet; where it does not end in some seconds, another host has the same "
    "number or other port rules: compare them",
    DISCONNECTED: "this node accepts no clients: the adapter of the cluster has no connection to the network",
}


def unread(cluster: Cluster) -> str:
    return f"Network Load Balancing does not answer about it ({cluster.problem}): try this cmdlet on the node"


def unread_addresses(clusters: Sequence[Cluster]) -> str:
    """Which cluster has the farm's addresses is not known."""
    shown = "; ".join(f"{cluster.name} on {cluster.interface}: {cluster.problem}" for cluster in clusters)
    return f"it may be a cluster whose addresses are not known ({shown}): try this cmdlet on the node"


def findings(control: str, node: Membership, cluster: Cluster) -> list[Finding]:
    # Network Load Balancing leads no client to a host that is not converged: its state breaks no ticket.
    found = [_state(control, node, cluster), *_marker(control, node, cluster)]
    return [replace(finding, step=Step.LATENT) for finding in found]


def _state(control: str, node: Membership, cluster: Cluster) -> Finding:
    subject = f"state in cluster {cluster.name}"
    if cluster.converged:
        return Finding(control, subject, State.COMPLIANT, cluster.state, WANTED)
    if cluster.problem:
        return Finding(control, subject, State.UNKNOWN, wanted=WANTED, reason=unread(cluster))
    if not cluster.known:
        status = "no status" if cluster.status is None else f"status {cluster.status}"
        reason = f"Windows gives {status} for this host: compare nlb.exe query, and repair root/MicrosoftNLB of WMI"
        return Finding(control, subject, State.UNKNOWN, cluster.state, WANTED, reason=reason)
    if node.run:
        return _drained_by_run(
            control, subject, cluster.state, WANTED,
            f"run {node.run} drained it and did not start it: resume the fix, or start it with nlb.kerberos.drain",
        )  # fmt: skip
    return Finding(control, subject, State.DRIFT, cluster.state, WANTED, reason=REASONS[cluster.status or 0])


def _marker(control: str, node: Membership, cluster: Cluster) -> list[Finding]:
    """With it, a later run would start a node that another administrator has stopped."""
    if not node.run or not cluster.converged:
        return []
    reason = "the run ended after it started the node, before it removed the marker; nlb.kerberos.drain removes it"
    return [_drained_by_run(control, MARKER, f"run {node.run}", "none", reason)]


def _drained_by_run(control: str, subject: str, found: Any, wanted: Any, reason: str) -> Finding:
    """A run of nlb.kerberos left it so: the next fix starts the node, by nlb.kerberos.drain."""
    return Finding(control, subject, State.DRIFT, found, wanted, ("own", subject), Remedy.FIX, reason)
