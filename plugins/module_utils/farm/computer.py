# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Computers beside a farm's nodes, each described by a variable of its own: clients, and domain controllers.

A client is a Windows computer whose users open the farms' names in a browser. A domain controller issues the tickets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..model.addresses import repeated
from ..model.option_checks import elements, known_fields, text
from .fields import FARM_NAME

FIELDS = ("computer_name", "farms")
COMPUTER = re.compile(r"[A-Za-z0-9_-]{1,15}")


@dataclass(frozen=True)
class Kind:
    """name: in messages, and the scope of its concerns. example: of a computer's name."""

    name: str
    example: str

    @property
    def field(self) -> str:
        """Of a row in the report, with the host's name; rows: of the farm there, with all of them."""
        return self.name.replace(" ", "_")

    @property
    def rows(self) -> str:
        return f"{self.field}s"

    @property
    def names(self) -> str:
        """Several of them, in messages."""
        return f"{self.name}s"

    @property
    def option(self) -> str:
        """The hosts' variable with their description; group: where the inventory has them, if no other one is given."""
        return f"kerberos_{self.field}"

    @property
    def group(self) -> str:
        return f"kerberos_{self.rows}"

    @property
    def result(self) -> str:
        """The variable that the playbook registers the audit of one as."""
        return f"kerberos_{self.field}_audit"


CLIENT, DOMAIN_CONTROLLER = Kind("client", "PC1"), Kind("domain controller", "DC1")
KINDS = (CLIENT, DOMAIN_CONTROLLER)


@dataclass(frozen=True)
class Computer:
    """computer_name: as Windows has it, without a domain. farms: those whose names its users open, or that it issues
    tickets for.
    """

    kind: Kind
    computer_name: str
    farms: tuple[str, ...]

    @classmethod
    def from_description(cls, given: Any, kind: Kind) -> Computer:
        """Raises ValueError with the message to show."""
        option = kind.option
        known_fields(given, FIELDS, FIELDS, option)
        where = f"{option}.computer_name"
        expected = (
            f"a computer's name such as {kind.example}: at most 15 characters, without the domain (hostname shows it)"
        )
        farms = tuple(
            text(farm, FARM_NAME, f"{option}.farms[{number}]", "the name of a farm (kerberos_farm.name)")
            for number, farm in enumerate(elements(given["farms"], f"{option}.farms"))
        )
        for farm in repeated(farms):
            raise ValueError(f"{option}.farms: {farm} is given twice; remove one")
        return cls(kind, text(given["computer_name"], COMPUTER, where, expected), farms)
