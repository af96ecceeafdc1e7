# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""DNS-5 and DNS-4 once more: what the directory stores of a record, which no answer of a DNS server shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step
from . import commands
from .records import holder

SYSTEM = "S-1-5-18"
KIND = "kind of the records of the farm's names"


def static(zones: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[Finding]:
    """Each virtual name's records have no time stamp. asked: what DNS servers answer, for one that holds the zone."""
    if zones["problem"]:
        yield Finding("DNS-5", KIND, State.UNKNOWN, reason=zones["problem"], step=Step.LATENT)
    for node in (node for node in zones["nodes"] if not node["node"]):
        subject = f"kind of the records of {node['name']}"
        if not node["zone"]:
            yield Finding("DNS-5", subject, State.UNKNOWN, reason="no DNS server says its zone", step=Step.LATENT)
        elif not node["stored"]:
            reason = f"the zone {node['zone']} is not in the directory"
            yield Finding("DNS-5", subject, State.NOT_APPLICABLE, reason=reason)
        elif node["records"]:
            yield _kind(subject, node, holder(asked, node["name"]))


def _kind(subject: str, node: Mapping[str, Any], server: str) -> Finding:
    about = _about(node["name"])
    dynamic = [record["value"] for record in node["records"] if record["registered"] is not None]
    if not dynamic:
        return Finding("DNS-5", subject, State.COMPLIANT, "static", "static", about=about)
    when = "when nobody refreshes them" if node["aging"] else "once aging is turned on for the zone"
    reason = (
        f"registered dynamically: {', '.join(dynamic)}; DNS scavenges that {when}, and the name is gone; no node may "
        "refresh it: replace it by static records"
    )
    changes = [one for value in dynamic for one in commands.static(node["name"], node["zone"], value, server)]
    return Finding(
        "DNS-5",
        subject,
        State.DRIFT,
        "dynamic",
        "static",
        remedy=Remedy.HAND_OFF,
        reason=reason,
        step=Step.LATENT,
        about=about,
        commands=commands.commands(changes),
        undo=commands.reverse(changes),
    )


def owners(zones: Mapping[str, Any]) -> Iterator[Finding]:
    """Only the owner may refresh a record of a zone that takes secure updates alone: a former account's record stays as
    it is for ever, and the node registers nothing ([MS-DNSP]; Microsoft: "Dynamic DNS updates").
    """
    for node in (node for node in zones["nodes"] if node["node"]):
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


def _about(name: str) -> tuple[str, ...]:
    """With the short name, which clients complete to it."""
    return (name, name.partition(".")[0])
