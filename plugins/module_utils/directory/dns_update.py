# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A secure dynamic update of one name on one DNS server (RFC 2136, signed as RFC 3645 has it).

It is made only if the records of the name are still those that were read before. The signature of the answer is not
verified, because Samba's 4.17 cannot be: whatever the answer says, who sends an update reads again what is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.servers import Server
from .errors import DirectoryError, OutcomeUnknownError
from .gss_tsig import ALGORITHM, TSIG_ERRORS, failures
from .library import module
from .tcp_message import exchanged

PORT = 53
TTL = 1200  # seconds: what Windows registers its own addresses with
CHANGED = (3, 6, 7, 8)  # NXDOMAIN, YXDOMAIN, YXRRSET, NXRRSET: a prerequisite does not hold
CODES = {
    1: "it cannot read the update",
    2: "it has failed; often the account may not write this record, which belongs to another one",
    4: "it takes no dynamic updates",
    5: "it refuses the update: the account may not write this record, or the zone takes no dynamic updates",
    9: "it holds the zone for reading only, or has not accepted the signature",
    10: "the name is not in the zone",
}
TSIG = {
    "BADSIG": "it has not accepted the signature",
    "BADKEY": "it does not know the key any more; run it again",
    "BADTIME": "its clock and that of the computer that asks differ by more than 5 minutes",
}


class ChangedSinceError(DirectoryError):
    """Nothing was changed, because the records are not those that were read before."""


@dataclass(frozen=True)
class Update:
    """zone, name: in full, without the dot at the end. before: type -> all addresses that the name has now.

    added, removed: addresses, as (type, address).
    """

    zone: str
    name: str
    before: Mapping[str, Sequence[str]]
    added: Sequence[tuple[str, str]] = ()
    removed: Sequence[tuple[str, str]] = ()


def send(update: Update, key: Any, server: Server, seconds: float) -> None:
    """key: what gss_tsig.negotiated gives. Raises DirectoryError."""
    message = _message(update)
    message.use_tsig(key, algorithm=ALGORITHM)
    dns_error = module("dns.exception").DNSException
    try:
        wire = message.to_wire()
    except (*failures(), dns_error):
        raise DirectoryError(f"{server}: the update of {update.name} could not be signed; nothing was sent") from None
    try:
        answer = module("dns.message").from_wire(
            exchanged(server.host, server.port or PORT, wire, seconds), keyring=False
        )
    except ConnectionRefusedError:
        raise DirectoryError(f"{server}: it takes no connection for the update of {update.name}") from None
    except (OSError, dns_error):
        raise _unknown(update, server) from None
    if answer.id != message.id:
        raise _unknown(update, server)
    _judge(answer, update, server)


def _message(update: Update) -> Any:
    """What is missing is added before what is wrong is removed: a server that stopped between leaves more, not less."""
    name = module("dns.name").from_text(update.name)
    message = module("dns.update").UpdateMessage(update.zone)
    for kind, addresses in update.before.items():
        if addresses:
            message.present(name, *(_rdata(kind, address) for address in addresses))
        else:
            message.absent(name, kind)
    for kind, address in update.added:
        message.add(name, TTL, _rdata(kind, address))
    for kind, address in update.removed:
        message.delete(name, _rdata(kind, address))
    return message


def _rdata(kind: str, address: str) -> Any:
    return module("dns.rdata").from_text("IN", kind, address)


def _unknown(update: Update, server: Server) -> OutcomeUnknownError:
    return OutcomeUnknownError(f"{server}: no answer to the update of {update.name}; it may have been made")


def _judge(answer: Any, update: Update, server: Server) -> None:
    rcode = answer.rcode()
    if not rcode:
        return
    code = module("dns.rcode").to_text(rcode)
    signature = TSIG_ERRORS.get(answer.tsig[0].error, "") if answer.tsig else ""
    if rcode in CHANGED:
        raise ChangedSinceError(
            f"{server}: someone has changed the records of {update.name} since they were read ({code}); nothing was "
            "changed"
        )
    reason = TSIG.get(signature) or CODES.get(rcode, "it has not made the update")
    raise DirectoryError(f"{server}: {update.name} was not changed: {reason} ({signature or code})")
