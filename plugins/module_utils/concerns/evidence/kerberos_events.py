# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What Kerberos' client on a computer has logged about tickets for the farm's names.

Event 4: a server could not decrypt a ticket. Its field Server is the account that the server itself works with, and
Targetname the service principal name of the ticket. Event 3 (only where LogLevel is 1): a domain controller's error.
Sources: manifest of Microsoft-Windows-Security-Kerberos; KB262177; MS-KILE 3.4.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ...facts.events.events import KERBEROS, Event

NOT_DECRYPTED, ERROR = 4, 3
MODIFIED = 0x29


@dataclass(frozen=True)
class Failure:
    """code: of Kerberos. server: the account that could not decrypt; empty where no server answered, as of event 3.

    crossed: whether server and client belong to different domains, and the server's name does not say to which.
    """

    name: str
    time: datetime
    code: int
    server: str = ""
    crossed: bool = False


def failures(events: Sequence[Event], names: Sequence[str]) -> Iterator[Failure]:
    """Of tickets for these names. Noise of Kerberos is left out: what a client does next succeeds."""
    for event in events:
        if event.provider != KERBEROS:
            continue
        if event.id == NOT_DECRYPTED:
            name = host_of(event.get("Targetname", 2))
            server = event.get("Server", 0)
            realms = {event.get("TargetRealm", 1).casefold(), event.get("ClientRealm", 3).casefold()}
            if name in names:
                yield Failure(name, event.time, MODIFIED, server, len(realms) > 1 and "." not in server)
        elif event.id == ERROR:
            name, code = host_of(event.get("TargetName", 10)), _code(event.get("ErrorCode", 3))
            if name in names and code in ERRORS:
                yield Failure(name, event.time, code)


# KRB-ERROR codes that a name of the farm may get, what they mean, and the controls that would explain them.
ERRORS = {
    0x7: ("no account holds the service principal name", ("SPN-1",)),
    0x8: ("several accounts hold the service principal name", ("SPN-2",)),
    0xE: ("client, domain controller and account have no encryption type in common", ("SPN-4",)),
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


def _code(text: str) -> int:
    try:
        return int(text, 16 if text.casefold().startswith("0x") else 10)
    except ValueError:
        return 0
