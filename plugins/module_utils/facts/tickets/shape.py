# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The answer of read_tickets, and the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...model.call import Call
from ...model.masks import Mask

PAYLOAD = "read_tickets"
SHAPE: Mapping[str, Any] = {
    "problem": str,  # why no ticket was asked for; controllers and shown are empty then
    # In the order in which they were asked. The tickets that are shown are those of the first that has given any.
    "controllers": [
        {
            "controller": str,
            "problem": str,  # why it has given no ticket at all
            # code: of the KRB-ERROR in place of a ticket. encryption: number of its type.
            "tickets": [
                {
                    "name": str,
                    "code": (int, None),
                    "encryption": (int, None),
                    "key_version": (int, None),
                    "problem": str,
                }
            ],
        }
    ],
    # node: empty where it is a virtual address. outcome: see model/shown_ticket.py.
    "shown": [
        {
            "name": str,
            "node": str,
            "address": str,
            "outcome": str,
            "code": (int, None),
            "status": str,
            "location": str,
            "server": str,
            "certificate": str,  # SHA-256, in hexadecimal
        }
    ],
}
MASKING = {
    "controllers.controller": Mask.NAMES,
    "controllers.problem": Mask.REASON,
    "controllers.tickets.name": Mask.NAMES,
    "controllers.tickets.problem": Mask.REASON,
    "shown.name": Mask.NAMES,
    "shown.node": Mask.NAMES,
    "shown.address": Mask.TEXT,
    "shown.outcome": Mask.WORD,
    "shown.status": Mask.WORD,
    "shown.location": Mask.TEXT,
    "shown.server": Mask.TEXT,
    "shown.certificate": Mask.TEXT,
}


def read(
    names: Sequence[str],
    addresses: Sequence[str],
    nodes: Mapping[str, Sequence[str]],
    domain: str,
    where: Mapping[str, Any],
) -> Call:
    """names, addresses: the farm's. nodes: own addresses of each. domain: as described. where: scheme, port, path."""
    return Call(
        PAYLOAD,
        {
            "names": list(names),
            "addresses": list(addresses),
            "nodes": {node: list(own) for node, own in nodes.items()},
            "domain": domain,
            **where,
        },
    )
