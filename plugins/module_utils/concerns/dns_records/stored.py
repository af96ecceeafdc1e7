# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""DNS-5 and DNS-4 once more: what the directory stores of a record, which no answer of a DNS server shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step

SYSTEM = "S-1-5-18"


def static(zones: Mapping[str, Any], names: Collection[str]) -> Iterator[Finding]:
    """Each virtual name's records have no time stamp."""
    for node in zones["nodes"]:
        if node["name"] not in names or not node["records"]:
            continue
        subject = f"kind of the records of {node['name']}"
        dynamic = [record["value"] for record in node["records"] if record["registered"] is not None]
        if not dynamic:
            yield Finding("DNS-5", subject, State.COMPLIANT, "static", "static", about=(node["name"],))
            continue
        when = "when nobody refreshes them" if zones["aging"] else "once aging is turned on for the zone"
        reason = (
            f"{', '.join(dynamic)}: registered dynamically: DNS scavenges them {when}, and the name is gone; no node "
            "may refresh them: replace them by static records"
        )
        yield Finding(
            "DNS-5",
            subject,
            State.DRIFT,
            "dynamic",
            "static",
            remedy=Remedy.HAND_OFF,
            reason=reason,
            step=Step.LATENT,
            about=(node["name"],),
        )


def owners(zones: Mapping[str, Any]) -> Iterator[Finding]:
    """Only the owner may refresh a record of a zone that takes secure updates alone: a former account's record stays as
    it is for ever, and the node registers nothing ([MS-DNSP]; Microsoft: "Dynamic DNS updates").
    """
    for node in zones["nodes"]:
        account, owner = node["account"], node["owner"]
        if account is None or owner is None or not node["records"]:
            continue
        subject = f"owner of the record of {node['name']}"
        if owner in (account, SYSTEM):
            yield Finding("DNS-4", subject, State.COMPLIANT, owner, account)
            continue
        reason = (
            "the record belongs to another account, such as that of the computer's former installation: the node "
            "cannot refresh it where the zone takes secure updates only; delete the record, then run "
            "Register-DnsClient on the node"
        )
        yield Finding("DNS-4", subject, State.DRIFT, owner, account, remedy=Remedy.HAND_OFF, reason=reason)
