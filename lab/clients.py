"""The lab's clients, described as kerberos_client: Windows computers on which users open the farm's names."""

from __future__ import annotations

from typing import Any

from lab.concerns.browser_policy import state as browser_policy
from lab.concerns.dns_registration import state as dns_registration
from lab.facts import events
from lab.node_files import NodeState

WORKSTATION = 1  # Win32_ComputerSystem.DomainRole of a member


def name(number: int) -> str:
    return f"pc{number}"


def client(number: int) -> NodeState:
    """Counted from 1. Its address is one that a description does not know."""
    adapters = dns_registration.healthy(number)
    lan = adapters["adapters"][0]
    lan["addresses"] = [{**lan["addresses"][0], "address": f"10.0.7.{10 + number}"}]
    return {
        "computer": {
            "name": name(number).upper(),
            "domain": "example.com",
            "domain_role": WORKSTATION,
            "powershell": "5.1.19041.1",
            "administrator": True,
        },
        "dns_registration": {**adapters, "adapters": [lan]},
        "browser_policy": browser_policy.healthy(),
        "events": events.healthy(),
        "lease": {"run": None, "until": None, "drained": False},
        "journal": {"entries": []},
    }


def description(number: int) -> dict[str, Any]:
    """kerberos_client."""
    return {"computer_name": name(number).upper(), "farms": ["intranet"]}
