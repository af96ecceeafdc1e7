# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is wanted of a node's DNS registration: its own addresses, the virtual ones, and the farm's names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model import addresses
from ...model.addresses import Address
from ...model.host_names import host_names


@dataclass(frozen=True)
class Intent:
    own: frozenset[Address]
    virtual: frozenset[Address]
    names: frozenset[str]

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user, for a bad address or one that is both own and virtual."""
        own, virtual = (
            frozenset(addresses.parse_option(arguments[name], name)) for name in ("own_addresses", "virtual_addresses")
        )
        for address in own & virtual:
            raise ValueError(
                f"{address} is in own_addresses and in virtual_addresses: a node's own address is never shared"
            )
        return cls(own, virtual, frozenset(host_names(arguments["names"], "names")))
