# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The reverse record of an address."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from ...directory.dns_session import DnsSession
from ...directory.errors import DirectoryError
from .asked_server import AskedServer


def reverse(asked: Sequence[AskedServer], address: str) -> dict[str, Any]:
    """zone: whether a zone for it is known to the first server that answers; most farms have none, which is well."""
    pointer = ip_address(address).reverse_pointer
    problem = ""
    for one in asked:
        try:
            return _of(one.session, pointer, address, one.address)
        except DirectoryError as error:
            problem = problem or str(error)
    return {"address": address, "zone": False, "names": [], "server": "", "problem": problem or "no server answered"}


def _of(session: DnsSession, pointer: str, address: str, server: str) -> dict[str, Any]:
    answer = session.ask(pointer, "PTR")
    apex = [r.name for r in (*answer.records, *answer.authority) if r.type == "SOA"]
    return {
        "address": address,
        "zone": bool(answer.records) or (answer.code != "REFUSED" and _is_reverse_zone(apex)),
        "names": answer.values("PTR"),
        "server": server,
        "problem": "" if answer.code in ("NOERROR", "NXDOMAIN", "REFUSED") else answer.code,
    }


def _is_reverse_zone(apexes: Sequence[str]) -> bool:
    """Of one's own: the Internet's in-addr.arpa answers for every address that is nobody's."""
    return any(apex.count(".") > 1 for apex in apexes if apex.endswith(".arpa"))
