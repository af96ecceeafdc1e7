# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Host names as clients use them, checked."""

from __future__ import annotations

import re
from typing import Any

from . import addresses
from .option_checks import elements, text

HOST_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.I)
ADDRESS = re.compile(r"[0-9.]+")


def host_names(given: Any, where: str) -> tuple[str, ...]:
    """Lower-case host names of a list option. Raises ValueError with the message to show."""
    expected = "a host name such as intranet.example.com, without http://, port or path"
    found = tuple(
        text(item, HOST_NAME, f"{where}[{number}]", expected).lower()
        for number, item in enumerate(elements(given, where))
    )
    for name in addresses.repeated(found):
        raise ValueError(f"{where}: {name} is given twice; remove one")
    for name in filter(ADDRESS.fullmatch, found):
        raise ValueError(f"{where}: {name} is an address; {expected} is needed: there is no ticket for an address")
    return found
