# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Asks for a ticket to each name of the farm, and shows it to each node and at each virtual address.

Every domain controller is asked, because each gives tickets by what it has itself; the tickets of the first are shown.
Nothing is decided here. One after another: the settings of Kerberos are those of the process.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import Any

from ...directory.errors import DirectoryError, LogonRefusedError
from ...directory.key_distribution_center import NoTicketError
from ...directory.library import module
from ...directory.negotiate import Request
from ...directory.sessions import Sessions
from ...directory.tickets import Tickets
from ...model.servers import Server
from .places import Places

MOST = 10  # domain controllers; more are not asked
NO_DOMAIN = (
    "which domain gives the tickets is not known, because the farm's first node has not said it; give it in "
    "kerberos_farm.directory.domain"
)
EMPTY: Mapping[str, Any] = {"problem": "", "controllers": [], "shown": []}


def read_tickets(sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of SHAPE. sessions: of the account that asks. earlier: answers of the farm's first node."""
    node = earlier.get("read_machine_account") or {}
    domain = arguments["domain"] or node.get("domain") or ""
    try:
        module("gssapi")
        _not_from_a_node([*arguments["nodes"], node.get("name") or ""])
        if not domain:
            raise DirectoryError(NO_DOMAIN)
        controllers = sessions.controllers(domain)[:MOST]
        return _asked(sessions, controllers, domain, arguments)
    except DirectoryError as error:
        return {**EMPTY, "problem": str(error)}


def _not_from_a_node(nodes: list[str]) -> None:
    """It would reach itself without the network, and with its own logon in the place of a ticket."""
    own = _first_part(socket.gethostname())
    if own in map(_first_part, nodes):
        raise DirectoryError(f"the tickets would be shown from {own}, which is a node of the farm: ask from elsewhere")


def _first_part(host: str) -> str:
    return host.partition(".")[0].casefold()


def _asked(
    sessions: Sessions, controllers: tuple[Server, ...], domain: str, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Raises LogonRefusedError: then nobody else is asked."""
    asked: list[dict[str, Any]] = []
    shown: list[dict[str, Any]] = []
    for one in controllers:
        try:
            with sessions.tickets(one, domain) as tickets:
                found = [_ticket(tickets, name) for name in arguments["names"]]
                if not any(each["tickets"] for each in asked):
                    shown = _shown(tickets, found, arguments)
        except LogonRefusedError:
            raise
        except DirectoryError as error:
            asked.append({"controller": one.host, "problem": str(error), "tickets": []})
        else:
            asked.append({"controller": one.host, "problem": "", "tickets": found})
    return {**EMPTY, "controllers": asked, "shown": shown}


def _ticket(tickets: Tickets, name: str) -> dict[str, Any]:
    none = {"name": name, "code": None, "encryption": None, "key_version": None, "problem": ""}
    try:
        found = tickets.ticket(name)
    except NoTicketError as error:
        return {**none, "code": error.code, "problem": str(error)}
    return {**none, "encryption": found.encryption, "key_version": found.key_version}


def _shown(tickets: Tickets, found: list[dict[str, Any]], arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    places = Places(tickets, arguments["port"])
    return [
        one
        for ticket in found
        if not ticket["problem"]
        for one in places.of(
            Request(ticket["name"], arguments["scheme"], arguments["path"]),
            arguments["nodes"],
            arguments["addresses"],
        )
    ]
