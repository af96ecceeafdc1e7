# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Writes addresses of names by secure dynamic updates (write_dns_records). Which ones is decided elsewhere.

What a server has is read from itself just before, and read again afterwards: that alone says what came of an update.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...directory.dns_session import PORT, DnsSession
from ...directory.dns_update import Update, send
from ...directory.errors import DirectoryError
from ...directory.gss_tsig import negotiated
from ...directory.library import module
from ...directory.sessions import Sessions
from ...model.addresses import same_address
from ...model.servers import Server, server

SECONDS = 10.0  # for each answer: the server writes into its directory before it answers
KINDS = ("A", "AAAA")
DECIDED = ("NOERROR", "NXDOMAIN")


def write_dns_records(sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """arguments: of shape.write. Raises DirectoryError at the first name that is not as it was to be."""
    keys: dict[Server, Any] = {}
    written = []
    for update in arguments["updates"]:
        one = _Name.from_update(update)
        try:
            if before := one.left():
                if one.server not in keys:
                    keys[one.server] = _key(sessions, arguments["domain"], one)
                _sent(one, before, keys[one.server])
                written.append(one.name)
        except DirectoryError as error:
            raise type(error)(f"the record of {one.name} could not be written: {error}") from None
    return {"written": written}


@dataclass(frozen=True)
class _Name:
    """One name on one server, and what is to be there and what not."""

    server: Server
    host: str
    zone: str
    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @classmethod
    def from_update(cls, update: Mapping[str, Any]) -> _Name:
        if (where := server(update["server"])) is None:
            raise DirectoryError(f"{update['server']} is no address of a DNS server")
        added, removed = tuple(update["added"]), tuple(update["removed"])
        return cls(
            Server(where.host, where.port or PORT), update["host"], update["zone"], update["name"], added, removed
        )

    def left(self) -> Update | None:
        """What is still to be done, by what the server has now; None where it is as it was to be."""
        found = self._now()
        known = [address for addresses in found.values() for address in addresses]
        added = [one for one in self.added if not any(same_address(one, other) for other in known)]
        removed = [one for one in known if any(same_address(one, other) for other in self.removed)]
        if not (added or removed):
            return None
        if removed and not added and len(removed) == len(known):
            raise DirectoryError("it has changed since it was looked at, and would be left without an address")
        typed = [[(_kind(address), address) for address in some] for some in (added, removed)]
        return Update(self.zone, self.name, found, *typed)

    def _now(self) -> dict[str, list[str]]:
        session, found = DnsSession(self.server.host, self.server.port), {}
        for kind in KINDS:
            answer = session.ask(self.name, kind, recursion=False)
            if answer.code not in DECIDED or not answer.authoritative:
                raise DirectoryError(f"{self.server} does not hold its zone, or answers {answer.code}")
            if answer.aliases():
                raise DirectoryError(f"{self.server} has an alias there now")
            found[kind] = answer.values(kind)
        return found


def _key(sessions: Sessions, domain: str, one: _Name) -> Any:
    """A domain controller accepts the account first: a wrong password is tried once, however many servers there are."""
    module("gssapi")
    session = sessions.first(sessions.controllers((sessions.domain or domain).lower()))
    return negotiated(sessions.logon, one.server, one.host, session.realm, SECONDS)


def _sent(one: _Name, update: Update, key: Any) -> None:
    said: DirectoryError | None = None
    try:
        send(update, key, one.server, SECONDS)
    except DirectoryError as error:
        said = error
    if one.left() is not None:
        raise said or DirectoryError(f"{one.server} has answered that it was made, and it has not changed")


def _kind(address: str) -> str:
    return "AAAA" if ":" in address else "A"
