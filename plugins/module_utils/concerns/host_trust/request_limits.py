# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How large a ticket may be that http.sys takes from a client (HOST-4).

A ticket travels in one header, in base64: Microsoft's KB2020943 gives 4/3 of its size and 200 bytes for both limits. A
larger one is answered with 400 (Request Header Too Long) before IIS sees it. Without values 16,384 bytes hold, enough
for 12,000 bytes of a ticket: a user in some hundred groups. MaxTokenSize is raised for users with more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...model.finding import Finding, State
from ..node_comparison import compare_views
from .host import Host, Requests

CONTROL = "HOST-4"
FIELD, WHOLE = "MaxFieldLength", "MaxRequestBytes"
DEFAULT = 16384  # of both, KB820129
LARGEST = {FIELD: 65534, WHOLE: 16777216}  # KB820129
SMALLEST = {FIELD: 64, WHOLE: 256}
TOKEN = 12000  # bytes of a ticket that the defaults hold
OF_NODES = " of the nodes"
KEY = r"HKLM\SYSTEM\CurrentControlSet\Services\HTTP\Parameters"
CONSEQUENCE = "who has a large ticket is answered with 400 by some of the nodes"


def findings(host: Host) -> Iterator[Finding]:
    for name, value in _values(host.requests).items():
        yield _of(name, value, _needed(host.requests.max_token_size, name), host.requests.max_token_size)


def _values(requests: Requests) -> dict[str, int]:
    """As they are in effect."""
    given = {FIELD: requests.max_field_length, WHOLE: requests.max_request_bytes}
    return {name: DEFAULT if value is None else value for name, value in given.items()}


def _needed(token: int | None, name: str) -> int:
    """Bytes. token: MaxTokenSize; no ticket is larger, and no limit is than what Windows takes."""
    return min(-(-max(token or 0, TOKEN) * 4 // 3) + 200, LARGEST[name])


def _of(name: str, value: int, needed: int, token: int | None) -> Finding:
    wanted = f"{needed} or more"
    if not SMALLEST[name] <= value <= LARGEST[name]:
        reason = f"Windows documents {SMALLEST[name]} to {LARGEST[name]} for {name} in {KEY}: what holds is not known"
        return Finding(CONTROL, name, State.DRIFT, value, wanted, reason=reason)
    if value >= needed:
        return Finding(CONTROL, name, State.COMPLIANT, value, wanted)
    why = f"MaxTokenSize of {token} is set for them" if token and token > TOKEN else "the default would hold"
    reason = (
        f"users in many groups are answered with 400 (Request Header Too Long), which no log of the site has: a "
        f"ticket of {max(token or 0, TOKEN)} bytes needs {needed}, and {why}; set {name} in {KEY} on every node, "
        "then restart it"
    )
    return Finding(CONTROL, name, State.DRIFT, value, wanted, reason=reason)


def view(host: Host) -> dict[str, int]:
    return {name + OF_NODES: value for name, value in _values(host.requests).items()}


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return compare_views(CONTROL, views, nodes, CONSEQUENCE)
