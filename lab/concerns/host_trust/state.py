"""What a healthy node and its domain think of each other, and the settings of a node that tickets depend on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lab.node_files import NodeState

DOMAIN, CONTROLLER = "example.com", "dc1.example.com"


def healthy(number: int) -> dict[str, Any]:
    return {
        "channel": {
            "holds": True,
            "controller": CONTROLLER,
            "status": 0,
            "status_name": "NERR_Success",
            "problem": "",
        },
        "clock": {"server": CONTROLLER, "ahead": -0.25, "problem": ""},
        "requests": {"max_field_length": None, "max_request_bytes": None, "max_token_size": None},
        "encryption_types": {"policy": None, "own": None},
        "loopback": {"off": None, "names": []},
    }


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As read_host_trust.ps1."""
    computer = state["computer"]
    return {"domain": computer["domain"], "role": computer["domain_role"], **state["host_trust"]}


STATE = {"host_trust": healthy}
PAYLOADS = {"read_host_trust": read}
