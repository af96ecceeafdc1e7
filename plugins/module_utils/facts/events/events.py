# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Events of a computer's System log, by their fields: their texts are in the computer's language.

Sources: the manifests of Microsoft-Windows-Security-Kerberos and Microsoft-Windows-WAS; Microsoft's support articles
for NETLOGON and LsaSrv, whose events give their fields no names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ...model.call import Call
from ...model.masks import Mask

PAYLOAD = "read_events"
SHAPE = {
    "time": str,
    "since": str,
    "queries": [{"provider": str, "problem": str, "more": bool}],
    "events": [{"provider": str, "id": int, "time": str, "fields": [{"name": str, "value": str}]}],
}
MASKING = {
    "queries.provider": Mask.WORD,
    "queries.problem": Mask.REASON,
    "since": Mask.WORD,
    "time": Mask.WORD,
    "events.provider": Mask.WORD,
    "events.time": Mask.WORD,
    "events.fields.name": Mask.WORD,
    "events.fields.value": Mask.EVENT_FIELD,
}
KERBEROS, NETLOGON, LSA, WAS = "Microsoft-Windows-Security-Kerberos", "NETLOGON", "LsaSrv", "Microsoft-Windows-WAS"
KDC = "Microsoft-Windows-Kerberos-Key-Distribution-Center"  # of a domain controller
MOST = 100  # of one provider


@dataclass(frozen=True)
class Event:
    """fields: value by name. values: all of them in their order, for events whose fields have no names."""

    provider: str
    id: int
    time: datetime  # UTC
    fields: Mapping[str, str] = field(default_factory=dict)
    values: Sequence[str] = ()

    def get(self, name: str, position: int) -> str:
        """position: of the field, counted from 0, where it has no name. Empty where there is no such field."""
        if self.fields:
            return self.fields.get(name, "")
        return self.values[position] if position < len(self.values) else ""


@dataclass(frozen=True)
class Events:
    """since: what is older was not read. problems: provider -> why its events could not be read.

    cut_off: the providers that have logged more since then: only their MOST newest events were read.
    """

    since: datetime
    found: tuple[Event, ...]
    problems: Mapping[str, str] = field(default_factory=dict)
    cut_off: frozenset[str] = frozenset()

    def read_since(self, provider: str) -> datetime:
        own = [event.time for event in self.found if event.provider == provider]
        return min(own) if provider in self.cut_off and own else self.since


def read(hours: int, asked: Mapping[str, Sequence[int]]) -> Call:
    """asked: provider -> the numbers of its events."""
    queries = [{"provider": provider, "ids": list(ids)} for provider, ids in asked.items()]
    return Call(PAYLOAD, {"hours": hours, "most": MOST, "queries": queries})


def parse(answer: Mapping[str, Any]) -> Events:
    """Raises ValueError for what is no time."""
    return Events(
        moment(answer["since"]),
        tuple(_event(one) for one in answer["events"]),
        {one["provider"]: one["problem"] for one in answer["queries"] if one["problem"]},
        frozenset(one["provider"] for one in answer["queries"] if one["more"]),
    )


def _event(given: Mapping[str, Any]) -> Event:
    named = {one["name"]: one["value"] for one in given["fields"] if one["name"]}
    only_data = {name: value for name, value in named.items() if name != "Binary"}
    fields = named if only_data else {}
    values = tuple(one["value"] for one in given["fields"])
    return Event(given["provider"], given["id"], moment(given["time"]), fields, values)


def moment(text: str) -> datetime:
    """UTC, as payloads print it. Raises ValueError for what is no time."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def code(text: str) -> int | None:
    """A number as events have it, such as 0x7 or 7. None for what is none."""
    try:
        return int(text, 16 if text.casefold().startswith("0x") else 10)
    except ValueError:
        return None
