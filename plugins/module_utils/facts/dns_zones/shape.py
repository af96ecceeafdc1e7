# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The answer of read_dns_zones, and the question: what the directory stores of names that DNS answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...model.call import Call
from ...model.masks import Mask

# A zone that is stored elsewhere, such as in a file of a DNS server, has no objects here.
SHAPE: Mapping[str, Any] = {
    "problem": str,
    "nodes": [
        {
            "name": str,  # in full
            "node": bool,  # else it is a name of the farm
            "zone": str,  # empty: not known
            "stored": bool,  # whether the zone is in the directory
            "aging": (bool, None),  # whether the zone's records with a time stamp are scavenged; None: not set
            "updates": (str, None),  # dynamic ones that the zone takes: none, any or secure; None: not set
            "owner": (str, None),  # SID; None: not readable
            "account": (str, None),  # SID of the computer's account, of a node; None: not known
            "records": [{"type": str, "value": str, "registered": (str, None)}],  # None: static, never scavenged
        }
    ],
}
UNREAD: Mapping[str, Any] = {"problem": "not asked", "nodes": []}
MASKING = {
    "nodes.name": Mask.NAMES,
    "nodes.zone": Mask.NAMES,
    "nodes.updates": Mask.WORD,
    "nodes.owner": Mask.SIDS,
    "nodes.account": Mask.SIDS,
    "nodes.records.type": Mask.WORD,
    "nodes.records.value": Mask.TEXT,
}


def read(names: Sequence[str], nodes: Sequence[str], domain: str) -> Call:
    """names: the farm's; nodes: as the inventory calls them; domain: as described, empty where not."""
    return Call("read_dns_zones", {"names": list(names), "nodes": list(nodes), "domain": domain}, otherwise=UNREAD)
