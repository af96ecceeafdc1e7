"""What a node says of its own name: its part of the state has no more than the computer itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lab.node_files import NodeState

WORKGROUP = (0, 2)  # Win32_ComputerSystem.DomainRole


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As read_machine_account.ps1."""
    computer = state["computer"]
    member = computer["domain_role"] not in WORKGROUP
    return {"name": computer["name"], "host_name": computer["name"], "domain": computer["domain"], "member": member}


PAYLOADS = {"read_machine_account": read}
