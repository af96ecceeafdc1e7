# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a response 401 in the log of a site says: its number behind the point, and the status of Windows.

Sources: KB943891 for the numbers; KB2749007 for the status that a first request has by design; sspi.h and winerror.h
for the others. What follows from them is derived: no log says "wrong key", as the client alone is told that.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...facts.request_log.request_log import Status
from ...model.ticket_path import Step

CHALLENGE, LOGON, ACCESS = "2", "1", "3"
NO_CREDENTIALS, DENIED, NT_DENIED = 0x8009030E, 0x8009030C, 0xC000006D


@dataclass(frozen=True)
class Kind:
    """means: in words. controls: those whose drift would explain it. step: of the path that it shows to be broken."""

    name: str
    means: str
    controls: tuple[str, ...] = ()
    step: Step | None = None

    @property
    def reason(self) -> str:
        return f"{self.means}: look at {', '.join(self.controls)}" if self.controls else self.means


_OF_LOGON = {
    DENIED: (
        "the logon was refused: a ticket that this node cannot decrypt, a wrong password, or a user who may not reach "
        "this node from the network",
        ("AUTH-3", "SPN-2", "POOL-6", "POOL-3"),
    ),
    NT_DENIED: ("the logon was refused, as with 0x8009030C", ("AUTH-3", "SPN-2", "POOL-6", "POOL-3")),
    0x80090308: (
        "the token was not understood: it was cut on its way, or is one of another package",
        ("AUTH-2",),
    ),
    0x80090305: ("the client was not offered a package that it knows, such as Negotiate", ("AUTH-2",)),
    0x80090346: ("the token belongs to another TLS connection: something between ends TLS", ("AUTH-4",)),
    0x80090324: ("the clocks of client and node are too far apart", ("HOST-2",)),
    0x52E: ("user name or password was wrong: of Basic, or the one that IIS has for a folder", ("POOL-2",)),
}
_ACCESS = Kind(
    "401.3",
    "the user was recognized, and may not read what was asked for",
    ("ACL-2", "ACL-3", "ACL-4"),
    Step.FILES,
)
ONLY_CHALLENGED = Kind(
    "only 401.2",
    "these clients were asked who they are, and never showed anything: a browser that sends no ticket to this name, or "
    "a monitor without an account",
    ("ZONE-1", "ZONE-2", "ZONE-3"),
)
# Of http.sys, which writes no line into the log of the site; by its reason.
HTTP_ERRORS = {
    "AppOffline": Kind("503 AppOffline", "the application pool is stopped", ("POOL-4", "POOL-2", "POOL-3")),
    "Disabled": Kind("503 Disabled", "an administrator has disabled the pool, or the site", ("POOL-4",)),
    "AppShutdown": Kind("503 AppShutdown", "the application pool shuts itself down", ("POOL-4",)),
    "RequestLength": Kind(
        "400 RequestLength", "the headers of a request were too long, such as big tickets", ("HOST-4",)
    ),
    "FieldLength": Kind("400 FieldLength", "a header was too long, such as a big ticket", ("HOST-4",)),
}


def kind_of(status: Status) -> Kind | None:
    """None: an ordinary part of a logon, or a refusal that has nothing to do with it."""
    if status.substatus == ACCESS:
        return _ACCESS
    if status.substatus != LOGON or status.win32 in (None, 0, NO_CREDENTIALS):
        return None
    means, controls = _OF_LOGON.get(status.win32 or 0, ("the logon was refused", ("AUTH-3", "SPN-2")))
    return Kind(f"401.1 with {status.win32:#x}", means, controls)
