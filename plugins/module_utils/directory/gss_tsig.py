# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The key that signs what is sent to one DNS server, by a ticket for it (GSS-TSIG, RFC 3645).

Needs the packages gssapi and dnspython. The server is a domain controller: its own key distribution center gives the
ticket.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from ..model.servers import Server
from .errors import DirectoryError
from .kerberos import begun
from .library import is_installed, module
from .logon import Logon
from .tcp_message import exchanged

SIGNED = ("mutual_authentication", "integrity", "replay_detection")
ALGORITHM = "gss-tsig."
MODE = 3  # of TKEY (RFC 2930): by GSS-API
VALID = 300  # seconds that are asked for
ROUNDS = 4  # more than any server needs
TSIG_ERRORS = {16: "BADSIG", 17: "BADKEY", 18: "BADTIME", 19: "BADMODE", 20: "BADNAME", 21: "BADALG"}


def negotiated(logon: Logon, server: Server, host: str, realm: str, seconds: float) -> Any:
    """A key of dnspython. server: with its port. host: its name, which the ticket is for. Nothing is changed by this.

    Raises DirectoryError; LogonRefusedError where the password was tried, and refused.
    """
    module("dns.tsig")
    name = module("dns.name").from_text(_key_name(host))
    context, token = begun(logon, server, "DNS", host, realm, seconds, SIGNED)
    for _ in range(ROUNDS):
        answer = _tkey(_asked(name, token, server, seconds), name, server)
        try:
            token = context.step(answer) if answer and not context.complete else b""
        except failures():
            raise DirectoryError(f"{server}: its answer to the request for a key cannot be read") from None
        if context.complete and not token:
            return module("dns.tsig").Key(name, context, ALGORITHM)
    raise DirectoryError(f"{server}: it has not agreed on a key for secure updates")


def failures() -> tuple[type[Exception], ...]:
    """What signing raises where it fails."""
    return (module("gssapi").exceptions.GSSError,) if is_installed("gssapi") else ()


def _key_name(host: str) -> str:
    """It ends like no zone: Samba 4.17 does not accept what a key signs whose name ends like the zone."""
    return f"{secrets.randbelow(2**31)}.sig-{host.partition('.')[0]}."


def _asked(name: Any, token: bytes, server: Server, seconds: float) -> Any:
    message, rdatatype = module("dns.message"), module("dns.rdatatype")
    any_class = module("dns.rdataclass").ANY
    now = int(time.time())
    query = message.make_query(name, "TKEY", any_class, flags=0)
    tkey = module("dns.rdtypes.ANY.TKEY").TKEY(
        any_class, rdatatype.TKEY, module("dns.name").from_text(ALGORITHM), now, now + VALID, MODE, 0, token
    )
    query.find_rrset(query.additional, name, any_class, rdatatype.TKEY, create=True).add(tkey, 0)
    try:
        wire = exchanged(server.host, server.port or 53, query.to_wire(), seconds)
        found = message.from_wire(wire, keyring=False)
    except (OSError, module("dns.exception").DNSException):
        raise DirectoryError(f"{server}: it does not answer the request for a key for secure updates") from None
    if found.id != query.id:
        raise DirectoryError(f"{server}: it has answered another question than the one for a key")
    return found


def _tkey(answer: Any, name: Any, server: Server) -> bytes:
    """The server's token. The signature of this answer is not looked at: the token itself proves who sent it."""
    rcode = answer.rcode()
    records = [rdata for rrset in answer.answer if rrset.name == name for rdata in rrset]
    tokens = [one for one in records if hasattr(one, "mode")]
    error = tokens[0].error if tokens else 0
    if rcode or error or not tokens:
        code = TSIG_ERRORS.get(error, str(error)) if error else module("dns.rcode").to_text(rcode)
        raise DirectoryError(
            f"{server}: it does not agree on a key for secure updates ({code}); it is no DNS server of the domain that "
            "takes them"
        )
    return bytes(tokens[0].key)
