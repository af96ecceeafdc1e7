"""What a healthy node has registered with http.sys: its pools, and Windows' own remote management."""

from __future__ import annotations

from typing import Any

from lab.intranet import SITE
from lab.node_files import NodeState

WINRM = 968


def healthy() -> dict[str, Any]:
    """Queues without a name of their own are called so in the node's language."""
    return {
        "problem": "",
        "queues": [
            queue("Request queue is unnamed.", ["HTTP://+:5985/WSMAN/", "HTTP://+:47001/WSMAN/"], [WINRM]),
            queue("DefaultAppPool", ["HTTP://*:80/"], []),
            queue(SITE, ["HTTP://INTRANET.EXAMPLE.COM:80/", "HTTP://INTRANET:80/"], []),
        ],
        "processes": [process(WINRM, "svchost.exe", "WinRM", r"NT AUTHORITY\NetworkService")],
    }


def queue(name: str, urls: list[str], processes: list[int]) -> dict[str, Any]:
    return {"name": name, "urls": urls, "processes": processes}


def process(number: int, name: str, service: str, account: str) -> dict[str, Any]:
    return {"id": number, "name": name, "services": [service], "account": account}


def register(state: NodeState, urls: list[str], one: dict[str, Any]) -> None:
    """By another program than IIS."""
    http = state["http_service"]
    http["queues"].append(queue("Request queue is unnamed.", urls, [one["id"]]))
    http["processes"].append(one)


STATE = {"http_service": lambda number: healthy()}
