# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which adapters register, and whether the own addresses are there at all (DNS-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model.addresses import Address
from ...model.finding import Finding, Remedy, State, compare
from .adapters import Adapter
from .intent import Intent


def missing(adapters: Sequence[Adapter], intent: Intent) -> list[Finding]:
    return [
        Finding(
            "DNS-1", f"own address {address}", State.DRIFT, found="on no adapter", wanted="on an adapter",
            reason="no network adapter of this node has it: correct the description or the node",
        )
        for address in _missing(adapters, intent)
    ]  # fmt: skip


def _missing(adapters: Sequence[Adapter], intent: Intent) -> list[Address]:
    return sorted(intent.own - {bound.value for adapter in adapters for bound in adapter.addresses}, key=str)


def doubts(adapters: Sequence[Adapter], intent: Intent) -> list[str]:
    """Why the description may be of another node. One whose own address is another's too may be a copy."""
    own = [bound for adapter in adapters for bound in adapter.addresses if bound.value in intent.own]
    gone = ", ".join(map(str, _missing(adapters, intent)))
    duplicates = ", ".join(str(bound.value) for bound in own if bound.state == "Duplicate")
    return [
        *([f"{gone} is missing on this node"] if gone else []),
        *([f"{duplicates} is another computer's address too"] if duplicates else []),
    ]


def report_only(finding: Finding, why: str) -> Finding:
    """With a wrong description, a fix could turn off the only adapter that registers the node."""
    if finding.state is not State.DRIFT:
        return finding
    return replace(finding, remedy=Remedy.REPORT, reason=f"{finding.reason}; not changed while {why}")


def of_adapter(adapter: Adapter, intent: Intent) -> Finding:
    subject = f"registration of adapter {adapter.name}"
    key = ("adapters", adapter.id, "registers")
    own, virtual = adapter.carries(intent.own), adapter.carries(intent.virtual)
    if not own and not virtual:
        return _of_other_network(adapter, subject)
    if adapter.registers is None:
        reason = "the DNS client does not know this adapter: Get-DnsClient shows nothing of it"
        return Finding("DNS-1", subject, State.UNKNOWN, key=key, reason=reason)
    if own:
        reason = "the node's own adapter does not register: its record is scavenged and its name no longer resolves"
        return compare("DNS-1", subject, key, adapter.registers, True, reason=reason)
    reason = "the cluster's adapter registers: the node's name resolves to the cluster, and another node may answer"
    return compare("DNS-1", subject, key, adapter.registers, False, reason=reason)


def _of_other_network(adapter: Adapter, subject: str) -> Finding:
    """Such as for backups or management: only its administrator knows whether clients may reach the node there."""
    if not (adapter.registers and (found := adapter.registered())):
        return Finding("DNS-1", subject, State.NOT_APPLICABLE, reason="it has no address of the node or the cluster")
    shown = ", ".join(str(bound.value) for bound in found)
    reason = (
        f"the node's name also resolves to {shown}, which the description does not have, so whoever asks for the node "
        "may be sent to this network (KB558115): turn the registration of this adapter off, add its addresses to the "
        "node's own_addresses, or waive DNS-1 for this subject"
    )
    return Finding("DNS-1", subject, State.DRIFT, True, False, reason=reason)


def after_change(problem: str | None) -> list[Finding]:
    """Nothing where the last change was registered. Each write registers, so that one without a setting is its fix."""
    if problem is None:
        return []
    reason = f"the node has not registered its addresses since it was changed: {problem}"
    by_itself = "Windows does so by itself within 24 hours, or when the node restarts"
    return [
        Finding(
            "DNS-1", "registration after the last change", State.DRIFT, "not done", "done", ("earlier", "problem"),
            Remedy.FIX, f"{reason}; {by_itself}", irreversible="a registration in DNS cannot be taken back",
        )
    ]  # fmt: skip
