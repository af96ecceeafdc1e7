# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Servers as a description names them: a host name or an address, with a port where it is not the usual one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import addresses
from .host_names import HOST_NAME
from .option_checks import elements, found, without_escapes

# [2001:db8::53]:5353, or 10.0.0.5:5353; an address of IPv6 without a port has no brackets around it.
BRACKETS = re.compile(r"\[(?P<host>[^\]]+)\](:(?P<port>\d+))?")
PLAIN = re.compile(r"(?P<host>[^:]+)(:(?P<port>\d+))?")
PORTS = range(1, 65536)


@dataclass(frozen=True)
class Server:
    """host: a name in lower case, or an address. port: None for the usual one."""

    host: str
    port: int | None = None

    def __str__(self) -> str:
        if self.port is None:
            return self.host
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def server(text: str) -> Server | None:
    """None for what is none."""
    if _is_address(text):
        return Server(str(addresses.parse(text)))
    parts = BRACKETS.fullmatch(text) or PLAIN.fullmatch(text)
    if parts is None or (parts["port"] and int(parts["port"]) not in PORTS):
        return None
    host, port = parts["host"], int(parts["port"]) if parts["port"] else None
    if _is_address(host):
        return Server(str(addresses.parse(host)), port)
    if text.startswith("[") or not HOST_NAME.fullmatch(host) or re.fullmatch(r"[0-9.]+", host):
        return None
    return Server(host.lower(), port)


def servers(given: Any, where: str) -> tuple[str, ...]:
    """Names or addresses of a list option, as text. Raises ValueError with the message to show."""
    expected = (
        "a host name such as dc1.example.com, or an address, without ldap://; with a port only where it is another one "
        "than usual, such as dc1.example.com:10389"
    )
    return _checked(given, where, expected, lambda one: True)


def servers_by_address(given: Any, where: str) -> tuple[str, ...]:
    """Addresses alone, of servers that resolve names. Raises ValueError with the message to show."""
    expected = "the address of a DNS server such as 10.0.0.5, with a port only where it is not 53: 10.0.0.5:5353"
    return _checked(given, where, expected, lambda one: _is_address(one.host))


def _checked(given: Any, where: str, expected: str, is_one: Callable[[Server], bool]) -> tuple[str, ...]:
    known = []
    for number, item in enumerate(elements(given or [], where)):
        without_escapes(item, f"{where}[{number}]")
        one = server(item) if isinstance(item, str) else None
        if one is None or not is_one(one):
            raise ValueError(f"{where}[{number}]: found {found(item)}, expected {expected}")
        known.append(str(one))
    for twice in addresses.repeated(known):
        raise ValueError(f"{where}: {twice} is given twice; remove one")
    return tuple(known)


def _is_address(text: str) -> bool:
    try:
        addresses.parse(text)
    except ValueError:
        return False
    return True
