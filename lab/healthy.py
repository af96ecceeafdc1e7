"""A healthy node of the lab's farm: the sum of what facts and concerns have of it."""

from __future__ import annotations

from lab import intranet, parts
from lab.node_files import NodeState

STATE = parts.total("STATE")
# What a fix of the farm is given, by the option of the concern's module.
SECRETS = parts.total("SECRETS")
MEMBER_SERVER = 3  # Win32_ComputerSystem.DomainRole


def node(number: int) -> NodeState:
    """Counted from 1."""
    return {
        "computer": {
            "name": intranet.name(number).upper(),
            "domain": "example.com",
            "domain_role": MEMBER_SERVER,
            "powershell": "5.1.17763.1",
            "administrator": True,  # whether the account that connects is one
        },
        **{key: healthy(number) for key, healthy in STATE.items()},
        "lease": {"run": None, "until": None},
        "journal": {"entries": []},
    }
