# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The description of a client: a Windows computer whose users open the farms' names in a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..model.addresses import repeated
from ..model.option_checks import elements, known_fields, text
from .fields import FARM_NAME

OPTION = "kerberos_client"
FIELDS = ("computer_name", "farms")
COMPUTER = re.compile(r"[A-Za-z0-9_-]{1,15}")


@dataclass(frozen=True)
class Client:
    """computer_name: as Windows has it, without a domain. farms: whose names its users open."""

    computer_name: str
    farms: tuple[str, ...]

    @classmethod
    def from_description(cls, given: Any) -> Client:
        """Raises ValueError with the message to show."""
        known_fields(given, FIELDS, FIELDS, OPTION)
        where = f"{OPTION}.computer_name"
        expected = "a computer's name such as PC1: at most 15 characters, without the domain (hostname shows it)"
        farms = tuple(
            text(farm, FARM_NAME, f"{OPTION}.farms[{number}]", "the name of a farm (kerberos_farm.name)")
            for number, farm in enumerate(elements(given["farms"], f"{OPTION}.farms"))
        )
        for farm in repeated(farms):
            raise ValueError(f"{OPTION}.farms: {farm} is given twice; remove one")
        return cls(text(given["computer_name"], COMPUTER, where, expected), farms)
