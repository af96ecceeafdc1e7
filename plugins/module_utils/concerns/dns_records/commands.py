# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an administrator of DNS runs: the commands of Microsoft's module DnsServer, with names and values that fit."""

from __future__ import annotations

from ...model.command_text import quoted

ADD, REMOVE = "Add-DnsServerResourceRecord", "Remove-DnsServerResourceRecord"


def add(name: str, zone: str, address: str, server: str) -> str:
    option = "-AAAA -IPv6Address" if ":" in address else "-A -IPv4Address"
    return f"{ADD} -ZoneName {quoted(zone)} -Name {quoted(relative(name, zone))} {option} {address}{_on(server)}"


def remove(name: str, zone: str, kind: str, value: str, server: str) -> str:
    where = f"-ZoneName {quoted(zone)} -Name {quoted(relative(name, zone))}"
    return f"{REMOVE} {where} -RRType {kind} -RecordData {quoted(value)} -Force{_on(server)}"


def relative(name: str, zone: str) -> str:
    return "@" if name == zone else name.removesuffix(f".{zone}")


def kind_of(address: str) -> str:
    return "AAAA" if ":" in address else "A"


def _on(server: str) -> str:
    return f" -ComputerName {quoted(server)}" if server else ""
