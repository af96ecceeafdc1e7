# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
r"""The values that a fix on request may write: the user's or the computer's own, never those of a policy.

A value is a setting by its key (SID of the user, key, name), such as ("S-1-5-21-...", "Software\...\Zones\1", "1A00").
The SID is empty for the computer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...model.finding import Key
from .logon import AUTOMATIC, IN_INTRANET
from .settings import INTERNET, LOGON, NEGOTIATE, Hive
from .sites import ANY
from .zone import INTRANET, MAP, TRUSTED

LISTS = ("Domains", "EscDomains")
SCHEMES = (ANY, "http", "https")
COUNTRY, SHORT = 2, 3  # characters of a label: .uk, and co, com, org before it


def domain_key(name: str) -> str:
    r"""Where Windows keeps the sites of a host, below Domains: example.com\intranet. Empty where that is not sure.

    Whether co.example or only example is the domain of a country's name follows from a list that Windows has.
    """
    *host, last = name.split(".")
    if len(host) < 2:
        return name
    *host, second = host
    if len(last) == COUNTRY and len(second) <= SHORT:
        return ""
    return rf"{second}.{last}\{'.'.join(host)}"


def site(sid: str, hardened: bool, name: str, scheme: str) -> Key:
    """The entry of a host. hardened: with Enhanced Security Configuration other keys are in effect."""
    return sid, rf"{MAP}\{LISTS[hardened]}\{domain_key(name)}", scheme


def logon(sid: str, zone: int) -> Key:
    return sid, rf"{INTERNET}\Zones\{zone}", LOGON


def negotiate(sid: str) -> Key:
    return sid, INTERNET, NEGOTIATE


def wanted(key: Key) -> int:
    """What a fix writes there."""
    _, path, name = key
    if name == LOGON:
        return IN_INTRANET if path.endswith(rf"\{INTRANET}") else AUTOMATIC
    return 1 if name == NEGOTIATE else INTRANET


def present(hives: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[Key, Any]:
    """Every value that a fix may write, of the computer and of each user whose hive is loaded. None: not there."""
    found: dict[Key, Any] = {}
    for answer in hives:
        hive = Hive.from_answer(answer)
        for key in _keys(answer["sid"], names):
            value = hive.get(key[1], key[2])
            found[key] = value.data if value else None
    return found


def _keys(sid: str, names: Sequence[str]) -> Iterator[Key]:
    yield negotiate(sid)
    for zone in (INTRANET, TRUSTED):
        yield logon(sid, zone)
    for name in names:
        if domain_key(name):
            yield from (site(sid, hardened, name, scheme) for hardened in (False, True) for scheme in SCHEMES)
