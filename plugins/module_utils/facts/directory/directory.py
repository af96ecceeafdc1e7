# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The answer of read_directory, as concerns use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .account import Account


@dataclass(frozen=True)
class Controller:
    name: str
    address: str
    domain: str
    problem: str
    time: datetime | None
    ahead: float | None


@dataclass(frozen=True)
class Seen:
    """What one domain controller gives tickets for: SID -> service principal names."""

    controller: str
    problem: str
    holders: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """The accounts that a name stands for: one, or none. problem: why that is not known."""

    found: tuple[Account, ...]
    problem: str


@dataclass(frozen=True)
class Directory:
    """The fields are those of shape.SHAPE."""

    problem: str
    domain: str
    netbios: str
    realm: str
    forest: str
    controllers: tuple[Controller, ...]
    catalog: str
    catalog_problem: str
    aes_since: datetime | None
    mapped: tuple[str, ...]
    domains: tuple[Mapping[str, str], ...]
    trusts: tuple[str, ...]
    holders: tuple[Account, ...]
    seen: tuple[Seen, ...]
    accounts: Mapping[str, Asked]  # by the name that was asked for, in lower case
    computers: tuple[Account, ...]
    same_names: tuple[Account, ...]
    searched: tuple[str, ...]

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Directory:
        accounts = {
            one["asked"].lower(): Asked(tuple(map(Account.from_answer, one["found"])), one["problem"])
            for one in answer["accounts"]
        }
        return cls(
            problem=answer["problem"],
            domain=answer["domain"],
            netbios=answer["netbios"],
            realm=answer["realm"],
            forest=answer["forest"],
            controllers=tuple(_controller(one) for one in answer["controllers"]),
            catalog=answer["catalog"]["controller"],
            catalog_problem=answer["catalog"]["problem"],
            aes_since=datetime.fromisoformat(answer["aes_since"]) if answer["aes_since"] else None,
            mapped=tuple(answer["mapped"]),
            domains=tuple(answer["domains"]),
            trusts=tuple(answer["trusts"]),
            searched=tuple(answer["searched"]),
            holders=tuple(map(Account.from_answer, answer["holders"])),
            seen=tuple(_seen(one) for one in answer["seen"]),
            accounts=accounts,
            computers=tuple(map(Account.from_answer, answer["computers"])),
            same_names=tuple(map(Account.from_answer, answer["same_names"])),
        )

    def asked(self, name: str) -> Asked:
        return self.accounts.get(name.lower(), Asked((), f"the directory was not asked about {name}"))

    def by_sid(self, sid: str) -> Account | None:
        """Of all accounts that were read, one with its detail before one without."""
        return next((one for one in self._all() if one.sid == sid), None)

    def with_service_principal(self, name: str) -> tuple[Account, ...]:
        """Of the forest, or of the domain where the global catalog did not answer."""
        return tuple(one for one in self.holders if one.spelling(name) is not None)

    @property
    def others_unknown(self) -> str:
        """Why nothing is known of accounts of other domains, so that no answer about them is "none"; else empty."""
        return f"accounts of other domains are not known: {self.catalog_problem}" if self.catalog_problem else ""

    def _all(self) -> Iterator[Account]:
        yield from self.holders
        for asked in self.accounts.values():
            yield from asked.found
        yield from self.computers
        yield from self.same_names


def _controller(answer: Mapping[str, Any]) -> Controller:
    time = datetime.fromisoformat(answer["time"]) if answer["time"] else None
    return Controller(**{**answer, "time": time})


def _seen(answer: Mapping[str, Any]) -> Seen:
    holders = {one["sid"]: tuple(one["spns"]) for one in answer["holders"]}
    return Seen(answer["controller"], answer["problem"], holders)
