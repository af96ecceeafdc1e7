# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What Kerberos has logged about tickets for the farm's names: on the computer that asked, and on domain controllers.

Event 4: a server could not decrypt a ticket. Its field Server is the account that the server itself works with, and
Targetname the service principal name of the ticket. Event 3 (only where LogLevel is 1): a domain controller's error.
On a domain controller event 11: several accounts have the name; 16 and 27: the account has no key that is asked for.
Sources: manifests of Microsoft-Windows-Security-Kerberos and Microsoft-Windows-Kerberos-Key-Distribution-Center;
KB262177; KB977321; MS-KILE 3.4.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ...facts.events.events import KDC, KERBEROS, Event, code
from ...facts.ticket_requests.ticket_requests import Request

NOT_DECRYPTED, ERROR, REQUESTED = 4, 3, 4769
SEVERAL, NO_KEY, MODIFIED = 0x8, 0xE, 0x29
OF_KDC = {11: SEVERAL, 16: NO_KEY, 27: NO_KEY}  # event -> code that the client gets
CODED = (ERROR, REQUESTED)  # whose code tells one from another


@dataclass(frozen=True)
class Failure:
    """code: of Kerberos. server: the account that could not decrypt; empty where no server answered, as of event 3.

    crossed: whether server and client belong to different domains, and the server's name does not say to which.
    """

    name: str
    time: datetime
    code: int
    event: int
    server: str = ""
    crossed: bool = False

    @property
    def shown(self) -> str:
        """The event, as in Event Viewer, with the code where there are several."""
        return f"event {self.event}" + (f" ({self.code:#x})" if self.event in CODED else "")


def failures(events: Sequence[Event], names: Sequence[str]) -> Iterator[Failure]:
    """Of tickets for these names. Noise of Kerberos is left out: what a client does next succeeds."""
    for event in events:
        found = _of_kdc(event) if event.provider == KDC else _of_client(event) if event.provider == KERBEROS else None
        if found and found.name in names:
            yield found


def refusals(requests: Sequence[Request], names: Sequence[str]) -> Iterator[Failure]:
    """Of the requests for tickets, those that were refused: then the service is the name that was asked for."""
    for one in requests:
        if (name := host_of(one.service)) in names and one.status in ERRORS and one.status != MODIFIED:
            yield Failure(name, one.time, one.status, REQUESTED)


def _of_client(event: Event) -> Failure | None:
    if event.id == NOT_DECRYPTED:
        name, server = host_of(event.get("Targetname", 2)), event.get("Server", 0)
        realms = {event.get("TargetRealm", 1).casefold(), event.get("ClientRealm", 3).casefold()}
        return Failure(name, event.time, MODIFIED, event.id, server, len(realms) > 1 and "." not in server)
    found = code(event.get("ErrorCode", 3))
    if event.id != ERROR or found not in ERRORS:
        return None
    return Failure(host_of(event.get("TargetName", 10)), event.time, found, event.id)


def _of_kdc(event: Event) -> Failure | None:
    """The name that was asked for is the first field, which each of the events calls otherwise."""
    if event.id not in OF_KDC or not event.values:
        return None
    return Failure(host_of(event.values[0]), event.time, OF_KDC[event.id], event.id)


# KRB-ERROR codes that a name of the farm may get, what they mean, and the controls that would explain them.
ERRORS = {
    0x7: ("no account holds the service principal name", ("SPN-1",)),
    SEVERAL: ("several accounts hold the service principal name", ("SPN-2",)),
    NO_KEY: ("client, domain controller and account have no encryption type in common", ("SPN-4",)),
    0x25: ("clocks are too far apart", ("HOST-2",)),
    MODIFIED: ("a server could not decrypt the ticket", ("AUTH-3", "SPN-2", "POOL-6")),
}


def host_of(principal: str) -> str:
    """The host of HTTP/host, perhaps with a port or a realm behind it; empty for other services."""
    service, slash, rest = principal.partition("/")
    if not slash or service.casefold() != "http":
        return ""
    return rest.partition("@")[0].partition(":")[0].casefold()


def account_of(server: str) -> str:
    r"""web1$ of web1$, EXAMPLE\web1$ and web1$@EXAMPLE.COM; in lower case."""
    return server.rpartition("\\")[2].partition("@")[0].casefold()
