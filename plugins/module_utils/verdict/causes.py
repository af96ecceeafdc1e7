# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which findings may be why tickets fail, the first broken step first; what follows from one is told with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model.command_order import in_order, in_reverse
from ..model.controls import Control
from ..model.ticket_path import Step
from .evidence import WHOLE, Evidence, Seen
from .sureness import Sure, about, sure_of

ORDER = tuple(Sure)


@dataclass(frozen=True)
class Cause:
    """One control that does not hold. found: its findings; explained: those of others that follow from it."""

    control: str
    step: Step
    sure: Sure
    why: str  # it is as sure
    found: tuple[Seen, ...]
    explained: tuple[Seen, ...] = ()

    @property
    def nodes(self) -> tuple[str, ...]:
        """Where it was found; none for the farm as a whole."""
        return tuple(dict.fromkeys(one.node for one in self.found if one.node != WHOLE))

    @property
    def commands(self) -> tuple[str, ...]:
        return tuple(command for part in in_order(one.commands for one in self.found) for command in part)

    @property
    def undo(self) -> tuple[str, ...]:
        return tuple(command for part in in_reverse(one.undo for one in self.found) for command in part)


def causes(evidence: Evidence, controls: Sequence[Control]) -> list[Cause]:
    """What may be harmless comes after what is not; else a ticket fails at the first of them."""
    turns = _turns(controls)
    roots = _Roots(evidence, controls, turns)
    known = {control.id: control for control in controls}
    found: dict[tuple[str, Step], list[Seen]] = {}
    explained: dict[tuple[str, Step], list[Seen]] = {}
    for one in evidence.drift():
        root = roots.of(one)
        (found if root is one else explained).setdefault((root.control, root.step), []).append(one)
    all_causes = [
        Cause(
            control,
            step,
            *min((sure_of(one, known.get(control), evidence) for one in own), key=lambda sure: ORDER.index(sure[0])),
            tuple(own),
            tuple(explained.get((control, step), ())),
        )
        for (control, step), own in found.items()
    ]
    return sorted(
        all_causes,
        key=lambda cause: (cause.sure is Sure.POSSIBLE, cause.step, turns.get(cause.control, LAST), cause.control),
    )


LAST = (1, 0)


def _turns(controls: Sequence[Control]) -> dict[str, tuple[int, int]]:
    """The order of controls within a step. A fix waits for a control because a ticket would come to that one next."""
    known = {control.id: control for control in controls}

    def before(control: Control) -> int:
        return max((1 + before(known[other]) for other in control.waits_for if other in known), default=0)

    return {control.id: (-before(control), position) for position, control in enumerate(controls)}


class _Roots:
    """What a finding follows from, at the end of the chain; the finding itself where it is a cause of its own."""

    def __init__(self, evidence: Evidence, controls: Sequence[Control], turns: Mapping[str, tuple[int, int]]) -> None:
        self._nodes = list(evidence.own)
        self._explaining = {control.id: control.explained_by for control in controls}
        self._measured = {control.id for control in controls if control.measured}
        self._turns = turns
        self._drift: dict[tuple[str, str], list[Seen]] = {}
        for one in evidence.drift():
            self._drift.setdefault((one.control, one.node), []).append(one)

    def of(self, one: Seen, chain: tuple[Seen, ...] = ()) -> Seen:
        """Of several the nearest: that of the node before that of the whole farm, the later step before the earlier."""
        controls = (*self._explaining.get(one.control, ()), *one.follows_from)
        found = [
            other
            for control in dict.fromkeys(controls)
            for node in dict.fromkeys((one.node, *self._measured_at(one), WHOLE))
            for other in self._drift.get((control, node), ())
            if other is not one and other not in chain and _is_of_the_same(other, one, self._nodes)
        ]
        if not found:
            return one
        nearest = min(found, key=lambda other: (other.node == WHOLE, -other.step, *self._turn(other)))
        return self.of(nearest, (*chain, one))

    def _measured_at(self, one: Seen) -> list[str]:
        """The nodes that may be why a ticket failed that was shown for the farm as a whole."""
        if one.node != WHOLE or one.control not in self._measured:
            return []
        named = [node for node in self._nodes if node in one.about]
        return named or list(self._nodes)

    def _turn(self, one: Seen) -> tuple[tuple[int, int], str, str]:
        return self._turns.get(one.control, LAST), one.control, one.subject


def _is_of_the_same(cause: Seen, one: Seen, nodes: Sequence[str]) -> bool:
    """What is found of the farm as a whole is about every node, unless it names some."""
    if one.node != WHOLE and not about(cause, one.node, nodes):
        return False
    return not cause.about or not one.about or not set(cause.about).isdisjoint(one.about)
