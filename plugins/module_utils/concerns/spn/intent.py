# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the concern is told: the farm, and what this run may write of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...facts.directory import about_farm
from ...farm.description import Farm

ARGUMENT_SPEC = {
    **about_farm.ARGUMENT_SPEC,
    "writer": {"type": "bool", "default": False},
    "held_back": {"type": "dict"},
    "on_request": {"type": "list", "elements": "str"},
}


@dataclass(frozen=True)
class Intent(about_farm.Intent):
    """writer: whether an account that is to write is given, never which. on_request: controls.

    held_back: name of the farm, in lower case -> why this run must not write it now.
    """

    writer: bool = False
    held_back: Mapping[str, str] = field(default_factory=dict)
    on_request: tuple[str, ...] = ()

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        farm = about_farm.Intent.from_arguments(arguments)
        held_back = {str(name).lower(): str(why) for name, why in (arguments.get("held_back") or {}).items()}
        requested = tuple(arguments.get("on_request") or ())
        return cls(**vars(farm), writer=bool(arguments.get("writer")), held_back=held_back, on_request=requested)


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    """Without a writer: whether there is one is not in the description."""
    described = about_farm.arguments(farm, node)
    return {**described, "writer": False, "held_back": {}, "on_request": list(farm.on_request)}
