# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The runs that have changed a farm, from what each node's journal knows of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .entries import Change, moment
from .runs import Ended, NodeRun

Nodes = Mapping[str, Sequence[NodeRun] | None]  # node -> its runs; None: its journal was not read


@dataclass(frozen=True)
class FarmRun:
    """One run on all nodes. on: node -> how it ended there. changes: those of the nodes, each once."""

    run: str
    time: str
    who: str
    on: Mapping[str, NodeRun]

    @property
    def changes(self) -> list[Change]:
        found = (change for known in self.on.values() for change in known.changes)
        return list({(change.key, str(change.before), str(change.after)): change for change in found}.values())

    @property
    def undoes(self) -> list[str]:
        return list(dict.fromkeys(run for known in self.on.values() for run in known.undoes))

    @property
    def undone_by(self) -> list[str]:
        return list(
            dict.fromkeys(
                run for known in self.on.values() for run in (known.undone_by, *known.begun_by) if run is not None
            )
        )

    @property
    def undone(self) -> bool:
        """Whether it is rolled back on every node that was read."""
        return all(known.undone_by for known in self.on.values())

    def state(self, unread: Sequence[str]) -> str:
        """How it ended, in words. unread: the nodes whose journal is not known."""
        ends = {known.ended for known in self.on.values()}
        by = f" by {', '.join(self.undone_by)}" if self.undone_by else ""
        if ends == {Ended.UNDONE}:
            found = f"{Ended.UNDONE.value}{by}"
        elif ends & {Ended.UNDONE, Ended.PARTLY}:
            found = f"{Ended.PARTLY.value}{by}"
        elif Ended.INTERRUPTED in ends:
            stopped = [node for node, known in self.on.items() if known.ended is Ended.INTERRUPTED]
            found = f"{Ended.INTERRUPTED.value} on {', '.join(stopped)}"
        else:
            found = Ended.FINISHED.value
        return found + (f"; not known of {', '.join(unread)}, not read" if unread else "")


def of_farm(nodes: Nodes) -> list[FarmRun]:
    """The newest first, by the times that the journals have."""
    names = dict.fromkeys(known.run for runs in nodes.values() for known in runs or ())
    found = [_of_run(name, nodes) for name in names]
    return sorted(found, key=lambda run: (moment(run.time), run.run), reverse=True)


def _of_run(name: str, nodes: Nodes) -> FarmRun:
    on = {node: known for node, runs in nodes.items() for known in runs or () if known.run == name}
    first = min(on.values(), key=lambda known: moment(known.time))
    return FarmRun(name, first.time, next((known.who for known in on.values() if known.who), ""), on)


def unread(nodes: Nodes) -> list[str]:
    return [node for node, runs in nodes.items() if runs is None]
