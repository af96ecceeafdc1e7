# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""SPN-1 and SPN-2: for whom the domain controller issues tickets to the farm's names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.directory.account import Account
from ...facts.directory.directory import Directory
from ...facts.directory.names import PORTS
from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step
from .holders import HTTP, Holding, by_host, holdings, malformed, shown
from .registrations import Checked, Registration
from .wanted import Wanted, is_node

RIGHT, OTHERS = "SPN-1", "SPN-2"
NOBODY = "no account"
OLD_TICKETS = "clients keep the tickets that they have for up to 10 hours"


def findings(directory: Directory, names: Sequence[str], wanted: Wanted) -> Iterator[Checked]:
    for name in names:
        held = holdings(directory, f"{HTTP}/{name}")
        if held and wanted.exists is None:
            yield from _not_compared(name, held, wanted)
            continue
        yield from _other_holders(directory, name, held, wanted)
        yield _right_holder(directory, name, held, wanted)
        yield from _not_everywhere(name, held, wanted)
        yield from _unread(directory, name)
        yield from _malformed(directory, name)
        yield from _with_ports(directory, name, wanted)


def _not_compared(name: str, held: Sequence[Holding], wanted: Wanted) -> Iterator[Checked]:
    found = shown([one.account for one in held])
    for control in (OTHERS, RIGHT):
        reason = f"the account that should hold it is not known: {wanted.problem}"
        yield Checked(Finding(control, f"{HTTP}/{name}", State.UNKNOWN, found, reason=reason, about=(name,)))


def _other_holders(directory: Directory, name: str, held: Sequence[Holding], wanted: Wanted) -> Iterator[Checked]:
    subject = f"{HTTP}/{name}"
    others = _others(held, wanted)
    stand_in = by_host(directory, name) if not held else []
    if others or stand_in:
        yield _taken(name, others, stand_in, held, wanted)
    elif reason := directory.others_unknown:
        yield Checked(Finding(OTHERS, subject, State.UNKNOWN, reason=reason, about=(name,)))
    else:
        found = shown([one.account for one in held])
        yield Checked(Finding(OTHERS, subject, State.COMPLIANT, found, about=(name,)))


def _others(held: Sequence[Holding], wanted: Wanted) -> list[Account]:
    """Not one whom no view shows beside the right one: that is a former holder, whose removal is being replicated."""
    right = [one for one in held if wanted.is_it(one.account)]
    if not wanted.name and len(right) > 1:  # none of them is described, so that any may be the right one
        return [one.account for one in held]
    beside = frozenset[str]().union(*(one.seen for one in right))
    return [one.account for one in held if one not in right and (not right or one.seen & beside)]


def _taken(
    name: str, others: Sequence[Account], stand_in: Sequence[Account], held: Sequence[Holding], wanted: Wanted
) -> Checked:
    subject = f"{HTTP}/{name}"
    found = shown(others) or [f"{account.shown} by HOST/{name}" for account in stand_in]
    right = any(wanted.is_it(one.account) for one in held)
    steps = [Registration(subject, account, False) for account in others] if wanted.name else []
    if wanted.account and not right:
        steps.append(Registration(subject, wanted.account, True))
    finding = Finding(
        OTHERS,
        subject,
        State.DRIFT,
        found,
        [wanted.shown] if wanted.name else "one account that every node can use",
        remedy=Remedy.HAND_OFF,
        reason=_why(name, others, stand_in, held, wanted),
        about=(name,),
    )
    return Checked(finding, tuple(steps), name)


def _why(
    name: str, others: Sequence[Account], stand_in: Sequence[Account], held: Sequence[Holding], wanted: Wanted
) -> str:
    if len(others) > 1 or any(wanted.is_it(one.account) for one in held):
        return (
            "several accounts hold it: the domain controller issues no ticket for a name that is not unique (error 7), "
            "and clients fall back to NTLM"
        )
    if stand_in:
        return (
            f"no account holds HTTP/{name} itself, so that HOST/{name} stands for it: tickets are issued for that "
            "computer's account, and only that computer can decrypt them"
        )
    account = others[0]
    if is_node(account, wanted.nodes):
        who = f"the computer account of a node: only {account.name.removesuffix('$').lower()} can decrypt its tickets"
    else:
        who = "another account than the farm's: nodes that decrypt with the farm's account refuse its tickets"
    return f"tickets are issued for {who}; the client sees KRB_AP_ERR_MODIFIED. After the change {OLD_TICKETS}"


def _right_holder(directory: Directory, name: str, held: Sequence[Holding], wanted: Wanted) -> Checked:
    subject = f"{HTTP}/{name}"
    found = shown([one.account for one in held])
    if any(wanted.is_it(one.account) for one in held):
        return Checked(Finding(RIGHT, subject, State.COMPLIANT, found, about=(name,)))
    target = wanted.shown or "an account that every node can use"
    if held or by_host(directory, name):
        reason = "another account holds it (SPN-2): it goes with that"
        now = found or NOBODY
        return Checked(
            Finding(RIGHT, subject, State.DRIFT, now, target, remedy=Remedy.FOLLOWS, reason=reason, about=(name,))
        )
    wrong = malformed(directory, name)
    meant = "; ".join(
        f"{spelled} on {account.shown} was meant, and no client asks for that" for spelled, account in wrong
    )
    reason = (
        "the domain controller knows no such name (error 7), so that clients fall back to NTLM, or ask for a password"
        + (f"; {meant}" if meant else "")
        + (f"; {wanted.problem}" if wanted.problem else "")
    )
    steps = [Registration(spelled, account, False) for spelled, account in wrong]
    if wanted.account:
        steps.append(Registration(subject, wanted.account, True))
    finding = Finding(
        RIGHT,
        subject,
        State.DRIFT,
        NOBODY,
        target,
        remedy=Remedy.HAND_OFF,
        reason=reason,
        about=(name,),
    )
    return Checked(finding, tuple(steps), name)


def _not_everywhere(name: str, held: Sequence[Holding], wanted: Wanted) -> Iterator[Checked]:
    """Replication is under way, or stuck: clients of these domain controllers still see the former state."""
    for one in (one for one in held if wanted.is_it(one.account)):
        for view in one.lacking:
            reason = (
                f"{view} does not show {one.account.shown} as its holder: a change is being replicated; if that does "
                "not end within the hour, see repadmin /showrepl"
            )
            subject = f"{HTTP}/{name} on {view}"
            shows = one.account.shown
            yield Checked(Finding(RIGHT, subject, State.PENDING, NOBODY, shows, reason=reason, about=(name,)))


def _unread(directory: Directory, name: str) -> Iterator[Checked]:
    for one in directory.seen:
        if one.problem:
            subject = f"{HTTP}/{name} on {one.controller}"
            yield Checked(Finding(RIGHT, subject, State.UNKNOWN, reason=one.problem, about=(name,)))


def _malformed(directory: Directory, name: str) -> Iterator[Checked]:
    for spelled, account in malformed(directory, name):
        reason = "no client asks for a name of this form; it has no effect"
        finding = Finding(
            RIGHT,
            f"spelling of {spelled} on {account.shown}",
            State.DRIFT,
            spelled,
            "removed",
            remedy=Remedy.HAND_OFF,
            reason=reason,
            step=Step.LATENT,
            about=(name,),
        )
        yield Checked(finding, (Registration(spelled, account, False),), name)


def _with_ports(directory: Directory, name: str, wanted: Wanted) -> Iterator[Checked]:
    """Clients put a port into the name only where a policy says so: on another account it breaks those alone."""
    for port in filter(None, PORTS):
        subject = f"{HTTP}/{name}{port}"
        others = [account for account in directory.with_service_principal(subject) if not wanted.is_it(account)]
        if others:
            reason = "clients that are set to put the port into the name get tickets for that account"
            finding = Finding(
                OTHERS,
                subject,
                State.DRIFT,
                shown(others),
                [wanted.shown] if wanted.name else "one account that every node can use",
                remedy=Remedy.HAND_OFF,
                reason=reason,
                step=Step.LATENT,
                about=(name,),
            )
            yield Checked(finding, tuple(Registration(subject, account, False) for account in others), name)
