# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The names of a node, compared with those of the farm and with those of the other nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.finding import Finding, State

CONTROL = "HOST-3"
NODES, INVENTORY = "computer names of the nodes", "name of this node in the inventory"
OTHER = "another name than those of the farm"


@dataclass(frozen=True)
class Computer:
    """host: its name of DNS without the domain; name has 15 characters of it at the most."""

    name: str
    host: str
    domain: str  # empty where it is a member of none

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Computer:
        return cls(answer["name"], answer["host_name"] or answer["name"], answer["domain"] if answer["member"] else "")

    def has(self, name: str) -> bool:
        """Whether Windows registers HOST/<name> for the computer account, or the name resolves to this computer."""
        known = {self.name, self.host, f"{self.host}.{self.domain}" if self.domain else self.host}
        return name.casefold() in {one.casefold() for one in known}


def findings(computer: Computer, names: Sequence[str], inventory_name: str) -> Iterator[Finding]:
    shown = f"{computer.host}.{computer.domain}" if computer.domain else computer.host
    for name in names:
        subject = f"computer name and {name}"
        if not computer.has(name):
            yield Finding(CONTROL, subject, State.COMPLIANT, shown, shown)
            continue
        reason = (
            f"this node has a name of the farm as its own: Windows registers HOST/{name} on its computer account, and "
            f"the domain controller takes that for HTTP/{name} where no account has this itself, so that no other node "
            "can decrypt the tickets; the node also registers its own address for the name in DNS: rename the "
            "computer, or give the farm another name"
        )
        yield Finding(CONTROL, subject, State.DRIFT, shown, OTHER, reason=reason)
    if inventory_name.casefold() in {name.casefold() for name in names}:
        reason = (
            "the inventory calls this node by a name of the farm, which leads to the cluster and not to this node: "
            "rename it in the inventory and in kerberos_farm.nodes"
        )
        yield Finding(CONTROL, INVENTORY, State.DRIFT, inventory_name, OTHER, reason=reason)


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    """On every node. A node with a name of the farm, whose view is empty, must be renamed anyway."""
    known = {node: str(view["name"]) for node, view in views.items() if view}
    found: dict[str, list[Finding]] = {node: [] for node in views}
    for node in known:
        found[node].append(_compared(known, len(views) == 1 and nodes > 1))
    return found


def _compared(known: Mapping[str, str], alone: bool) -> Finding:
    shown = [f"{node}: {name}" for node, name in known.items()]
    if alone:
        return Finding(CONTROL, NODES, State.UNKNOWN, shown, reason="no other node of the farm was read")
    counted = Counter(name.casefold() for name in known.values())
    if twice := sorted({name for name in known.values() if counted[name.casefold()] > 1}):
        reason = (
            f"several nodes are called {', '.join(twice)}: a domain has one account for a name, so that the others "
            "have lost theirs, or are members of another domain; rename the copy, and join it to the domain again"
        )
        return Finding(CONTROL, NODES, State.DRIFT, shown, "a different name on every node", reason=reason)
    return Finding(CONTROL, NODES, State.COMPLIANT, shown)
