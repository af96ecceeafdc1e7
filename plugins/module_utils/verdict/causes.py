# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which findings may be why tickets fail, the first broken step first; what follows from one is told with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    found: tuple[Seen, ...]
    explained: tuple[Seen, ...] = ()

    @property
    def nodes(self) -> tuple[str, ...]:
        """Where it was found; none for the farm as a whole."""
        return tuple(dict.fromkeys(one.node for one in self.found if one.node != WHOLE))

    @property
    def commands(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(command for one in self.found for command in one.commands))


def causes(evidence: Evidence, controls: Sequence[Control]) -> list[Cause]:
    """What may be harmless comes after what is not; else a ticket fails at the first of them."""
    known = {control.id: control for control in controls}
    drift = evidence.drift()
    root = {one: _root(one, drift, known, list(evidence.own)) for one in drift}
    found: dict[tuple[str, Step], list[Seen]] = {}
    for one in drift:
        if root[one] is None:
            found.setdefault((one.control, one.step), []).append(one)
    return sorted(
        (_cause(control, step, own, root, evidence, known) for (control, step), own in found.items()),
        key=lambda cause: (cause.sure is Sure.POSSIBLE, cause.step, _position(cause.control, known)),
    )


def _cause(
    control: str,
    step: Step,
    found: Sequence[Seen],
    root: Mapping[Seen, str | None],
    evidence: Evidence,
    known: Mapping[str, Control],
) -> Cause:
    sure = min((sure_of(one, known.get(control), evidence) for one in found), key=ORDER.index)
    nodes = {one.node for one in found}
    explained = (one for one, by in root.items() if by == control and (WHOLE in nodes or one.node in nodes))
    return Cause(control, step, sure, tuple(found), tuple(explained))


def _root(one: Seen, drift: Sequence[Seen], known: Mapping[str, Control], nodes: Sequence[str]) -> str | None:
    """The control of which it is a consequence, at the end of the chain; None where it is a cause of its own."""
    explaining = known[one.control].explained_by if one.control in known else ()
    for other in drift:
        if other is not one and other.control in explaining and _reaches(other, one, nodes):
            return _root(other, drift, known, nodes) or other.control
    return None


def _reaches(cause: Seen, one: Seen, nodes: Sequence[str]) -> bool:
    """A finding of the farm as a whole is about every node, unless it names some."""
    if one.node != WHOLE and not about(cause, one.node, nodes):
        return False
    together = not cause.about or not one.about or not set(cause.about).isdisjoint(one.about)
    return together and cause.node in (WHOLE, one.node)


def _position(control: str, known: Mapping[str, Control]) -> int:
    return list(known).index(control) if control in known else len(known)
