# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The answer of read_tickets, as concerns use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model.shown_ticket import Outcome


@dataclass(frozen=True)
class Ticket:
    """problem, code: in place of a ticket."""

    name: str
    code: int | None
    encryption: int | None
    key_version: int | None
    problem: str


@dataclass(frozen=True)
class Controller:
    name: str
    problem: str
    tickets: Mapping[str, Ticket]  # by the name that they are for


@dataclass(frozen=True)
class Shown:
    """node: empty at a virtual address."""

    name: str
    node: str
    address: str
    outcome: Outcome
    code: int | None
    status: str
    location: str
    server: str
    certificate: str


@dataclass(frozen=True)
class Tickets:
    """The fields are those of shape.SHAPE."""

    problem: str
    controllers: tuple[Controller, ...]
    shown: tuple[Shown, ...]

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Tickets:
        return cls(
            answer["problem"],
            tuple(map(_controller, answer["controllers"])),
            tuple(Shown(**{**one, "outcome": Outcome(one["outcome"])}) for one in answer["shown"]),
        )

    @property
    def giving(self) -> tuple[Controller, ...]:
        """Those that have answered for each name; the tickets that were shown are the first one's."""
        return tuple(one for one in self.controllers if not one.problem)


def _controller(one: Mapping[str, Any]) -> Controller:
    return Controller(one["controller"], one["problem"], {each["name"]: Ticket(**each) for each in one["tickets"]})
