# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Where tickets are shown: to each node at its own addresses until one answers, and at each virtual address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...directory.negotiate import Request, Shown, show
from ...directory.tickets import Tickets
from ...model.servers import Server
from ...model.shown_ticket import NOBODY

Show = Callable[[Tickets, Server, Request], Shown]


class Places:
    """An address where nobody has answered is not asked again: every name would wait as long."""

    def __init__(self, tickets: Tickets, port: int, show: Show = show) -> None:
        self._tickets, self._port, self._show = tickets, port, show
        self._nobody: dict[str, Shown] = {}

    def of(
        self, request: Request, nodes: Mapping[str, Sequence[str]], addresses: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """One of shown in SHAPE for each node, and for each address."""
        for node, own in nodes.items():
            yield self._to_node(request, node, own)
        for address in addresses:
            yield _entry(request, "", address, self._at(request, address))

    def _to_node(self, request: Request, node: str, own: Sequence[str]) -> dict[str, Any]:
        """Where none of its addresses answers, what came of the first."""
        found = []
        for address in own:
            found.append(_entry(request, node, address, self._at(request, address)))
            if found[-1]["outcome"] not in NOBODY:
                return found[-1]
        return found[0]

    def _at(self, request: Request, address: str) -> Shown:
        if address in self._nobody:
            return self._nobody[address]
        found = self._show(self._tickets, Server(address, self._port), request)
        if found.outcome in NOBODY:
            self._nobody[address] = found
        return found


def _entry(request: Request, node: str, address: str, found: Shown) -> dict[str, Any]:
    return {"name": request.host, "node": node, "address": address, **vars(found), "outcome": found.outcome.value}
