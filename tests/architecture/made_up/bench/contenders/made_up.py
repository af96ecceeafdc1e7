"""The peer of made_up: the module that reads a value of the registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.contender import peer
from lab.node_files import NodeState

MODULE = "ansible.windows.win_reg_stat"


def _value() -> dict[str, Any]:
    return {"path": r"HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion", "name": "RegisteredOrganization"}


def _result(arguments: Mapping[str, Any], state: NodeState) -> dict[str, Any]:
    return {"changed": False, "exists": True, "type": "REG_SZ", "value": state["made_up"]["banner"]}


CONTENDERS = (peer(MODULE, ": one value of the registry", _value),)
RESULTS = {MODULE: _result}
