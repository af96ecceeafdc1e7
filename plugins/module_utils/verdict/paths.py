# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The path of a ticket, drawn: for each name, DNS server, address and node the first step that is broken.

A step is only as good as what was looked at: what no control has checked there is "not looked at", what could not be
checked is so, and neither is ever "holds".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..model.controls import Control
from ..model.finding import State
from ..model.ticket_path import Step
from .causes import Cause
from .evidence import WHOLE, Evidence, Resolved, Seen
from .sureness import Sure, about, agree

DESCRIBED = ""  # the server of a path where no server was asked: the name leads to the addresses of the description


class Condition(StrEnum):
    BROKEN = "broken"
    DRIFT = "drift"  # not as it should be, and tickets may be accepted in spite of it
    UNKNOWN = "could not check"
    NOT_LOOKED_AT = "not looked at"
    HOLDS = "holds"


@dataclass(frozen=True)
class Stop:
    """One step of a path. controls: those that do not hold, or could not be checked."""

    step: Step
    condition: Condition
    controls: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True)
class Path:
    """address, node: empty where the path ends before it."""

    name: str
    server: str
    address: str
    node: str
    stops: tuple[Stop, ...]

    @property
    def broken(self) -> Stop | None:
        return next((stop for stop in self.stops if stop.condition is Condition.BROKEN), None)


def paths(evidence: Evidence, causes: Sequence[Cause], controls: Sequence[Control]) -> list[Path]:
    """Of all nodes in the run. Nothing goes on behind a step that takes the client away."""
    draw = _Draw(evidence, causes, controls)
    return [path for answer in _answers(evidence) for path in draw.of(answer)]


def _answers(evidence: Evidence) -> Iterator[Resolved]:
    for name in evidence.names:
        own = [answer for answer in evidence.resolved or () if answer.name == name]
        yield from own or [Resolved(name, DESCRIBED, evidence.virtual)]


class _Draw:
    def __init__(self, evidence: Evidence, causes: Sequence[Cause], controls: Sequence[Control]) -> None:
        self._evidence = evidence
        self._cause = {one: cause for cause in causes for one in (*cause.found, *cause.explained)}
        self._of_causes = {one for cause in causes for one in cause.found}
        self._seen: dict[tuple[Step, str], list[Seen]] = {}
        for one in evidence.seen:
            self._seen.setdefault((one.step, one.node), []).append(one)
        self._of_step = {step: [control.id for control in controls if control.step is step] for step in Step}
        self._servers = [answer.server for answer in evidence.resolved or ()]
        self._addresses = [*evidence.virtual, *(a for own in evidence.own.values() for a in own)]

    def of(self, answer: Resolved) -> Iterator[Path]:
        """A server that gave no answer may lead to the addresses of the description."""
        addresses = self._evidence.virtual if answer.problem else answer.addresses
        if not addresses:
            yield Path(answer.name, answer.server, "", "", (self._stop(Step.NAME, answer, "", WHOLE, True),))
            return
        for address in addresses:
            answering = self._evidence.nodes_at(address)
            nodes = [node for node in answering if node not in self._evidence.left_out]
            if not answering:
                stop = self._stop(Step.NAME, answer, address, WHOLE, True)
                yield Path(answer.name, answer.server, address, "", (stop,))
            for node in nodes:
                stops = tuple(
                    self._stop(step, answer, address, node, False) for step in Step if step is not Step.LATENT
                )
                yield Path(answer.name, answer.server, address, node, stops)

    def _stop(self, step: Step, answer: Resolved, address: str, node: str, ends: bool) -> Stop:
        """ends: whether no node is reached this way, whatever findings say."""
        if step is Step.NAME and answer.problem:
            return Stop(step, Condition.UNKNOWN, (), answer.problem)
        seen = (one for of in dict.fromkeys((WHOLE, node)) for one in self._seen.get((step, of), ()))
        found = [one for one in seen if self._concerns(one, answer, address, node)]
        drift = sorted((one for one in found if one.state in (State.DRIFT, State.PENDING)), key=self._weight)
        if ends or drift:
            condition = Condition.BROKEN if ends or self._breaks(drift, answer, node) else Condition.DRIFT
            words = drift[0].sentence if drift else "it leads to no address of the farm"
            return Stop(step, condition, _controls(drift), words)
        unread = self._evidence.unread.get(node)
        if unread and step >= Step.NETWORK:
            return Stop(step, Condition.UNKNOWN, (), unread)
        states = (State.UNKNOWN, State.WAIVED_UNKNOWN)
        unknown = sorted((one for one in found if one.state in states), key=lambda one: (one.control, one.subject))
        if unknown:
            words = unread if unread and unknown[0].node == node else unknown[0].sentence
            return Stop(step, Condition.UNKNOWN, _controls(unknown), words)
        return Stop(step, Condition.HOLDS if self._looked_at(step, node) else Condition.NOT_LOOKED_AT)

    def _concerns(self, one: Seen, answer: Resolved, address: str, node: str) -> bool:
        return (
            about(one, answer.name, self._evidence.names)
            and about(one, answer.server, self._servers)
            and about(one, address, self._addresses)
            and about(one, node, list(self._evidence.own))
        )

    def _weight(self, one: Seen) -> tuple[bool, int, str, str]:
        """The one that says most of the step comes first: what is no consequence, and is surest."""
        return one not in self._of_causes, list(Sure).index(self._cause[one].sure), one.control, one.subject

    def _breaks(self, drift: Sequence[Seen], answer: Resolved, node: str) -> bool:
        """An explained finding is drift at its own step: the ticket fails at the step that explains it."""
        sure = {self._cause[one].sure for one in drift if one in self._of_causes}
        if drift[0].step is Step.NAME:  # this answer leads to a node; where an alias is, for another name's ticket
            return Sure.IMPLIED in sure or bool(sure and answer.aliases)
        if drift[0].step is Step.TICKET and all(one.about for one in drift) and self._decrypts(answer.name, node):
            return False
        return bool(sure - {Sure.POSSIBLE})

    def _decrypts(self, name: str, node: str) -> bool:
        """Whether this node has the key of the one account that holds the name, whoever should hold it."""
        keys = self._evidence.keys.get(node, ())
        held = [of for of in self._evidence.held or () if of.name == name and len(of.holders) == 1]
        return bool(held) and agree(held[0], keys) is True

    def _looked_at(self, step: Step, node: str) -> bool:
        checked = {**self._evidence.checked.get(WHOLE, {}), **self._evidence.checked.get(node, {})}
        return any(
            checked.get(control, State.NOT_APPLICABLE) is not State.NOT_APPLICABLE for control in self._of_step[step]
        )


def _controls(found: Sequence[Seen]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.control for one in found))


def alike(paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Those that are drawn in one, in the order of their first: whose steps have the same conditions and controls."""
    groups: dict[tuple[tuple[Step, Condition, tuple[str, ...]], ...], list[Path]] = {}
    for path in paths:
        key = tuple((stop.step, stop.condition, stop.controls) for stop in path.stops)
        groups.setdefault(key, []).append(path)
    return [tuple(group) for group in groups.values()]
