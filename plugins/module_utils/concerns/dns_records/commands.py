# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an administrator of DNS runs: the commands of Microsoft's module DnsServer, with names and values that fit.

Added without -AgeRecord a record is static.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...model.command_text import quoted

ADD, REMOVE = "Add-DnsServerResourceRecord", "Remove-DnsServerResourceRecord"
ALIAS = "CName"
VALUES = {"A": "-A -IPv4Address", "AAAA": "-AAAA -IPv6Address", ALIAS: "-CName -HostNameAlias"}


@dataclass(frozen=True)
class Change:
    """One record that is added or removed. name: in full. server: empty for the computer that it is run on.

    aged: whether the record has a time stamp, when it is added or is added again.
    """

    adds: bool
    name: str
    zone: str
    value: str
    server: str
    kind: str = ""
    aged: bool = False

    @property
    def command(self) -> str:
        where, kind = f"-ZoneName {quoted(self.zone)} -Name {quoted(relative(self.name, self.zone))}", self._kind
        on = f" -ComputerName {quoted(self.server)}" if self.server else ""
        if self.adds:
            return f"{ADD} {where} {VALUES[kind]} {quoted(self.value)}{' -AgeRecord' if self.aged else ''}{on}"
        # There is one alias of a name at most, and servers spell its target in two ways.
        value = "" if kind == ALIAS else f" -RecordData {quoted(self.value)}"
        return f"{REMOVE} {where} -RRType {kind}{value} -Force{on}"

    @property
    def _kind(self) -> str:
        return self.kind or kind_of(self.value)


def commands(changes: Sequence[Change]) -> tuple[str, ...]:
    return tuple(change.command for change in changes)


def reverse(changes: Sequence[Change]) -> tuple[str, ...]:
    """The commands that take these back, the last one first."""
    return tuple(replace(change, adds=not change.adds).command for change in reversed(changes))


def static(name: str, zone: str, value: str, server: str) -> tuple[Change, Change]:
    """A record with a time stamp is replaced by one without: two with the same value cannot be there."""
    return Change(False, name, zone, value, server, aged=True), Change(True, name, zone, value, server)


def relative(name: str, zone: str) -> str:
    return "@" if name == zone else name.removesuffix(f".{zone}")


def kind_of(address: str) -> str:
    return "AAAA" if ":" in address else "A"
