# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""EVENT-1: Kerberos errors for the farm's names, and what the account in them says about who should have decrypted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.authentication.spn_holder import SpnHolder
from ...facts.events.events import KERBEROS, MOST, Events
from ...model.account_names import SID
from ...model.finding import Finding, State
from .kerberos_events import ERRORS, NOT_DECRYPTED, Failure, account_of, failures
from .window import Window, shown

CONTROL = "EVENT-1"


def findings(events: Events, window: Window, names: Sequence[str], holder: SpnHolder) -> Iterator[Finding]:
    """For each name, and for each account that could not decrypt tickets for it."""
    if problem := events.problems.get(KERBEROS):
        reason = f"the events of Kerberos could not be read: {problem}"
        yield Finding(CONTROL, "events of Kerberos", State.UNKNOWN, reason=reason)
        return
    # Events 3 of other services may be so many that those of the farm's names are not among the newest.
    covered = window.covered(events.read_since(KERBEROS), f"only the newest {MOST} events of Kerberos were read")
    yield from by_name(list(failures(events.found, names)), covered, window, names, holder)


def by_name(
    found: Sequence[Failure], covered: str, window: Window, names: Sequence[str], holder: SpnHolder
) -> Iterator[Finding]:
    """found: all failures that the logs have. covered: since when they were read; empty where they were not."""
    recent = [one for one in found if window.has(one.time)]
    for name in names:
        own = [one for one in recent if one.name == name]
        if covered and not own:
            yield Finding(CONTROL, f"Kerberos errors for HTTP/{name}", State.COMPLIANT, f"none {covered}", "none")
        for kind in dict.fromkeys((one.event, one.code, one.server) for one in own):
            yield _finding([one for one in own if (one.event, one.code, one.server) == kind], window, holder)


def _finding(alike: Sequence[Failure], window: Window, holder: SpnHolder) -> Finding:
    newest = max(alike, key=lambda one: one.time)
    controls, reason = _of_refusal(newest) if not newest.server else _of_event_4(newest, holder)
    state, until = State.DRIFT, window.old_tickets_until
    if newest.server and until and newest.time < until:
        state = State.PENDING
        reason += (
            f". It may be a ticket from before the last fix, which clients keep until {shown(until)} (klist purge "
            "removes it)"
        )
    if window.unknown:
        reason += f". It may be from before a fix, because {window.unknown} ({window.fix.problem})"
    times = f"{len(alike)} times, " if len(alike) > 1 else ""
    return Finding(
        CONTROL,
        f"{newest.shown} for HTTP/{newest.name}" + (f" from {newest.server}" if newest.server else ""),
        state,
        f"{times}the last at {shown(newest.time)}",
        "none",
        reason=reason,
        about=(newest.name,),
        follows_from=controls,
    )


def _of_refusal(failure: Failure) -> tuple[tuple[str, ...], str]:
    means, controls = ERRORS[failure.code]
    return controls, f"a ticket for this name was refused: {means}: look at {', '.join(controls)}"


def _of_event_4(failure: Failure, holder: SpnHolder) -> tuple[tuple[str, ...], str]:
    said = f"{failure.server} could not decrypt a ticket for HTTP/{failure.name}"
    if is_holder(failure.server, holder):
        return ("POOL-6", "POOL-2"), (
            f"{said}, although that account holds the name: worker processes there work with an older password: look "
            "at POOL-6 and POOL-2"
        )
    held = f"it is issued for {holder.account}" if holder.account else "who holds the name is not known"
    which = "a computer that decrypts with its own key" if failure.server.endswith("$") else "an application pool"
    reason = f"{said}: {held}, and {which} got it: look at AUTH-3 on that node, and at SPN-2"
    if failure.crossed:
        return ("HOST-3", "AUTH-3", "SPN-2"), (
            f"{reason}. Client and server are in different domains, which may both have an account of this name: look "
            "at HOST-3 too"
        )
    return ("AUTH-3", "SPN-2"), reason


def explaining(failure: Failure, holder: SpnHolder) -> tuple[str, ...]:
    """The controls that would explain an event 4."""
    return _of_event_4(failure, holder)[0]


def is_holder(server: str, holder: SpnHolder) -> bool:
    """By the name of the account; one that is known by its identifier alone cannot be compared."""
    account = holder.account
    return bool(account and not SID.fullmatch(account)) and account_of(server) == account_of(account or "")


def not_decrypted(events: Events, window: Window, names: Sequence[str]) -> list[Failure]:
    """Event 4 alone, of tickets that are none from before the last fix."""
    old = window.old_tickets_until
    found = (one for one in failures(events.found, names) if one.event == NOT_DECRYPTED and one.server)
    return [one for one in found if window.has(one.time) and not (old and one.time < old)]
