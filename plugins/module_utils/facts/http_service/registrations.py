# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The URLs that programs of a node have registered with http.sys, IIS among them, and who listens for them.

http.sys gives a request to the queue with the best URL prefix: a strong wildcard (+) before a host name, before an
address, before a weak wildcard (*), and then the longest path (Microsoft: "Routing incoming requests", "UrlPrefix
strings"). So a program that IIS' configuration does not show may answer for a name of IIS.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model import addresses
from ...model.addresses import Address
from ...model.masks import Mask
from ..iis.bindings import ANY_ADDRESS, WebBinding

SHAPE = {
    "problem": str,
    "queues": [{"name": str, "urls": [str], "processes": [int]}],
    "processes": [{"id": int, "name": str, "services": [str], "account": str}],
}

MASKING = {
    "problem": Mask.REASON,
    "queues.name": Mask.POOL,
    "queues.urls": Mask.URL,
    "processes.name": Mask.WHOLE,
    "processes.services": Mask.WHOLE,
    "processes.account": Mask.ACCOUNT,
}

# The answer where the node gives none.
UNREAD: Mapping[str, Any] = {
    "problem": "the payload read_http_service failed on this node: run preflight",
    "queues": [],
    "processes": [],
}

# http://host:port/path; IIS adds the address of a binding behind the port.
URL = re.compile(r"(https?)://(\[[^\]]*\]|[^:/]*):([0-9]+)(?::[^/]*)?(/.*)?", re.IGNORECASE)
STRONG, WEAK = "+", "*"


@dataclass(frozen=True)
class Process:
    name: str  # of its program; empty where the process has ended meanwhile
    services: tuple[str, ...]
    account: str  # empty where it is no service

    def __str__(self) -> str:
        return " and ".join(f"service {name}" for name in self.services) or self.name or "a program that has ended"


@dataclass(frozen=True)
class Registered:
    """A URL as http.sys shows it."""

    url: str
    queue: str
    processes: tuple[Process, ...]

    @property
    def owner(self) -> str:
        return " and ".join(sorted(set(map(str, self.processes)))) or "a program that is not known"


@dataclass(frozen=True)
class Registration(Registered):
    host: str  # lower case; + or * for every name
    port: int
    path: str

    def matches(self, name: str, at: Collection[Address], sites: Sequence[WebBinding]) -> bool:
        """Whether requests for this name at one of these addresses may come here. sites: the bindings of IIS."""
        if self.host in (STRONG, name):
            return True
        if any(binding.has_name(name) and binding.port == self.port for binding in sites):
            return False  # a host name comes before what is left
        return self.host == WEAK or self.host in ANY_ADDRESS or _parsed(self.host) in at


@dataclass(frozen=True)
class HttpService:
    """problem: why http.sys could not be read; empty where it was."""

    problem: str
    registrations: tuple[Registration, ...]
    unreadable: tuple[Registered, ...] = ()  # what is no URL, and leaves the others as they are


def parse(answer: Mapping[str, Any]) -> HttpService:
    """An answer of SHAPE."""
    known = {one["id"]: Process(one["name"], tuple(one["services"]), one["account"]) for one in answer["processes"]}
    registered = [
        Registered(url, queue["name"], tuple(known[number] for number in queue["processes"] if number in known))
        for queue in answer["queues"]
        for url in queue["urls"]
    ]
    found = [(one, _registration(one)) for one in registered]
    return HttpService(
        answer["problem"],
        tuple(one for _, one in found if one),
        tuple(one for one, parsed in found if parsed is None),
    )


def _registration(one: Registered) -> Registration | None:
    """None for text that is no URL."""
    found = URL.fullmatch(one.url)
    if not found:
        return None
    _, host, port, path = found.groups()
    return Registration(one.url, one.queue, one.processes, host.lower(), int(port), (path or "/").lower())


def _parsed(host: str) -> Address | None:
    try:
        return addresses.parse(host.strip("[]"))
    except ValueError:
        return None
