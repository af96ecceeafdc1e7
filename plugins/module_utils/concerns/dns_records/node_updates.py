# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""DNS-4: whether the records of a node on one server may be written by a secure dynamic update, and what is written.

Only what the node would write itself: dynamic records, in a zone that takes secure updates alone, of the node's own
account, which it does not refresh. A name of the farm never: an update leaves a time stamp.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from ...facts.dns_records import shape
from ...model.call import Call
from ...model.finding import Finding, Key, Remedy, State
from .commands import kind_of
from .records import DECIDED, Answer, Server, each, servers
from .stored import SYSTEM

PART = "node_records"  # (PART, server, zone, name, type) -> addresses
KINDS = ("A", "AAAA")
NOT_SIGNED = "the Python package gssapi, which signs updates, is not installed where Ansible runs"


@dataclass(frozen=True)
class Updates:
    """given: whether there is an account that may write. asked, zones: the answers about DNS and the directory."""

    given: bool
    names: frozenset[str]  # of the farm, in full
    virtual: Sequence[str]  # addresses of the farm
    asked: Mapping[str, Any]
    zones: Mapping[str, Any]

    def refusal(self, server: Server, one: Answer, own: Sequence[str]) -> str:
        """Why this node's records on this server are not written; empty where they are."""
        if not self.asked["signs"]:
            return NOT_SIGNED
        if one.asked in self.names:
            return "it is a name of the farm too, whose records must be static"
        if not one.authoritative or not server.name:
            return "this server is not known to hold the zone itself"
        if one.aliases:
            return "the name is an alias"
        if set(one.addresses) <= set(own):
            return "the node registers by itself what is missing, so that the record belongs to it"
        return self._of_directory(one, own)

    def _of_directory(self, one: Answer, own: Sequence[str]) -> str:
        node = next((node for node in self.zones["nodes"] if node["name"] == one.asked and node["node"]), None)
        if node is None or not node["stored"]:
            return self.zones["problem"] or "its zone is not in the directory"
        if node["updates"] != "secure":
            return f"the zone {node['zone']} does not take secure dynamic updates alone"
        if node["owner"] is None or node["account"] is None:
            return "the owner of the record or the node's account is not known"
        if node["owner"] not in (node["account"], SYSTEM):
            return "the record belongs to another account"
        registered = {_text(r["value"]): r["registered"] for r in node["records"] if r["type"] in KINDS}
        wrong = [address for address in one.addresses if address not in own]
        if unlike := [address for address in wrong if address not in registered]:
            return f"the directory has no {', '.join(unlike)} there: the domain controllers differ"
        if static := [address for address in wrong if registered[address] is None]:
            return f"an administrator has made {', '.join(static)} a static record"
        if current := [address for address in wrong if self._is_current(address, registered, own)]:
            return (
                f"{', '.join(current)} has been registered as lately as the node's own addresses: perhaps the node has "
                "it, and registers it by itself (DNS-1)"
            )
        if node["owner"] == SYSTEM and any(address not in one.addresses for address in own):
            return "the record does not belong to the node's account, so that the node could not refresh what is added"
        return ""

    def _is_current(self, address: str, registered: Mapping[str, str | None], own: Sequence[str]) -> bool:
        """A node registers all its addresses at once: what it has no more is older. ISO 8601 of UTC sorts by time."""
        lately = max((when for one, when in registered.items() if when and one in own), default="")
        return address not in self.virtual and (registered[address] or "") >= lately


def key(server: Server, one: Answer) -> Key:
    return (PART, server.label, one.zone, one.asked)


def planned(drift: Sequence[Finding]) -> Iterator[Finding]:
    """A change for each type, in which addresses differ."""
    for finding in drift:
        for kind in KINDS:
            found, wanted = _of(kind, finding.found), _of(kind, finding.wanted)
            if found != wanted and finding.key:
                subject = f"{kind} of {finding.subject}"
                changed = (*finding.key, kind)
                yield Finding(finding.control, subject, State.DRIFT, found, wanted, changed, Remedy.FIX)


def settings(asked: Mapping[str, Any], nodes: Sequence[str]) -> dict[Key, Any]:
    return {
        (*key(server, one), kind): _of(kind, one.addresses)
        for _, server, one in each(asked, nodes)
        if one and one.authoritative and one.code in DECIDED and not one.aliases
        for kind in KINDS
    }


def writes(changes: Sequence[Finding], asked: Mapping[str, Any]) -> list[Call]:
    """One update for each name on each server, so that it never lacks an address between. Raises ValueError."""
    known = {server.label: server for server in servers(asked)}
    updates: dict[Key, dict[str, Any]] = {}
    for change in changes:
        if not change.key or change.key[0] != PART:
            raise ValueError(f"no write can fix {change.control} {change.subject}")
        _, label, zone, name, _ = change.key
        of_server = {"server": known[label].address, "host": known[label].name, "zone": zone, "name": name}
        update = updates.setdefault(change.key[:4], {**of_server, "added": [], "removed": []})
        update["added"] += [address for address in change.wanted if address not in change.found]
        update["removed"] += [address for address in change.found if address not in change.wanted]
    return [shape.write(list(updates.values()), asked["domain"])] if updates else []


def _of(kind: str, addresses: Sequence[str]) -> list[str]:
    return sorted(address for address in addresses if kind_of(address) == kind)


def _text(address: str) -> str:
    return str(ip_address(address))
