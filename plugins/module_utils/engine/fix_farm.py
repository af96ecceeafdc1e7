# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Fixes and rolls back what the directory and DNS have of a farm, with journal and lease on its first node.

The controller may be a container that is gone tomorrow; the node is where a rollback looks. Where it is not reached,
nothing is written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from ..concerns.contract import Concern
from ..facts.directory.patience import REAL, Clock
from ..farm.description import Farm
from ..node.ask import Ask
from . import results
from .directory_account import Given
from .directory_task import NOTHING, Turn, asking, plan_of
from .fix import fix_concern
from .journal import entries
from .lease.lease import release_after_task
from .plan import Outcome
from .rollback import undo_runs
from .run import Run


def fix_farm(
    farm: Farm,
    concern: Concern,
    ask: Ask,
    given: Given,
    run: Run,
    *,
    held_back: Mapping[str, str] = NOTHING,
    alone: bool = False,
    turn: Turn = lambda sessions: nullcontext(),
    clock: Clock = REAL,
) -> dict[str, Any]:
    """The task's result. ask: of the farm's first node. alone: the run ends with this task.

    held_back: name of the farm -> why this run must not write it now. Raises ValueError, to be shown to the user, and
    NodeError where it could not read or fix.
    """
    plan = plan_of(concern, farm, given, held_back)
    with asking(farm, ask, given, turn, clock) as of_farm:
        outcome = fix_concern(plan, of_farm, run)
    if alone and outcome.changes and not run.check:
        release_after_task(ask, run.id, entries.write([entries.done(run.id, run.time, run.who)]))
    return {**results.from_outcomes([outcome]), "farm": farm.name, "run": run.id, "time": run.time}


def undo_of_farm(
    farm: Farm,
    undoes: Collection[str],
    ask: Ask,
    given: Given,
    run: Run,
    concerns: Sequence[Concern],
    *,
    part: Sequence[Concern] | None = None,
    closes: bool = True,
    turn: Turn = lambda sessions: nullcontext(),
    clock: Clock = REAL,
) -> list[Outcome]:
    """What these runs have changed on the farm's first node and of the farm as a whole, as rollback.undo_runs does.

    concerns: all there are, in the order of a fix. part, closes: as there.
    """
    with asking(farm, ask, given, turn, clock) as of_farm:
        return undo_runs(undoes, of_farm, run, concerns, part, closes)
