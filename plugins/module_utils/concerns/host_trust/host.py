# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a node says of itself and its domain (read_host_trust)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model.masks import Mask

NUMBER = (int, None)  # a value of the registry
SHAPE: dict[str, Any] = {
    "domain": str,
    "role": int,
    "channel": {"holds": (bool, None), "controller": str, "status": (int, None), "status_name": str, "problem": str},
    "clock": {"server": str, "ahead": (float, int, None), "problem": str},
    "requests": {"max_field_length": NUMBER, "max_request_bytes": NUMBER, "max_token_size": NUMBER},
    "encryption_types": {"policy": NUMBER, "own": NUMBER},
    "loopback": {"off": NUMBER, "names": [str]},
}
MASKING = {
    "domain": Mask.NAMES,
    "channel.controller": Mask.NAMES,
    "channel.status_name": Mask.WORD,
    "channel.problem": Mask.REASON,
    "clock.server": Mask.NAMES,
    "clock.problem": Mask.REASON,
    "loopback.names": Mask.NAMES,
}
MEMBERS, CONTROLLERS = (1, 3), (4, 5)  # Win32_ComputerSystem.DomainRole
IS_CONTROLLER = "this node is a domain controller"
NO_MEMBER = "this node is a member of no domain"


@dataclass(frozen=True)
class Channel:
    """holds: None where that could not be tested. status: of Netlogon, None where it does not show it."""

    holds: bool | None
    controller: str
    status: int | None
    status_name: str
    problem: str


@dataclass(frozen=True)
class OwnClock:
    """ahead: seconds that the node's clock is ahead of the server's; None where that could not be measured."""

    server: str
    ahead: float | None
    problem: str


@dataclass(frozen=True)
class Requests:
    """Of http.sys, and the largest ticket, in bytes; None where Windows' default holds."""

    max_field_length: int | None
    max_request_bytes: int | None
    max_token_size: int | None


@dataclass(frozen=True)
class Host:
    """types: by policy and by the node's own value, which counts where there is no policy. loopback_off: DWORD."""

    domain: str
    role: int
    channel: Channel
    clock: OwnClock
    requests: Requests
    types_by_policy: int | None
    own_types: int | None
    loopback_off: int | None
    loopback_names: tuple[str, ...]

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Host:
        """An answer of SHAPE."""
        types, loopback = answer["encryption_types"], answer["loopback"]
        return cls(
            answer["domain"],
            answer["role"],
            Channel(**answer["channel"]),
            OwnClock(**answer["clock"]),
            Requests(**answer["requests"]),
            types["policy"],
            types["own"],
            loopback["off"],
            tuple(loopback["names"]),
        )

    @property
    def no_channel(self) -> str:
        """Why it has no secure channel with its domain, as text; empty where it should have one."""
        return "" if self.role in MEMBERS else IS_CONTROLLER if self.role in CONTROLLERS else NO_MEMBER
