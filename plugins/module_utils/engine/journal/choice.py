# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which runs a rollback rolls back: the newest, those that the user names, or all. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .history import FarmRun, Nodes, of_farm, unread
from .runs import has_happened, together

OPTION = "kerberos_undoes"
ALL = "all"
SHOWN = 10


@dataclass(frozen=True)
class Choice:
    """runs: the newest first. said: sentences for the user.

    drainers: the runs whose drained nodes belong to them: themselves, and rollbacks of them that did not finish.
    """

    runs: tuple[str, ...]
    said: tuple[str, ...]
    drainers: tuple[str, ...]


def choose(given: Sequence[str], nodes: Nodes, markers: Collection[str], now: datetime) -> Choice:
    """given: the runs that the user has named, or "all"; none: the newest. markers: runs that have left a node drained.

    Raises ValueError, to be shown to the user, for a run that no node knows, and for one that is a rollback.
    """
    known = {run.run: run for run in of_farm(nodes)}
    fixes = [run for run in known.values() if not run.undoes]
    ahead = [run for run in fixes if not all(has_happened(one.run, one.time, now) for one in run.on.values())]
    offered = [run for run in fixes if not run.undone and run not in ahead]
    said = _of_the_future([run for run in ahead if not run.undone and run.run not in given])
    if not given or list(given) == [ALL]:
        chosen = offered if given else offered[:1]
        said += _continued(chosen, nodes) if not given else []
        return _choice(chosen, said if chosen else [*said, _nothing(fixes, unread(nodes))])
    for name in given:
        _check(name, known, markers, offered, unread(nodes))
    drained = [name for name in given if name not in known]
    said += [_already(known[name]) for name in given if name in known and known[name].undone]
    said += [f"run {name} is in no journal: it has drained a node, and has changed nothing" for name in drained]
    return _choice([run for run in fixes if run.run in given and not run.undone], said, drained)


def _choice(chosen: Sequence[FarmRun], said: Sequence[str], drained: Sequence[str] = ()) -> Choice:
    runs = [run.run for run in chosen]
    begun = dict.fromkeys(by for run in chosen for by in run.undone_by)
    return Choice(tuple(runs), tuple(said), (*runs, *begun, *drained))


def _check(
    name: str,
    known: Mapping[str, FarmRun],
    markers: Collection[str],
    offered: Sequence[FarmRun],
    missing: Sequence[str],
) -> None:
    """Raises ValueError where this is no run that can be rolled back."""
    if name not in known and name not in markers:
        runs = ", ".join(f"{run.run} ({run.time[:16]})" for run in offered[:SHOWN]) or "none"
        where = f" ({', '.join(missing)} could not be read)" if missing else ""
        raise ValueError(
            f"{OPTION}: found {name!r}, which is in no journal of this farm{where}; expected {ALL}, or some of: {runs}"
            ". playbooks/history.yml lists every run"
        )
    if name in known and known[name].undoes:
        undone = ", ".join(known[name].undoes)
        raise ValueError(f"{OPTION}: run {name} is itself a rollback, of {undone}; to make those changes again, fix")


def _of_the_future(ahead: Sequence[FarmRun]) -> list[str]:
    return [
        f"run {run.run} of {run.time[:16]} lies in the future, so it is not taken for the newest; to roll it back, "
        f"name it in {OPTION}"
        for run in ahead
    ]


def _continued(chosen: Sequence[FarmRun], nodes: Nodes) -> list[str]:
    """The runs that were interrupted, and that this one has continued."""
    runs = dict.fromkeys(
        name for run in chosen for known in nodes.values() if known for name in together(known, run.run)
    )
    if len(runs) == len(chosen):
        return []
    first, *before = runs
    return [
        f"run {first} has continued {', '.join(before)}, which was interrupted and is not rolled back; to roll "
        f"all of it back: -e {OPTION}={','.join(runs)}"
    ]


def _nothing(fixes: Sequence[FarmRun], missing: Sequence[str]) -> str:
    if missing:
        return "Nothing is left to roll back on the nodes that were read."
    if fixes:
        return "Every run that has changed this farm is rolled back already."
    return "No run on this farm has changed anything."


def _already(run: FarmRun) -> str:
    left = list(dict.fromkeys(sentence for known in run.on.values() for sentence in known.left))
    said = f"run {run.run} was rolled back already, by {', '.join(run.undone_by)}"
    return f"{said}, but for: {'; '.join(left)}" if left else said
