# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""DNS-5 and DNS-8: what each DNS server answers for the names that clients use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step
from . import commands
from .commands import Change
from .records import DECIDED, NO_SUCH_NAME, Answer, Server, each

ADDRESSES, ALIAS = "DNS-5", "DNS-8"
NOT_KNOWN = "no DNS server has said whether the name is an alias"


@dataclass(frozen=True)
class Farm:
    """nodes: own addresses of each."""

    names: tuple[str, ...]
    virtual: tuple[str, ...]
    nodes: Mapping[str, tuple[str, ...]]

    def node_of(self, address: str) -> str:
        """Empty where it is no node's own address."""
        return next((node for node, own in self.nodes.items() if address in own), "")


def findings(answer: Mapping[str, Any], farm: Farm) -> Iterator[Finding]:
    """Names that a client completes to the same one, such as intranet, are one question."""
    asked = list(each(answer, farm.names))
    named: dict[str, list[str]] = {}
    for name, _, one in asked:
        if one and name not in named.setdefault(one.asked, []):
            named[one.asked].append(name)
    for first in (names[0] for names in named.values()):
        yield from _name([(server, one) for name, server, one in asked if name == first], farm, named)
    for server in dict.fromkeys(server for _, server, one in asked if one is None):
        yield Finding(ADDRESSES, f"all names on {server.label}", State.UNKNOWN, reason=server.problem)
    if not named:
        silent = "; ".join(dict.fromkeys(server.problem for name, server, one in asked if server.problem))
        yield Finding(ALIAS, "alias of all names", State.UNKNOWN, reason=f"{NOT_KNOWN}: {silent}", about=farm.names)


def _name(
    asked: Sequence[tuple[Server, Answer | None]], farm: Farm, named: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    answers = [(server, one) for server, one in asked if one is not None]
    right = any(one.authoritative and set(one.addresses) == set(farm.virtual) for _, one in answers)
    for server, one in answers:
        about = (*named[one.asked], server.address)
        if one.code not in DECIDED:
            reason = f"the server answered {one.code}"
            yield Finding(ADDRESSES, f"{one.asked} on {server.label}", State.UNKNOWN, reason=reason, about=about)
            continue
        yield _addresses(about, server, one, farm, right)
        if one.aliases:
            yield _alias(about, server, one, farm)
    if any(one.aliases for _, one in answers):
        return
    asked_for, kind = answers[0][1].asked, "address record"
    about = tuple(named[asked_for])
    if any(one.code in DECIDED for _, one in answers):
        yield Finding(ALIAS, asked_for, State.COMPLIANT, kind, kind, about=about)
    else:
        said = "; ".join(f"{server.label} answered {one.code}" for server, one in answers)
        yield Finding(ALIAS, asked_for, State.UNKNOWN, reason=f"{NOT_KNOWN}: {said}", about=about)


def _addresses(about: tuple[str, ...], server: Server, one: Answer, farm: Farm, right: bool) -> Finding:
    """right: whether a server of the zone itself has exactly the virtual addresses."""
    subject = f"{one.asked} on {server.label}"
    found, wanted = sorted(one.addresses), sorted(farm.virtual)
    if found == wanted:
        return Finding(ADDRESSES, subject, State.COMPLIANT, found, wanted, about=about)
    extra = [address for address in one.addresses if address not in farm.virtual]
    lacking = [address for address in farm.virtual if address not in one.addresses]
    reason = _reason(server, one, extra, lacking, farm)
    if right and not one.authoritative:
        reason += f"; the zone's own servers have it right: the server has kept this, for {one.ttl or 0} s at most"
    # Those that are there all lead to the cluster: a client takes one of them.
    harmless = bool(one.addresses) and not extra
    changes = list(_mend(one, server, extra, lacking)) if one.authoritative and not one.aliases else []
    return Finding(
        ADDRESSES,
        subject,
        State.DRIFT,
        found,
        wanted,
        remedy=Remedy.HAND_OFF,
        reason=reason,
        step=Step.LATENT if harmless else None,
        about=(*about, *extra),
        commands=commands.commands(changes),
        undo=commands.reverse(changes),
    )


def _reason(server: Server, one: Answer, extra: Sequence[str], lacking: Sequence[str], farm: Farm) -> str:
    if one.code == NO_SUCH_NAME:
        return "this server knows no such name: perhaps its record was dynamic, and has been scavenged"
    if not one.addresses:
        return "this server has no address for it"
    said = []
    nodes = {address: node for address in extra if (node := farm.node_of(address))}
    if nodes:
        shown = ", ".join(f"{address} of {node}" for address, node in nodes.items())
        said.append(f"{shown}: clients reach that node alone, past the cluster, even while it is stopped")
    if strange := [address for address in extra if address not in nodes]:
        said.append(
            f"{', '.join(strange)}: no address of the farm; clients that take it reach another computer, or none"
        )
    if lacking:
        said.append(f"missing: {', '.join(lacking)}, which no client of this server uses")
    return "; ".join(said)


def _mend(one: Answer, server: Server, extra: Sequence[str], lacking: Sequence[str]) -> Iterator[Change]:
    """The record that is missing first: a name without any record would be worse than one with a wrong one."""
    for address in lacking:
        yield Change(True, one.asked, one.zone, address, server.name)
    for address in extra:
        yield Change(False, one.asked, one.zone, address, server.name)


def _alias(about: tuple[str, ...], server: Server, one: Answer, farm: Farm) -> Finding:
    target, subject = one.aliases[-1], f"alias of {one.asked} on {server.label}"
    if target in farm.names:
        return Finding(ALIAS, subject, State.COMPLIANT, target, about=about)
    node = next((node for node in farm.nodes if target.partition(".")[0] == node.partition(".")[0].casefold()), "")
    leads = f"the name of the node {node}: every client reaches that node alone" if node else "none of the farm's names"
    reason = (
        f"browsers ask for a ticket for HTTP/{target}, which is {leads}; replace the alias by address records, or add "
        f"{target} to kerberos_farm.names"
    )
    wanted = "address records, or an alias of a name in kerberos_farm.names"
    changes = [
        Change(False, one.asked, one.zone, one.aliases[0], server.name, kind=commands.ALIAS),
        *(Change(True, one.asked, one.zone, address, server.name) for address in farm.virtual),
    ]
    changes = changes if one.authoritative else []
    return Finding(
        ALIAS,
        subject,
        State.DRIFT,
        target,
        wanted,
        remedy=Remedy.HAND_OFF,
        reason=reason,
        about=about,
        commands=commands.commands(changes),
        undo=commands.reverse(changes),
    )
