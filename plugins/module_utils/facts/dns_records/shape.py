# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The answer of read_dns_records, and the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...model.call import Call
from ...model.masks import Mask

WRITE = "write_dns_records"
# used: clients or nodes are set to ask it. names: those that it was asked for. A server that did not answer has a
# problem, and no answers.
SHAPE: Mapping[str, Any] = {
    "problem": str,  # why nothing could be asked; the rest is empty then
    "signs": bool,  # whether a secure update can be signed where this was asked
    "domain": str,  # that short names are completed with
    "servers": [
        {
            "server": str,  # address, or address:port where the port is not 53
            "name": str,
            "used": bool,
            "names": [str],
            "problem": str,
            "answers": [
                {
                    "name": str,  # as described
                    "asked": str,  # with the domain
                    "zone": str,  # empty: not known
                    "authoritative": bool,  # the server holds the zone, and was asked for that alone
                    "code": str,
                    "addresses": [str],
                    "cname": [str],
                    "ttl": (int, None),  # seconds, the shortest of the records
                }
            ],
        }
    ],
    "reverse": [{"address": str, "zone": bool, "names": [str], "server": str, "problem": str}],
}
# What is to be true of the addresses of one name on one server afterwards; other addresses stay as they are.
UPDATE: Mapping[str, Any] = {
    "server": str,  # address, or address:port where the port is not 53
    "host": str,  # the server's name, which the ticket is for
    "zone": str,
    "name": str,  # in full
    "added": [str],
    "removed": [str],
}
MASKING = {
    "servers.server": Mask.TEXT,
    "servers.name": Mask.NAMES,
    "servers.names": Mask.NAMES,
    "servers.problem": Mask.REASON,
    "servers.answers.name": Mask.NAMES,
    "servers.answers.asked": Mask.NAMES,
    "servers.answers.zone": Mask.NAMES,
    "servers.answers.code": Mask.WORD,
    "servers.answers.addresses": Mask.TEXT,
    "servers.answers.cname": Mask.NAMES,
    "reverse.address": Mask.TEXT,
    "reverse.names": Mask.NAMES,
    "reverse.server": Mask.TEXT,
}


def read(
    names: Sequence[str],
    addresses: Sequence[str],
    nodes: Mapping[str, Sequence[str]],
    servers: Sequence[str],
    domain: str,
) -> Call:
    """names, addresses: the farm's. nodes: own addresses of each. servers, domain: as described, empty where not."""
    return Call(
        "read_dns_records",
        {
            "names": list(names),
            "addresses": list(addresses),
            "nodes": {node: list(own) for node, own in nodes.items()},
            "servers": list(servers),
            "domain": domain,
        },
    )


def write(updates: Sequence[Mapping[str, Any]], domain: str) -> Call:
    """updates: of one server and name each, see UPDATE. domain: of the farm's nodes."""
    return Call(WRITE, {"updates": [dict(one) for one in updates], "domain": domain})
