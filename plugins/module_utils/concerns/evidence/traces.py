# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What logs prove, as the verdict takes it: the step that is broken; who could not decrypt a ticket for which name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...facts.authentication.spn_holder import SpnHolder
from ...facts.events.events import Events
from ...model.ticket_path import Step
from .event_checks import explaining, is_holder, not_decrypted
from .kerberos_events import Failure, account_of
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
    return [*(_trace(step) for step in steps), *(_of_event_4(one, holder) for one in failed.values())]


def _of_event_4(one: Failure, holder: SpnHolder) -> dict[str, Any]:
    return _trace(Step.KEY) | {
        "name": one.name,
        "account": account_of(one.server),
        "controls": list(explaining(one, holder)),
        "of_holder": is_holder(one.server, holder),
    }


def _trace(step: Step) -> dict[str, Any]:
    return {"step": step.word, "name": "", "account": "", "controls": [], "of_holder": False}
