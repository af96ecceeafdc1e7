# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The network adapters of a node, with their addresses, as read_dns_registration.ps1 prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model import addresses
from ...model.addresses import Address
from ...model.finding import Key

NUMBER = (int, None)  # a registry value, null where it does not exist
PREFERRED = "Preferred"
IPV6 = 6  # an address's version
SHAPE = {
    "id": str,
    "index": int,
    "name": str,
    "registers": (bool, None),
    "disable_dynamic_update": NUMBER,
    "ipv6_settings": bool,
    "registration_enabled_ipv6": NUMBER,
    "dns_servers": [str],
    "dns_suffix": (str, None),
    "addresses": [
        {"address": str, "skip_as_source": bool, "persistent_skip_as_source": (bool, None), "state": str},
    ],
}


@dataclass(frozen=True)
class BoundAddress:
    """skip_as_source: Windows neither sends from such an address nor registers it. persistent_skip_as_source: what it
    will be when the computer has started again; None where Windows does not keep the address (DHCP).
    """

    text: str  # as Windows shows it, with its scope: a write must use this form
    value: Address
    skip_as_source: bool
    persistent_skip_as_source: bool | None
    state: str  # of the detection of duplicate addresses

    @property
    def hidden(self) -> bool:
        """Now and after a restart."""
        return self.skip_as_source and self.persistent_skip_as_source is not False

    @property
    def visible(self) -> bool:
        """Now and after a restart."""
        return not self.skip_as_source and not self.persistent_skip_as_source


@dataclass(frozen=True)
class Adapter:
    """registers, dns_suffix: None where the DNS client does not know the adapter. ipv6_settings: whether Windows keeps
    settings of IPv6 for it, among which registration_enabled_ipv6 would be.
    """

    id: str  # interface GUID: index and name may change, it does not
    name: str
    registers: bool | None
    disable_dynamic_update: int | None
    ipv6_settings: bool
    registration_enabled_ipv6: int | None
    dns_servers: tuple[str, ...]
    dns_suffix: str | None
    addresses: tuple[BoundAddress, ...]

    def carries(self, wanted: frozenset[Address]) -> bool:
        return any(address.value in wanted for address in self.addresses)

    def of(self, wanted: frozenset[Address], version: int) -> tuple[BoundAddress, ...]:
        """Those of its addresses that are wanted and of this version of IP."""
        return tuple(one for one in self.addresses if one.value in wanted and one.value.version == version)

    def registered(self) -> tuple[BoundAddress, ...]:
        """What Windows registers of it, while it registers at all: nothing that is hidden, and nothing link-local."""
        if self.disable_dynamic_update:
            return ()
        return tuple(
            bound
            for bound in self.addresses
            if not bound.hidden and not bound.value.is_link_local
            if bound.value.version != IPV6 or self.registration_enabled_ipv6 != 0
        )

    def settings(self) -> dict[Key, Any]:
        """The present value of all that a write can change."""
        own = ("registers", "disable_dynamic_update", "registration_enabled_ipv6")
        return {
            **{("adapters", self.id, name): getattr(self, name) for name in own},
            **{
                ("adapters", self.id, "addresses", bound.text, name): getattr(bound, name)
                for bound in self.addresses
                for name in ("skip_as_source", "persistent_skip_as_source")
            },
        }


def parse(data: Mapping[str, Any]) -> list[Adapter]:
    """Raises ValueError for an address that is none."""
    return [
        Adapter(
            item["id"],
            item["name"],
            item["registers"],
            item["disable_dynamic_update"],
            item["ipv6_settings"],
            item["registration_enabled_ipv6"],
            tuple(item["dns_servers"]),
            item["dns_suffix"],
            tuple(_bound(bound) for bound in item["addresses"]),
        )
        for item in data["adapters"]
    ]


def _bound(item: Mapping[str, Any]) -> BoundAddress:
    return BoundAddress(
        item["address"],
        addresses.parse(item["address"]),
        item["skip_as_source"],
        item["persistent_skip_as_source"],
        item["state"],
    )
