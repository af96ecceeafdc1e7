"""The lab's domain controllers as Windows computers, described as kerberos_domain_controller: their logs are read.

What they say as a directory is lab/directory.
"""

from __future__ import annotations

from typing import Any

from lab.concerns.dns_registration import state as dns_registration
from lab.directory.forest import CONTROLLERS
from lab.facts import events, ticket_requests
from lab.node_files import NodeState

DOMAIN_CONTROLLER = 4  # Win32_ComputerSystem.DomainRole; the one with the role of the primary has 5


def name(number: int) -> str:
    return f"dc{number}"


def domain_controller(number: int) -> NodeState:
    """Counted from 1. Its address is one that a description does not know."""
    adapters = dns_registration.healthy(number)
    lan = adapters["adapters"][0]
    lan["addresses"] = [{**lan["addresses"][0], "address": f"10.0.6.{10 + number}"}]
    return {
        "computer": {
            "name": name(number).upper(),
            "domain": CONTROLLERS[name(number)][1],
            "domain_role": DOMAIN_CONTROLLER,
            "powershell": "5.1.17763.1",
            "administrator": True,
        },
        "dns_registration": {**adapters, "adapters": [lan]},
        "events": events.healthy(),
        "ticket_requests": ticket_requests.healthy(),
    }


def description(number: int) -> dict[str, Any]:
    """kerberos_domain_controller."""
    return {"computer_name": name(number).upper(), "farms": ["intranet"]}
