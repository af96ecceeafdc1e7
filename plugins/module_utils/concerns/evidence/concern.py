# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a node's logs say of failed tickets (EVENT-1, LOG-1): the System log, those of the site and of http.sys.

No setting is looked at, so that nothing here is ever the cause; but where a log says the same as a setting, the verdict
is surer of it. This is only reported. Old evidence is none: what is older than the last fix tells of what was before.
The clients' side of EVENT-1 is on_client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.authentication import spn_holder
from ...facts.authentication.spn_holder import SpnHolder
from ...facts.events import events
from ...facts.iis.server import NO_SITE
from ...facts.last_fix import last_fix
from ...facts.request_log import request_log
from ...farm.description import Farm
from ...model.call import Call
from ...model.finding import Finding, State
from ...model.host_names import host_names
from ...model.masks import Mask
from ..contract import (
    NO_IMPACT,
    NO_SECRETS,
    NODE,
    always_applicable,
    current_values,
    no_agreement,
    no_view,
    one_change_per_finding,
    values_equal,
    writes_nothing,
)
from . import controls, event_checks, fix_of_farm, log_checks
from .timeline import ASKED, of_node
from .traces import traces
from .window import HOURS, Window, hours_of

NAME, SCOPE = "evidence", NODE
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = False, NO_IMPACT

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str", "required": True},
    "site": {"type": "str"},
    "hours": {"type": "int", "default": HOURS},
    **spn_holder.ARGUMENT_SPEC,
}

planned, settings, same = one_change_per_finding, current_values, values_equal
writes, not_applicable = writes_nothing, always_applicable
view, agreement = no_view, no_agreement

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES: tuple[str, ...] = ()
SHAPES = {
    last_fix.PAYLOAD: last_fix.SHAPE,
    events.PAYLOAD: events.SHAPE,
    request_log.PAYLOAD: request_log.SHAPE,
}
MASKING = {
    "names": Mask.NAMES,
    **spn_holder.MASKING,
    **events.MASKING,
    **last_fix.MASKING,
    **request_log.MASKING,
}


@dataclass(frozen=True)
class Intent:
    """site: empty where the description names none. hours: that logs are read back."""

    names: tuple[str, ...]
    site: str
    hours: int
    holder: SpnHolder

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        return cls(
            host_names(arguments["names"], "names"),
            arguments.get("site") or "",
            hours_of(arguments),
            SpnHolder.from_arguments({"spn_holder": None, **arguments}),
        )


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {"names": list(farm.names), "site": farm.site, **spn_holder.arguments(farm)}


def reads(intent: Intent) -> list[Call]:
    log = [request_log.read(intent.site, intent.hours)] if intent.site else []
    return [last_fix.read(), events.read(intent.hours, ASKED), *log]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    logged, window = events.parse(answers[1]), _window(answers)
    found = list(event_checks.findings(logged, window, intent.names, intent.holder))
    if not intent.site:
        return [*found, Finding(log_checks.CONTROL, log_checks.SITE, State.NOT_APPLICABLE, reason=NO_SITE)]
    return [*found, *log_checks.findings(answers[2], window)]


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """traces: what proves a broken step. timeline: what happened on the node, for a person. last_fix: for clients."""
    logged, window = events.parse(answers[1]), _window(answers)
    minutes = log_checks.minutes(answers[2], window) if intent.site else []
    return {
        "traces": traces(logged, window, intent.names, intent.holder, minutes),
        "timeline": of_node(logged, window, intent.names, minutes),
        "last_fix": fix_of_farm.told(window.fix),
    }


def _window(answers: Sequence[Mapping[str, Any]]) -> Window:
    return Window(events.parse(answers[1]).since, last_fix.parse(answers[0]))
