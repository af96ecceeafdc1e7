# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""DNS-4 and DNS-7: the records of the nodes themselves, which lie on no user's path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any

from ...model.finding import Finding, Remedy, State
from . import commands, node_updates
from .commands import Change
from .node_updates import Updates
from .records import DECIDED, NO_SUCH_NAME, Answer, Server, each
from .virtual_names import Farm

NODES, REVERSE = "DNS-4", "DNS-7"


def findings(answer: Mapping[str, Any], farm: Farm, updates: Updates) -> Iterator[Finding]:
    for node, server, one in each(answer, tuple(farm.nodes)):
        subject = f"{one.asked if one else node} on {server.label}"
        if one is None or one.code not in DECIDED:
            reason = server.problem or f"the server answered {one.code if one else 'nothing'}"
            yield Finding(NODES, subject, State.UNKNOWN, reason=reason)
        else:
            yield _of_node(subject, node, server, one, farm, updates)
    yield from _reverse(answer, farm)


def _of_node(subject: str, node: str, server: Server, one: Answer, farm: Farm, updates: Updates) -> Finding:
    found, wanted = sorted(one.addresses), sorted(farm.nodes[node])
    if found == wanted:
        return Finding(NODES, subject, State.COMPLIANT, found, wanted)
    said = []
    if one.code == NO_SUCH_NAME:
        said.append("this server knows no such name: the node has not registered itself (DNS-1 to DNS-3 say why)")
    if shared := [address for address in one.addresses if address in farm.virtual]:
        said.append(
            f"{', '.join(shared)}: the node has registered a virtual address under its own name (DNS-1, DNS-2): who "
            "asks for this node may reach another one"
        )
    if stale := [a for a in one.addresses if a not in farm.virtual and a not in farm.nodes[node]]:
        said.append(f"{', '.join(stale)}: no own address of the node in the description")
    if one.code != NO_SUCH_NAME and (lacking := [a for a in farm.nodes[node] if a not in one.addresses]):
        said.append(f"missing: {', '.join(lacking)}; the node registers itself once DNS-1 to DNS-3 hold")
    wrong = [address for address in one.addresses if address not in farm.nodes[node]]
    refusal = updates.refusal(server, one, farm.nodes[node])
    if updates.given and not refusal:
        reason = "; ".join(said)
        return Finding(
            NODES, subject, State.DRIFT, found, wanted, node_updates.key(server, one), Remedy.FIX, reason=reason
        )
    if updates.given and wrong:
        said.append(f"not written: {refusal}")
    removed = [Change(False, one.asked, one.zone, address, server.name, aged=True) for address in wrong]
    removed = removed if one.authoritative else []
    return Finding(
        NODES,
        subject,
        State.DRIFT,
        found,
        wanted,
        remedy=Remedy.HAND_OFF,
        reason="; ".join(said),
        commands=commands.commands(removed),
        undo=commands.reverse(removed),
    )


def _reverse(answer: Mapping[str, Any], farm: Farm) -> Iterator[Finding]:
    full = {one.name: one.asked for server in _answered(answer) for one in server}
    for item in answer["reverse"]:
        address = str(ip_address(item["address"]))
        if item["problem"]:
            yield Finding(REVERSE, address, State.UNKNOWN, reason=item["problem"])
        elif not item["zone"]:
            yield Finding(REVERSE, address, State.NOT_APPLICABLE, reason="there is no zone for its reverse record")
        else:
            node = farm.node_of(address)
            wanted = [full.get(node, node)] if node else sorted({full.get(name, name) for name in farm.names})
            yield _pointer(address, item["names"], wanted)


def _answered(answer: Mapping[str, Any]) -> Iterator[list[Answer]]:
    for _, _, one in each(answer, tuple(dict.fromkeys(a["name"] for s in answer["servers"] for a in s["answers"]))):
        if one is not None:
            yield [one]


def _pointer(address: str, found: list[str], wanted: list[str]) -> Finding:
    """A virtual address may have any of the farm's names, an own one only that of its node; none is no fault."""
    if not found or set(found) <= set(wanted):
        return Finding(REVERSE, address, State.COMPLIANT, found, wanted)
    reason = "its reverse record names another computer; Kerberos of Windows does not use it, and some other clients do"
    return Finding(REVERSE, address, State.DRIFT, found, wanted, reason=reason)
