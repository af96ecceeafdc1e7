# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""IP addresses as administrators and Windows write them: IPv6 in any spelling, with or without a scope (fe80::1%4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from .option_checks import found

Address = IPv4Address | IPv6Address


def parse(text: str) -> Address:
    """The address without its scope, which numbers an adapter and means nothing elsewhere. Raises ValueError."""
    return ip_address(text.split("%", 1)[0])


def same_address(one: str, other: str) -> bool:
    """Whether both texts are one address; what is no address is none."""
    try:
        return parse(one) == parse(other)
    except ValueError:
        return False


def parse_option(given: Any, where: str) -> tuple[Address, ...]:
    """The addresses of a list option. Raises ValueError with the message to show; where: the option's name."""
    if not isinstance(given, Sequence) or isinstance(given, str) or not given:
        raise ValueError(f"{where}: found {found(given)}, expected a list of IP addresses such as [10.0.0.50]")
    addresses = tuple(_checked(item, f"{where}[{number}]") for number, item in enumerate(given))
    for address in repeated(addresses):
        raise ValueError(f"{where}: {address} is given twice; remove one")
    return addresses


def _checked(given: Any, where: str) -> Address:
    try:
        address = parse(given)
    except (ValueError, AttributeError):
        raise ValueError(
            f"{where}: found {found(given)}, expected an IP address such as 10.0.0.50 or 2001:db8::50"
        ) from None
    # A node has fe80:: addresses by itself, the same may stand on every adapter, and Windows does not register them.
    for unusable in ("is_link_local", "is_loopback", "is_multicast", "is_unspecified"):
        if getattr(address, unusable):
            kind = unusable.removeprefix("is_").replace("_", "-")
            raise ValueError(f"{where}: found {address} ({kind}), expected an address that clients can reach")
    return address


def repeated(items: Iterable[Any]) -> list[Any]:
    """What occurs more than once, in order."""
    return [item for item, count in Counter(items).items() if count > 1]
