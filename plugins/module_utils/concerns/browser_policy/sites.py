# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Lists of sites: which entry of a list is about a URL, and how exactly.

An entry is a host, perhaps with a scheme and with * in it: https://*.example.com. Ports and paths of an entry are left
out: a zone does not know them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from .settings import Hive, Value

ANY = "*"


@dataclass(frozen=True)
class Entry:
    """parent: it has no *, and is about a domain: whether the hosts below it are meant is not documented."""

    scheme: str
    host: str
    zone: int | None
    value: Value
    parent: bool = False

    def matches(self, scheme: str, host: str) -> bool:
        if self.scheme not in (ANY, scheme):
            return False
        return host.endswith(f".{self.host}") if self.parent else fnmatchcase(host, self.host)

    @property
    def exactness(self) -> tuple[bool, bool, int, bool]:
        """The most exact one decides: a host before a pattern, a long pattern before a short one, then the scheme."""
        return not self.parent, ANY not in self.host, len(self.host), self.scheme != ANY


def of_policy(hive: Hive, key: str) -> Iterator[Entry]:
    """Names of values are sites, their text is the zone."""
    for value in hive.below(key):
        scheme, _, host = value.name.casefold().rpartition("://")
        yield from _with_parent(scheme or ANY, host.partition("/")[0], _zone(value.data), value)


def of_domains(hive: Hive, key: str) -> Iterator[Entry]:
    r"""Keys are domains, and below them hosts; names of values are schemes: Domains\example.com\intranet, https = 1."""
    for value in hive.below(key):
        names = [name for name in value.key[len(key) :].casefold().split("\\") if name]
        if names:
            yield from _with_parent(value.name.casefold(), ".".join(reversed(names)), _zone(value.data), value)


def _with_parent(scheme: str, host: str, zone: int | None, value: Value) -> Iterator[Entry]:
    yield Entry(scheme, host, zone, value)
    if ANY not in host and "." in host:
        yield Entry(scheme, host, zone, value, parent=True)


def _zone(data: object) -> int | None:
    text = str(data).strip()
    return int(text) if text in {"0", "1", "2", "3", "4"} else None


def deciding(entries: Sequence[Entry], scheme: str, host: str) -> list[Entry]:
    """The most exact of those that are about the URL; several where they are alike."""
    found = [one for one in entries if one.matches(scheme, host)]
    best = max((one.exactness for one in found), default=None)
    return [one for one in found if one.exactness == best]
