# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the DNS servers say of the farm's names and of its nodes. It only asks: nothing is decided here.

Each server that nodes are set to use is asked as clients ask it; each server that holds the zone of a name is asked for
what it holds itself, because clients in other places ask others than ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...directory.dns_session import PORT, DnsSession
from ...directory.library import is_installed, module
from ...model.addresses import same_address
from ...model.servers import server
from .asked_server import AskedServer
from .reverse import reverse
from .zones import Open, holding, zones_of

NO_SERVER = (
    "no DNS server is known: the node has none on the adapter with its own addresses; set kerberos_farm.dns_servers"
)


def read(arguments: Mapping[str, Any], earlier: Mapping[str, Any], open_session: Open = DnsSession) -> dict[str, Any]:
    """earlier: answers of the farm's first node, for the DNS servers that it uses and for its domain.

    Raises DirectoryError where no server can be asked from here at all.
    """
    module("dns.message")
    domain = (arguments["domain"] or (earlier.get("read_machine_account") or {}).get("domain") or "").lower()
    empty: dict[str, Any] = {
        "problem": "",
        "signs": is_installed("gssapi"),
        "domain": domain,
        "servers": [],
        "reverse": [],
    }
    given = (server(text) for text in arguments["servers"] or _of_node(arguments, earlier))
    found = [one for one in given if one]
    if not found:
        return {**empty, "problem": NO_SERVER}
    asked = [AskedServer(open_session(one.host, one.port or PORT), used=True) for one in found]
    of_farm, nodes = ({name: _full(name, domain) for name in arguments[of]} for of in ("names", "nodes"))
    zones = zones_of(asked, of_farm.values(), nodes.values())
    asked += holding(asked, zones, open_session)
    own = [address for addresses in arguments["nodes"].values() for address in addresses]
    return {
        **empty,
        "servers": [one.answer({**of_farm, **nodes}, zones) for one in asked],
        "reverse": [reverse(asked, address) for address in (*arguments["addresses"], *own)],
    }


def _of_node(arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> list[str]:
    """Those of the adapters with an own address: the cluster's adapter most often has none."""
    own = [address for addresses in arguments["nodes"].values() for address in addresses]
    seen: dict[str, None] = {}
    for adapter in (earlier.get("read_dns_registration") or {}).get("adapters", ()):
        if any(same_address(item["address"], address) for item in adapter["addresses"] for address in own):
            seen |= dict.fromkeys(adapter["dns_servers"])
    return list(seen)


def _full(name: str, domain: str) -> str:
    """As a client completes it: a name without a dot gets its own domain."""
    return f"{name}.{domain}" if domain and "." not in name else name
