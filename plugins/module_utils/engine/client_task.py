# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Fixes one client on request, and rolls that back: with the client's own journal and lease, as of a node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..concerns.contract import Concern
from ..farm.description import Farm
from ..node.ask import Ask
from ..node.errors import NodeError
from . import results
from .fix import fix_concern
from .journal import entries
from .journal.runs import of_node
from .lease.lease import release_after_task
from .plan import Outcome, Plan
from .rollback import journal_of, undo_runs
from .run import Run

OPTION = "undoes"


def fix_client(
    concern: Concern, farms: Sequence[Farm], host: str, controls: Sequence[str], ask: Ask, run: Run
) -> dict[str, Any]:
    """The task's result. farms: those whose names its users open. host: in the inventory. controls: what is requested.

    Raises NodeError where the client could not be read or fixed.
    """
    # One plan for all farms: names of two of them may need one value, and a rollback reads them all again.
    arguments = _united([concern.arguments(farm, host) for farm in farms])
    waivers = [waiver for farm in farms for waiver in farm.waivers_of(host)]
    outcome = fix_concern(Plan.from_arguments(concern, {**arguments, "fixes": list(controls)}, waivers), ask, run)
    if outcome.changes and not run.check:
        release_after_task(ask, run.id, entries.write([entries.done(run.id, run.time, run.who)]))
    return {**results.from_outcomes([outcome]), "run": run.id, "time": run.time}


def _united(arguments: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Each argument of a client's concern is a list."""
    names = dict.fromkeys(name for one in arguments for name in one)
    return {name: list(dict.fromkeys(item for one in arguments for item in one[name])) for name in names}


def undo_client(undoes: Sequence[str], ask: Ask, run: Run, concerns: Sequence[Concern]) -> dict[str, Any]:
    """The task's result. concerns: all there are.

    Raises ValueError, to be shown to the user, for a run that is in no journal there; NodeError where a setting that
    it has changed cannot be read now, as of a user who is not logged on: then nothing is rolled back.
    """
    kept = journal_of(ask)
    known = [one.run for one in of_node(kept.entries) if not one.undoes]
    for name in undoes:
        if name not in known:
            offered = ", ".join(reversed(known)) or "none, no run has changed this client"
            raise ValueError(
                f"{OPTION}: found {name!r}, which is in no journal of this client; expected some of: {offered}"
            )
    changed = {change.key: change.subject for one in kept.entries if one.run in undoes for change in one.changes}
    planned = undo_runs(undoes, ask, replace(run, check=True), concerns)
    if planned:
        _check_that_all_is_read(changed, planned)
    outcomes = planned if run.check else undo_runs(undoes, ask, run, concerns)
    if not run.check:
        release_after_task(ask, run.id)
    conflicts = [conflict for outcome in outcomes for conflict in outcome.conflicts]
    return {**results.from_outcomes(outcomes), "conflicts": conflicts, "run": run.id, "time": run.time}


def _check_that_all_is_read(changed: Mapping[tuple[str, ...], str], planned: Sequence[Outcome]) -> None:
    """A rollback that left these out would be noted as done, and nobody would come back for them."""
    read = {key for outcome in planned for key in outcome.before.settings()}
    lacking = [subject for key, subject in changed.items() if key not in read]
    if lacking:
        raise NodeError(
            f"nothing was rolled back, because {'; '.join(lacking)} could not be read: the settings of a user are "
            "loaded while the user is logged on; log the user on, and run it again"
        )
