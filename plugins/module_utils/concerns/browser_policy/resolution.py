# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a client resolves for the names of the farm (DNS-10): step 1 of a ticket's path, as it is for this client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...model.addresses import Address, parse
from ...model.finding import Finding, Remedy, State

CONTROL = "DNS-10"
NO_SUCH_NAME = (9003, 9501)  # DNS_ERROR_RCODE_NAME_ERROR, DNS_INFO_NO_RECORDS


def finding(answer: Mapping[str, Any], name: str, virtual: Sequence[Address]) -> Finding:
    """answer: of the payload. Raises ValueError for what is no address."""
    subject, wanted = f"addresses of {name}", [str(one) for one in virtual]
    one = next((each for each in answer["resolved"] if each["name"].casefold() == name), None)
    if one is None:
        return Finding(CONTROL, subject, State.UNKNOWN, reason="the client has not answered for this name")
    if one["problem"] and one["code"] not in NO_SUCH_NAME:
        return Finding(CONTROL, subject, State.UNKNOWN, reason=f"the client could not resolve it: {one['problem']}")
    found = [parse(address) for address in one["addresses"]]
    others = [str(address) for address in found if address not in virtual]
    if found and not others:
        return Finding(CONTROL, subject, State.COMPLIANT, [str(address) for address in found], wanted)
    also = " also" if len(others) < len(found) else ""
    what = f"it{also} leads this client to {', '.join(others)}" if others else "this client knows no address for it"
    lines = [line for line in answer["hosts"] if name in _names_of(line)]
    return Finding(
        CONTROL,
        subject,
        State.DRIFT,
        [str(address) for address in found],
        wanted,
        remedy=Remedy.HAND_OFF,
        reason=f"{what}{_why(lines, _rules(answer['rules'], name), one['aliases'])}",
        about=(name,),
    )


def _why(lines: Sequence[str], rules: Sequence[str], aliases: Sequence[str]) -> str:
    if lines:
        return f": its hosts file has {'; '.join(lines)}: take that line out"
    if rules:
        return (
            f": a name resolution policy sends the question to {'; '.join(rules)}: correct it (Get-DnsClientNrptPolicy)"
        )
    alias = f" by the alias {', '.join(aliases)}" if aliases else ""
    return f"{alias}: compare its DNS servers with what they answer (DNS-5), then ipconfig /flushdns"


def _names_of(line: str) -> set[str]:
    return {word.casefold().rstrip(".") for word in line.partition("#")[0].split()[1:]}


def _rules(rules: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    """Those with DNS servers of their own that are about the name: a name, or a suffix that begins with a dot."""
    return [
        f"{', '.join(rule['name_servers'])} (for {rule['namespace']})"
        for rule in rules
        if rule["name_servers"] and any(_is_about(space, name) for space in rule["namespace"].casefold().split())
    ]


def _is_about(space: str, name: str) -> bool:
    return space in (name, ".") or (space.startswith(".") and name.endswith(space))
