# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The network adapters of a node, with their addresses, as read_dns_registration.ps1 prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model import addresses
from ...model.addresses import Address

NUMBER = (int, None)  # a registry value, null where it does not exist
SHAPE = {
    "id": str,
    "index": int,
    "name": str,
    "registers": bool,
    "disable_dynamic_update": NUMBER,
    "dns_servers": [str],
    "dns_suffix": str,
    "addresses": [{"address": str, "skip_as_source": bool}],
}


@dataclass(frozen=True)
class BoundAddress:
    text: str  # as Windows shows it, with its scope: a write must use this form
    value: Address
    skip_as_source: bool  # Windows neither sends from such an address nor registers it


@dataclass(frozen=True)
class Adapter:
    id: str  # interface GUID: index and name may change, it does not
    name: str
    registers: bool
    disable_dynamic_update: int | None
    dns_servers: tuple[str, ...]
    dns_suffix: str
    addresses: tuple[BoundAddress, ...]

    def carries(self, wanted: frozenset[Address]) -> bool:
        return any(address.value in wanted for address in self.addresses)


def parse(data: Mapping[str, Any]) -> list[Adapter]:
    """Raises ValueError for an address that is none."""
    return [
        Adapter(
            item["id"],
            item["name"],
            item["registers"],
            item["disable_dynamic_update"],
            tuple(item["dns_servers"]),
            item["dns_suffix"],
            tuple(
                BoundAddress(bound["address"], addresses.parse(bound["address"]), bound["skip_as_source"])
                for bound in item["addresses"]
            ),
        )
        for item in data["adapters"]
    ]
