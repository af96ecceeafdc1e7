"""The events of a computer's System log that an audit looks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from lab.facts.process_activation import NOW
from lab.node_files import NodeState

TIME = "%Y-%m-%d %H:%M:%S"
KERBEROS = "Microsoft-Windows-Security-Kerberos"
KDC = "Microsoft-Windows-Kerberos-Key-Distribution-Center"


def not_decrypted(time: str, account: str, principal: str, realm: str = "EXAMPLE.COM") -> dict[str, Any]:
    """Event 4 in the order of its manifest: who could not decrypt the ticket, and whom it was for."""
    fields = {"Server": account, "TargetRealm": realm, "Targetname": principal, "ClientRealm": realm, "Binary": ""}
    return event(KERBEROS, 4, time, fields)


def event(provider: str, number: int, time: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """time: UTC."""
    named = [{"name": name, "value": value} for name, value in fields.items()]
    return {"provider": provider, "id": number, "time": time, "fields": named}


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As read_events.ps1. The clock of the lab stands still."""
    since = f"{datetime.strptime(NOW, TIME) - timedelta(hours=arguments['hours']):{TIME}}"
    found: list[dict[str, Any]] = []
    queries = []
    for query in arguments["queries"]:
        own = [one for one in state["events"]["events"] if _is_asked_for(one, query) and one["time"] >= since]
        newest = sorted(own, key=lambda one: str(one["time"]), reverse=True)[: arguments["most"]]
        queries.append({"provider": query["provider"], "problem": "", "more": len(newest) >= arguments["most"]})
        found += newest
    return {"time": NOW, "since": since, "queries": queries, "events": found}


def _is_asked_for(one: Mapping[str, Any], query: Mapping[str, Any]) -> bool:
    return one["provider"] == query["provider"] and one["id"] in query["ids"]


def healthy() -> dict[str, Any]:
    return {"events": []}


STATE: dict[str, Any] = {"events": lambda number: healthy()}
PAYLOADS = {"read_events": read}
