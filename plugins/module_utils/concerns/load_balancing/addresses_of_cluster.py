# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the cluster's addresses are those of the description, and this node has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.cluster.membership import Cluster, Membership
from ...model.addresses import Address
from ...model.finding import Finding, State
from . import host_state

ON_CLUSTER = "on the cluster"


def findings(
    control: str, node: Membership, clusters: Sequence[Cluster], virtual: Sequence[Address]
) -> Iterator[Finding]:
    """Each described address, and each one of the farm's clusters that is not described."""
    balanced = frozenset(address for cluster in clusters for address in cluster.addresses)
    for address in virtual:
        subject = f"virtual address {address}"
        if address in node.left:
            yield Finding(
                control, subject, State.DRIFT, "on an adapter without Network Load Balancing",
                ON_CLUSTER if clusters else "not on this node",
                reason="left after unbinding: this computer answers for the address outside of the cluster, and "
                "clients near it never reach the cluster; remove the address from the adapter, or bind Network Load "
                "Balancing again",
            )  # fmt: skip
        elif address in balanced:
            yield _balanced(control, subject, address in node.present)
        elif clusters:
            yield _missing(control, subject, node)
    for address in sorted(balanced - {*virtual}, key=str):
        reason = (
            "clients reach this node at it too, and it is not in the description, so no node is checked for it: add it "
            "to kerberos_farm.virtual_addresses, or remove it from the cluster"
        )
        subject = f"cluster address {address}"
        yield Finding(control, subject, State.DRIFT, "not described", "in the description", reason=reason)


def _balanced(control: str, subject: str, present: bool) -> Finding:
    if present:
        return Finding(control, subject, State.COMPLIANT, ON_CLUSTER, ON_CLUSTER)
    reason = (
        "the cluster has it and no adapter of this node: Windows answers no client for it here; add it to the "
        "cluster's adapter, in the properties of its TCP/IP"
    )
    return Finding(control, subject, State.DRIFT, "on the cluster, and on no adapter", ON_CLUSTER, reason=reason)


def _missing(control: str, subject: str, node: Membership) -> Finding:
    if unread := node.of_unknown_farm():
        reason = host_state.unread_addresses(unread)
        return Finding(control, subject, State.UNKNOWN, wanted=ON_CLUSTER, reason=reason)
    reason = "this node accepts no clients for the address: add it to the cluster, or correct the description"
    return Finding(control, subject, State.DRIFT, "not on the cluster", ON_CLUSTER, reason=reason)
