# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a domain controller has logged of tickets for the farm's names (EVENT-1): those that it has refused, and why.

It is asked after the tickets of LIVE-1, of which it has logged with whose key they are encrypted. It is only read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...facts.authentication import spn_holder
from ...facts.authentication.spn_holder import SpnHolder
from ...facts.events import events
from ...facts.last_fix.last_fix import LastFix
from ...facts.ticket_requests import ticket_requests
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
from . import controls, fix_of_farm, issued, request_checks
from .kerberos_events import account_of
from .timeline import ASKED_OF_DOMAIN_CONTROLLERS, of_domain_controller
from .traces import of_refusals
from .window import HOURS, Window, hours_of

NAME, SCOPE = "evidence", contract.DOMAIN_CONTROLLER
CONTROLS, FARM_CONTROLS = controls.OF_OTHERS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "hours": {"type": "int", "default": HOURS},
    **fix_of_farm.ARGUMENT_SPEC,
    **spn_holder.ARGUMENT_SPEC,
    **issued.ARGUMENT_SPEC,
}
SHAPES = {events.PAYLOAD: events.SHAPE, ticket_requests.PAYLOAD: ticket_requests.SHAPE}
MASKING = {
    "names": Mask.NAMES,
    **fix_of_farm.MASKING,
    **spn_holder.MASKING,
    **issued.MASKING,
    **events.MASKING,
    **ticket_requests.MASKING,
}

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, view, agreement = writes_nothing, no_view, no_agreement
not_applicable = always_applicable

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intent:
    """hours: that logs are read back. fix: the last one of the farm's nodes. probed: the tickets of this run."""

    names: tuple[str, ...]
    hours: int
    fix: LastFix
    holder: SpnHolder
    probed: issued.Probed

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        return cls(
            host_names(arguments["names"], "names"),
            hours_of(arguments),
            fix_of_farm.from_arguments(arguments),
            SpnHolder.from_arguments({"spn_holder": None, **arguments}),
            issued.from_arguments(arguments),
        )


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    """node: the domain controller. Whoever is to hold the names is the service account, until it is known."""
    return {
        "names": list(farm.names),
        **fix_of_farm.arguments(farm),
        **spn_holder.arguments(farm),
        **({} if farm.spn_holder else {"spn_holder": farm.service_account}),
        **issued.arguments(farm),
    }


def reads(intent: Intent) -> list[Call]:
    holder = account_of(intent.holder.account) if intent.holder.account else ""
    wanted = [holder, intent.probed.user, *(f"HTTP/{name}" for name in intent.names)]
    return [
        events.read(intent.hours, ASKED_OF_DOMAIN_CONTROLLERS),
        ticket_requests.read(intent.hours, list(filter(None, wanted))),
    ]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    logged, requests = events.parse(answers[0]), ticket_requests.parse(answers[1])
    window = Window(logged.since, intent.fix)
    return [
        *request_checks.findings(logged, requests, window, intent.names, intent.holder),
        *issued.findings(issued.account(requests, intent.probed), intent.probed, intent.holder),
    ]


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """issued: the account whose key tickets are encrypted with, as the one that holds a name."""
    logged, requests = events.parse(answers[0]), ticket_requests.parse(answers[1])
    window = Window(logged.since, intent.fix)
    refused = request_checks.refused(logged, requests, intent.names)
    own = replace(requests, found=tuple(issued.own(requests, intent.probed, intent.holder)))
    return {
        "traces": of_refusals(refused, window),
        "timeline": of_domain_controller(logged, own, refused, window, intent.probed.user),
        "issued": issued.told(issued.account(requests, intent.probed), intent.probed.names),
    }
