"""The peer of dns_registration: the module that sets the DNS servers of adapters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.contender import peer
from lab.node_files import NodeState

MODULE = "ansible.windows.win_dns_client"


def _servers() -> dict[str, Any]:
    return {"adapter_names": "LAN", "dns_servers": ["10.0.0.2", "10.0.0.3"]}


def _result(arguments: Mapping[str, Any], state: NodeState) -> dict[str, Any]:
    """As in check mode on a node that has the servers already: the module reads, and returns no more than this."""
    return {"changed": False}


CONTENDERS = (peer(MODULE, " in check mode: DNS servers only", _servers, check_mode=True),)
RESULTS = {MODULE: _result}
