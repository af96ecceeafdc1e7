# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Replaces real addresses by those for documentation (RFC 5737, 3849, 6676): one for one, whatever their spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from ipaddress import ip_network
from itertools import chain

from ...model import addresses
from ...model.addresses import Address

Kind = tuple[int, str]  # IP version, and what decides how an address is treated

# There is no documentation range for link-local addresses; a number in their own range reveals nothing of the network.
RANGES: dict[Kind, tuple[str, ...]] = {
    (4, "link-local"): ("169.254.0.0/16",),
    (4, "multicast"): ("233.252.0.0/24",),
    (4, "other"): ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
    (6, "link-local"): ("fe80::/64",),
    (6, "multicast"): ("ff0e::db8:0:0/96",),
    (6, "other"): ("2001:db8::/32",),
}


class MaskedAddresses:
    def __init__(self) -> None:
        self._left: dict[Kind, Iterator[Address]] = {kind: _hosts(ranges) for kind, ranges in RANGES.items()}
        self._masks: dict[Address, Address] = {}
        self._scopes: dict[str, str] = {}
        self._spellings: defaultdict[Address, list[str]] = defaultdict(list)

    def mask(self, text: str) -> str | None:
        """The mask of an address, with its scope; None for other text. Raises ValueError where a range is used up."""
        try:
            address = addresses.parse(text)
        except ValueError:
            return None
        if address.is_loopback or address.is_unspecified:
            return text  # the same on every computer
        bare, percent, scope = text.partition("%")
        return self._spelled(bare, address) + percent + self._scope(scope)

    def _scope(self, scope: str) -> str:
        """Windows numbers its adapters, which reveals nothing; other systems name them."""
        return scope if scope.isdigit() or not scope else self._scopes.setdefault(scope, f"scope{len(self._scopes)}")

    def _spelled(self, text: str, address: Address) -> str:
        """As Windows writes it where the original was so; another spelling for each other spelling."""
        mask = self._mask(address)
        if text == str(address):
            return str(mask)
        seen = self._spellings[address]
        if text not in seen:
            seen.append(text)
        others = [mask.exploded, mask.exploded.upper(), str(mask).upper()]
        if len(seen) > len(others):
            raise ValueError(f"{address} has more than {len(others) + 1} spellings, so it cannot be masked")
        return others[seen.index(text)]

    def _mask(self, address: Address) -> Address:
        if address not in self._masks:
            kind = _kind(address)
            mask = next(self._left[kind], None)
            if mask is None:
                raise ValueError(f"there are more addresses to mask than {', '.join(RANGES[kind])} has")
            self._masks[address] = mask
        return self._masks[address]


def _kind(address: Address) -> Kind:
    if address.is_link_local:
        return address.version, "link-local"
    return address.version, "multicast" if address.is_multicast else "other"


def _hosts(ranges: tuple[str, ...]) -> Iterator[Address]:
    return chain.from_iterable(ip_network(one).hosts() for one in ranges)
