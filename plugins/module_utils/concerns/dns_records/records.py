# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The answers of DNS servers, as the rules read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

NO_SUCH_NAME = "NXDOMAIN"
DECIDED = ("NOERROR", NO_SUCH_NAME)


@dataclass(frozen=True)
class Answer:
    """What one server says of one name."""

    name: str
    asked: str
    zone: str  # empty: not known
    authoritative: bool  # the server holds the zone, and was asked for that alone
    code: str
    addresses: tuple[str, ...]
    aliases: tuple[str, ...]
    ttl: int | None


@dataclass(frozen=True)
class Server:
    """used: nodes are set to ask it. names: those that it was asked for."""

    address: str
    name: str
    used: bool
    names: tuple[str, ...]
    problem: str
    answers: tuple[Answer, ...]

    def of(self, name: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.name == name), None)

    @property
    def label(self) -> str:
        """The same in every run: an administrator knows it by its name."""
        return self.name or self.address


def servers(answer: Mapping[str, Any]) -> list[Server]:
    return [
        Server(
            one["server"],
            one["name"],
            one["used"],
            tuple(one["names"]),
            one["problem"],
            tuple(_answer(given) for given in one["answers"]),
        )
        for one in answer["servers"]
    ]


def _answer(given: Mapping[str, Any]) -> Answer:
    """Addresses as a description has them."""
    return Answer(
        given["name"],
        given["asked"],
        given["zone"],
        given["authoritative"],
        given["code"],
        tuple(str(ip_address(address)) for address in given["addresses"]),
        tuple(given["cname"]),
        given["ttl"],
    )


def holder(answer: Mapping[str, Any], name: str) -> str:
    """The name of the first server that holds the zone of a name in full; empty where none is known."""
    for server in servers(answer):
        if any(one.asked == name and one.authoritative for one in server.answers):
            return server.name
    return ""


def each(answer: Mapping[str, Any], names: Sequence[str]) -> Iterator[tuple[str, Server, Answer | None]]:
    """Each name on each server that was asked for it; None where the server has not answered."""
    for name in names:
        for server in servers(answer):
            if name in server.names:
                yield name, server, server.of(name)
