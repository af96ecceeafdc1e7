# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a client has logged of failed tickets for the farm's names (EVENT-1): event 4 is in the log of who showed one.

The rule is that for nodes. Which node could not decrypt the ticket, the account in the event says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.authentication import spn_holder
from ...facts.authentication.spn_holder import SpnHolder
from ...facts.events import events
from ...facts.last_fix.last_fix import LastFix
from ...farm.description import Farm
from ...model.call import Call
from ...model.finding import Finding
from ...model.host_names import host_names
from ...model.masks import Mask
from .. import contract
from ..contract import (
    NO_IMPACT,
    NO_SECRETS,
    always_applicable,
    current_values,
    no_agreement,
    no_view,
    one_change_per_finding,
    values_equal,
    writes_nothing,
)
from . import controls, event_checks, fix_of_farm
from .timeline import ASKED_OF_CLIENTS, of_client
from .traces import traces
from .window import HOURS, Window, hours_of

NAME, SCOPE = "evidence", contract.CLIENT
CONTROLS, FARM_CONTROLS = controls.OF_OTHERS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "hours": {"type": "int", "default": HOURS},
    **fix_of_farm.ARGUMENT_SPEC,
    **spn_holder.ARGUMENT_SPEC,
}
SHAPES = {events.PAYLOAD: events.SHAPE}
MASKING = {"names": Mask.NAMES, **fix_of_farm.MASKING, **spn_holder.MASKING, **events.MASKING}

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, view, agreement = writes_nothing, no_view, no_agreement
not_applicable = always_applicable

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intent:
    """hours: that logs are read back. fix: the last one of the farm's nodes, as far as that is known."""

    names: tuple[str, ...]
    hours: int
    fix: LastFix
    holder: SpnHolder

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        return cls(
            host_names(arguments["names"], "names"),
            hours_of(arguments),
            fix_of_farm.from_arguments(arguments),
            SpnHolder.from_arguments({"spn_holder": None, **arguments}),
        )


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    """node: the client, which the description of the farm does not have."""
    return {"names": list(farm.names), **fix_of_farm.arguments(farm), **spn_holder.arguments(farm)}


def reads(intent: Intent) -> list[Call]:
    return [events.read(intent.hours, ASKED_OF_CLIENTS)]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    logged = events.parse(answers[0])
    return list(event_checks.findings(logged, Window(logged.since, intent.fix), intent.names, intent.holder))


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """As of a node, without what the logs of IIS have."""
    logged = events.parse(answers[0])
    window = Window(logged.since, intent.fix)
    return {
        "traces": traces(logged, window, intent.names, intent.holder),
        "timeline": of_client(logged, window, intent.names),
    }
