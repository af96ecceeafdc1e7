# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What logs prove, as the verdict takes it: the step that is broken; for which name a ticket was refused, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...facts.authentication.spn_holder import SpnHolder
from ...facts.events.events import Events
from ...model.ticket_path import Step
from .event_checks import explaining, is_holder, not_decrypted
from .kerberos_events import ERRORS, Failure, account_of, failures
from .log_checks import Minute
from .window import Window


def traces(
    events: Events, window: Window, names: Sequence[str], holder: SpnHolder, found: Sequence[Minute] = ()
) -> list[dict[str, Any]]:
    """found: of the logs of IIS. controls: what explains an event 4. of_holder: whether its account holds the name.

    Where it is not known when the last fix was, what is logged may be from before it, and proves nothing.
    """
    if window.fix.problem:
        return []
    steps = dict.fromkeys(one.kind.step for one in found if one.kind.step is not None)
    failed = {(one.name, account_of(one.server)): one for one in not_decrypted(events, window, names)}
    refused = [one for one in failures(events.found, names) if not one.server]
    return [
        *(_trace(step) for step in steps),
        *(_of_event_4(one, holder) for one in failed.values()),
        *of_refusals(refused, window),
    ]


def of_refusals(refused: Sequence[Failure], window: Window) -> list[dict[str, Any]]:
    """Of tickets that a domain controller has refused: nobody holds the name, several do, or a key is missing."""
    if window.fix.problem:
        return []
    recent = dict.fromkeys((one.name, one.code) for one in refused if window.has(one.time))
    return [_trace(Step.TICKET) | {"name": name, "controls": list(ERRORS[code][1])} for name, code in recent]


def _of_event_4(one: Failure, holder: SpnHolder) -> dict[str, Any]:
    return _trace(Step.KEY) | {
        "name": one.name,
        "account": account_of(one.server),
        "controls": list(explaining(one, holder)),
        "of_holder": is_holder(one.server, holder),
    }


def _trace(step: Step) -> dict[str, Any]:
    return {"step": step.word, "name": "", "account": "", "controls": [], "of_holder": False}
