# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The last fix of a farm, for its clients, which have no journal: the newest of those that the nodes have told.

As options: last_fix (UTC), last_fix_undone (whether it was a rollback), last_fix_problem (why there may be another).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...facts.events.events import moment
from ...facts.last_fix.last_fix import LastFix
from ...model.masks import Mask
from ...model.named import some
from ...model.option_checks import found

if TYPE_CHECKING:
    from ...farm.description import Farm

ARGUMENT_SPEC = {
    "last_fix": {"type": "str"},
    "last_fix_undone": {"type": "bool", "default": False},
    "last_fix_problem": {"type": "str"},
}
MASKING = {"last_fix": Mask.WORD, "last_fix_problem": Mask.REASON}


def told(fix: LastFix) -> dict[str, Any]:
    """By a node, of itself."""
    time = f"{fix.time:%Y-%m-%d %H:%M:%S}" if fix.time else None
    return {"time": time, "undone": fix.undone, "problem": fix.problem}


def arguments(farm: Farm) -> dict[str, Any]:
    """A node that has not told its last fix may have had a newer one."""
    fixes = farm.fixes
    silent = [node for node in farm.nodes if node not in fixes]
    problems = [f"{some(silent)}: not read in this run"] if silent else []
    problems += [f"{node}: {fix['problem']}" for node, fix in fixes.items() if fix["problem"]]
    newest = max((fix for fix in fixes.values() if fix["time"]), key=lambda fix: str(fix["time"]), default=None)
    return {
        "last_fix": newest["time"] if newest else None,
        "last_fix_undone": bool(newest and newest["undone"]),
        "last_fix_problem": "; ".join(problems) or None,
    }


def from_arguments(arguments: Mapping[str, Any]) -> LastFix:
    """Raises ValueError, to be shown to the user."""
    given = arguments.get("last_fix")
    problem = arguments.get("last_fix_problem") or ""
    try:
        time = moment(given) if given else None
    except (ValueError, TypeError):
        raise ValueError(
            f"last_fix: found {found(given)}, expected a time in UTC such as 2026-01-31 08:00:00"
        ) from None
    return LastFix(time, undone=bool(arguments.get("last_fix_undone")), problem=problem)
