# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Requests for service tickets that a domain controller has logged: event 4769 of its Security log.

Of a ticket that was issued it has the account whose key encrypts it, and not the name that was asked for. Of one that
was refused it has a code. Current domain controllers have more fields, so that they are taken by their names.
Sources: Microsoft's reference of event 4769; recorded events of the versions 0 and 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...model.call import Call
from ...model.masks import Mask
from ..events.events import code, moment

PAYLOAD = "read_ticket_requests"
SHAPE = {
    "time": str,
    "since": str,
    "read_since": str,
    "count": int,
    "problem": str,
    "requests": [{"time": str, "user": str, "service": str, "sid": str, "status": str, "encryption": str}],
}
MASKING = {
    "time": Mask.WORD,
    "since": Mask.WORD,
    "read_since": Mask.WORD,
    "problem": Mask.REASON,
    "requests.time": Mask.WORD,
    "requests.user": Mask.EVENT_FIELD,
    "requests.service": Mask.EVENT_FIELD,
    "requests.sid": Mask.SIDS,
    "requests.status": Mask.WORD,
    "requests.encryption": Mask.WORD,
}
# For reading; events that are read, and told: domain controllers log hundreds a second.
SECONDS, MOST, MOST_TOLD = 15, 20_000, 500
GRANTING = "krbtgt"  # the account of tickets that only ask for others
ISSUED = 0


@dataclass(frozen=True)
class Request:
    """user: without its domain. service: the account whose key encrypts the ticket; where it was refused, what it has.

    encryption: number of the type, such as 18 for AES256; None where it is not known.
    """

    time: datetime  # UTC
    user: str
    service: str
    sid: str
    status: int | None
    encryption: int | None


@dataclass(frozen=True)
class TicketRequests:
    """time: of the domain controller. since, read_since: what is older was not asked for, and was not read.

    count: how many events were read, of which found has those that were asked for.
    """

    time: datetime
    since: datetime
    read_since: datetime
    count: int
    problem: str
    found: tuple[Request, ...]


def read(hours: int, wanted: Sequence[str]) -> Call:
    """wanted: accounts that tickets are for, or that ask for them, and service principal names that were refused.

    For several farms at once, because it takes long.
    """
    bounds = {"seconds": SECONDS, "most": MOST, "most_told": MOST_TOLD}
    return Call(PAYLOAD, {"hours": hours, **bounds, "wanted": list(wanted)}, unites="wanted")


def parse(answer: Mapping[str, Any]) -> TicketRequests:
    """Raises ValueError for what is no time."""
    return TicketRequests(
        moment(answer["time"]),
        moment(answer["since"]),
        moment(answer["read_since"]),
        answer["count"],
        answer["problem"],
        tuple(_request(one) for one in answer["requests"]),
    )


def _request(given: Mapping[str, Any]) -> Request:
    return Request(
        moment(given["time"]),
        given["user"],
        given["service"],
        given["sid"],
        code(given["status"]),
        code(given["encryption"]),
    )
