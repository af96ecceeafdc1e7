# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Questions to one DNS server, by dnspython: over UDP, and over TCP where an answer does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .errors import DirectoryError
from .library import module

PORT = 53
SECONDS = 3.0  # for each answer; a DNS server answers within milliseconds, or asks others for a second or two
TRIES = 2  # a datagram may be lost


@dataclass(frozen=True)
class Record:
    """value: an address, or a name without the dot at its end, in lower case."""

    name: str
    type: str
    value: str
    ttl: int  # seconds


@dataclass(frozen=True)
class DnsAnswer:
    """code: such as NOERROR, NXDOMAIN, SERVFAIL or REFUSED. authoritative: whether the server holds the zone itself.

    records: of the answer, aliases with what they lead to. authority: of the zone, where the answer is none.
    """

    code: str
    authoritative: bool
    records: tuple[Record, ...]
    authority: tuple[Record, ...] = ()

    def aliases(self) -> list[str]:
        """The names that the one asked for is an alias of, in the order of the chain."""
        return [record.value for record in self.records if record.type == "CNAME"]

    def values(self, kind: str) -> list[str]:
        return [record.value for record in self.records if record.type == kind]


class DnsSession:
    """One server. host: an address. Once it was silent, it is not asked again: every question would wait as long."""

    def __init__(self, host: str, port: int | None = None, seconds: float = SECONDS) -> None:
        self.host, self.port = host, port or PORT
        self._seconds = seconds
        self._silent = ""

    def ask(self, name: str, kind: str, recursion: bool = True) -> DnsAnswer:
        """recursion: whether the server may ask others. Raises DirectoryError where no answer comes back."""
        if self._silent:
            raise DirectoryError(self._silent)
        for left in reversed(range(TRIES)):
            try:
                return self._ask(name, kind, recursion)
            except module("dns.exception").Timeout:
                if not left:
                    self._silent = f"{self._shown()} did not answer within {self._seconds:g} seconds"
            except (OSError, EOFError) as error:
                self._silent = f"{self._shown()} cannot be asked: {getattr(error, 'strerror', None) or 'no answer'}"
                break
            except module("dns.exception").DNSException as error:
                raise DirectoryError(f"{self._shown()} gave an answer that cannot be read: {error}") from None
        raise DirectoryError(self._silent)

    def _ask(self, name: str, kind: str, recursion: bool) -> DnsAnswer:
        flags, rcode = module("dns.flags"), module("dns.rcode")
        query = module("dns.message").make_query(name, kind, flags=flags.RD if recursion else 0)
        found, _ = module("dns.query").udp_with_fallback(query, self.host, timeout=self._seconds, port=self.port)
        code = rcode.to_text(found.rcode())
        return DnsAnswer(code, bool(found.flags & flags.AA), _records(found.answer), _records(found.authority))

    def _shown(self) -> str:
        return f"the DNS server {self.host}" + ("" if self.port == PORT else f" (port {self.port})")


def _records(section: Sequence[Any]) -> tuple[Record, ...]:
    to_text = module("dns.rdatatype").to_text
    return tuple(
        Record(_name(rrset.name), to_text(rrset.rdtype), _value(rdata), rrset.ttl)
        for rrset in section
        for rdata in rrset
    )


def _value(rdata: Any) -> str:
    for field in ("address", "target", "mname"):
        if hasattr(rdata, field):
            return _name(getattr(rdata, field))
    return str(rdata)


def _name(name: Any) -> str:
    return str(name).removesuffix(".").lower()
