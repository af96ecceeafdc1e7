# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""EVENT-1 on a domain controller: the requests for tickets that it has refused, and whether its logs tell of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ...facts.authentication.spn_holder import SpnHolder
from ...facts.events.events import KDC, MOST, Events
from ...facts.ticket_requests.ticket_requests import SECONDS, TicketRequests
from ...model.finding import Finding, State
from .event_checks import CONTROL, by_name
from .kerberos_events import Failure, failures, refusals
from .window import Window, shown

REQUESTS = "requests for tickets (event 4769)"
AUDITING = (
    'the Security log has no event 4769 {covered}: no ticket was asked for here, or "Audit Kerberos Service Ticket '
    'Operations" is not set to Success and Failure in the policy of domain controllers'
)


def refused(events: Events, requests: TicketRequests, names: Sequence[str]) -> list[Failure]:
    """By both logs."""
    return [*failures(events.found, names), *refusals(requests.found, names)]


def findings(
    events: Events, requests: TicketRequests, window: Window, names: Sequence[str], holder: SpnHolder
) -> Iterator[Finding]:
    yield _of_security_log(requests, window)
    why = f"only the newest {MOST} events of the Key Distribution Center were read"
    covered = window.covered(events.read_since(KDC), why)
    if problem := events.problems.get(KDC):
        reason = f"the events of the Key Distribution Center could not be read: {problem}"
        yield Finding(CONTROL, "events of the Key Distribution Center", State.UNKNOWN, reason=reason)
        covered = ""
    yield from by_name(refused(events, requests, names), covered, window, names, holder)


def _of_security_log(requests: TicketRequests, window: Window) -> Finding:
    covered = window.covered(requests.read_since, f"the newest {requests.count} events were read")
    if requests.problem:
        reason = f"the Security log could not be read: {requests.problem}"
    elif not requests.count and requests.read_since > requests.since:
        reason = f"within {SECONDS} seconds no event 4769 was found in the Security log"
    elif not requests.count:
        reason = AUDITING.format(covered=_since(requests.read_since))
    else:
        return Finding(CONTROL, REQUESTS, State.COMPLIANT, f"read {covered}", "read")
    return Finding(CONTROL, REQUESTS, State.UNKNOWN, reason=reason)


def _since(time: datetime) -> str:
    return f"since {shown(time)}"
