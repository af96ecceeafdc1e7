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
    "events": [{"time": str, "fields": [{"name": str, "value": str}]}],
}
MASKING = {
    "time": Mask.WORD,
    "since": Mask.WORD,
    "read_since": Mask.WORD,
    "problem": Mask.REASON,
    "events.time": Mask.WORD,
    "events.fields.name": Mask.WORD,
    "events.fields.value": Mask.EVENT_FIELD,
}
SECONDS, MOST = 15, 20_000  # for reading, and events that are read; domain controllers log hundreds a second
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


def read(hours: int, services: Sequence[str], users: Sequence[str]) -> Call:
    """services: accounts, and service principal names that may have been refused. users: without their domain."""
    given = {"hours": hours, "seconds": SECONDS, "most": MOST, "services": list(services), "users": list(users)}
    return Call(PAYLOAD, given)


def parse(answer: Mapping[str, Any]) -> TicketRequests:
    """Raises ValueError for what is no time."""
    return TicketRequests(
        moment(answer["time"]),
        moment(answer["since"]),
        moment(answer["read_since"]),
        answer["count"],
        answer["problem"],
        tuple(_request(one) for one in answer["events"]),
    )


def _request(given: Mapping[str, Any]) -> Request:
    fields = {one["name"]: one["value"] for one in given["fields"]}
    return Request(
        moment(given["time"]),
        fields.get("TargetUserName", "").partition("@")[0],
        fields.get("ServiceName", ""),
        fields.get("ServiceSid", ""),
        code(fields.get("Status", "")),
        code(fields.get("TicketEncryptionType", "")),
    )
