# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Host names as clients use them, checked."""

from __future__ import annotations

import re
from typing import Any

from . import addresses
from .option_checks import elements, text

# With underscores: no host name by its standard, and DNS, browsers and service principal names take it all the same.
LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
HOST_NAME = re.compile(rf"(?=.{{1,253}}$){LABEL}(\.{LABEL})*", re.I)
ADDRESS = re.compile(r"[0-9.]+")


def host_names(given: Any, where: str) -> tuple[str, ...]:
    """Lower-case host names of a list option. Raises ValueError with the message to show."""
    expected = "a host name such as intranet.example.com, without http://, port or path"
    found = tuple(
        text(item, HOST_NAME, f"{where}[{number}]", expected + _instead(item)).lower()
        for number, item in enumerate(elements(given, where))
    )
    for name in addresses.repeated(found):
        raise ValueError(f"{where}: {name} is given twice; remove one")
    for name in filter(ADDRESS.fullmatch, found):
        raise ValueError(f"{where}: {name} is an address; {expected} is needed: there is no ticket for an address")
    return found


def _instead(given: Any) -> str:
    """What to write instead of a name that is none; empty where that is not known."""
    if not isinstance(given, str):
        return ""
    if HOST_NAME.fullmatch(given.removesuffix(".")):
        return f": write {given.removesuffix('.')}, without the dot at the end"
    try:
        ascii_form = given.encode("idna").decode()
    except UnicodeError:
        return ""
    if given.isascii() or not HOST_NAME.fullmatch(ascii_form):
        return ""
    return f": write {ascii_form}, which is what browsers ask for"
