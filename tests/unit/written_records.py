"""What DNS servers answer for a node's name when addresses of it have been written there."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any


def with_records(answer: Mapping[str, Any], updates: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """answer: of read_dns_records. updates: as write_dns_records is given them."""
    new = copy.deepcopy(dict(answer))
    for update in updates:
        (server,) = [
            one for one in new["servers"] if (one["server"], one["name"]) == (update["server"], update["host"])
        ]
        for one in server["answers"]:
            if (one["asked"], one["zone"]) == (update["name"], update["zone"]):
                kept = [address for address in one["addresses"] if address not in update["removed"]]
                one["addresses"] = [*kept, *(address for address in update["added"] if address not in kept)]
                assert one["addresses"], "a name is never left without an address"
    return new
