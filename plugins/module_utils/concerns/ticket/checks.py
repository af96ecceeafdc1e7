# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A finding for each name with each node (LIVE-1), virtual address (LIVE-2), and further domain controller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.tickets.tickets import Controller, Shown, Ticket, Tickets
from ...model.addresses import same_address
from ...model.finding import Finding, State
from ...model.shown_ticket import Outcome
from ...model.ticket_path import Step
from .outcomes import Meaning, of_controller, of_shown

AT_NODE, AT_ADDRESS = "LIVE-1", "LIVE-2"
WANTED = "accepted"
AES = {17: "AES-128", 18: "AES-256", 23: "RC4"}


@dataclass(frozen=True)
class Places:
    """bindings: of the site, node -> see app_pool's path; none where they are not known. scheme, port: of the probe."""

    nodes: tuple[str, ...]
    addresses: tuple[str, ...]
    scheme: str
    port: int
    bindings: Mapping[str, Sequence[Mapping[str, Any]]]

    def is_bound(self, node: str, address: str) -> bool:
        """Whether the node's site answers at its own address, as far as that is known."""
        known = self.bindings.get(node)
        return known is None or any(
            one["scheme"] == self.scheme
            and one["port"] == self.port
            and (not one["address"] or same_address(one["address"], address))
            for one in known
        )


def findings(known: Tickets, names: Sequence[str], places: Places) -> Iterator[Finding]:
    """Of tickets that were asked for. known.giving is not empty."""
    first, *others = known.giving
    for name in names:
        ticket = first.tickets[name]
        if ticket.problem:
            yield from _not_given(name, first, ticket)
            continue
        for shown in (one for one in known.shown if one.name == name):
            yield _shown(shown, ticket, places)
    for other in others:
        yield from (_compared(first, other, name) for name in names)
    for silent in (one for one in known.controllers if one.problem):
        yield Finding(AT_NODE, f"tickets of {silent.name}", State.UNKNOWN, reason=silent.problem, step=Step.TICKET)


def _not_given(name: str, first: Controller, ticket: Ticket) -> Iterator[Finding]:
    """Neither node nor address can be asked."""
    meaning = of_controller(ticket.code)
    for control in (AT_NODE, AT_ADDRESS):
        found = f"no ticket of {first.name}"
        yield _finding(control, f"HTTP/{name}", meaning, found, f"{first.name}: {meaning.reason}", (name,))


def _shown(one: Shown, ticket: Ticket, places: Places) -> Finding:
    control = AT_NODE if one.node else AT_ADDRESS
    answers = f", {one.server}" if one.server else ""
    where = f"{one.node} ({one.address}{answers})" if one.node else f"{one.address}{answers}"
    subject = f"HTTP/{one.name} on {one.node}" if one.node else f"HTTP/{one.name} at {one.address}"
    about = (one.name, one.node or one.address)
    if one.outcome is Outcome.ACCEPTED:
        found = f"accepted, {_kind(ticket)}"
        return Finding(control, subject, State.COMPLIANT, found, WANTED, about=about)
    meaning = of_shown(one)
    if one.node and not places.is_bound(one.node, one.address):
        reason = f"the site of {one.node} has no binding at {one.address} for {places.scheme}, port {places.port}"
        meaning = Meaning(meaning.step, f"{reason}: clients reach it at the virtual addresses alone", (), State.UNKNOWN)
    elif one.node and one.outcome is Outcome.SILENT:  # clients never come this way, so a firewall would be no fault
        meaning = Meaning(meaning.step, meaning.reason, meaning.explained_by, State.UNKNOWN)
    return _finding(control, subject, meaning, _found(one), f"{where}: {meaning.reason}", about)


def _found(one: Shown) -> str:
    if one.code is not None:
        return f"Kerberos error {one.code}"
    return f"{one.outcome.value} ({one.status})" if one.status else one.outcome.value


def _finding(control: str, subject: str, meaning: Meaning, found: str, reason: str, about: tuple[str, ...]) -> Finding:
    return Finding(
        control,
        subject,
        meaning.state,
        found,
        WANTED,
        reason=reason,
        step=meaning.step,
        about=about,
        follows_from=meaning.explained_by,
    )


def _compared(first: Controller, other: Controller, name: str) -> Finding:
    """The same ticket as that of the first, which was shown: the account, its key and the type of its encryption."""
    subject, one, two = f"HTTP/{name} by {other.name}", first.tickets[name], other.tickets[name]
    if two.problem:
        meaning = of_controller(two.code)
        gives = "gives none either" if one.problem else "gives one, so one of the two is behind in replication"
        reason = f"{other.name}: {meaning.reason}; {first.name} {gives}"
        return _finding(AT_NODE, subject, meaning, f"no ticket of {other.name}", reason, (name,))
    if one.problem or (one.key_version, one.encryption) != (two.key_version, two.encryption):
        was = "no ticket" if one.problem else _kind(one)
        reason = (
            f"{other.name} gives another ticket than {first.name} ({_kind(two)} and {was}): one of them is behind in "
            "replication; see repadmin /replsummary"
        )
        return _finding(AT_NODE, subject, Meaning(Step.TICKET, reason, ("SPN-1",)), _kind(two), reason, (name,))
    return Finding(AT_NODE, subject, State.COMPLIANT, _kind(two), _kind(one), about=(name,))


def _kind(ticket: Ticket) -> str:
    version = "" if ticket.key_version is None else f", key version {ticket.key_version}"
    return f"{AES.get(ticket.encryption or 0, f'type {ticket.encryption}')}{version}"
