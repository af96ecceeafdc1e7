"""A farm of two nodes behind real WinRM, each with something to fix that restarts worker processes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from lab.facts.cluster import of_farm
from lab.node_files import NodeState, States
from tests.playbooks.controller import Controller, inventory_of, own_network
from tests.playbooks.wire import WiredLab, asked

NODES = ("web1", "web2")
FAULT = "app_pool/network-logon-removed"
RECYCLES = "write_user_rights"


def controller_of(lab: WiredLab, work: Path) -> Controller:
    controller = Controller(lab.folder, inventory_of(own_network(2), work / "inventory"), work, nodes=len(NODES))
    for path in ("hosts.yml", "group_vars/intranet.yml"):
        file = controller.inventory / path
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^ +web3:\n.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    for node in NODES:
        controller.inject(FAULT, node)
    return controller


def when(lab: WiredLab, node: str, payload: str, act: Callable[[], None]) -> None:
    """Once, after the first request in which this node runs the payload."""
    left = [act]

    def watch(asked_node: str, stdin: bytes, before: Mapping[str, NodeState]) -> None:
        if asked_node == node and payload in [call["payload"] for call in asked(stdin)["calls"]] and left:
            left.pop()()

    lab.watch = watch


def statuses(states: States) -> list[int]:
    return [of_farm(states.read(node))["status"] for node in NODES]
