"""One operation over the wire to the lab's first node, whole or cut at one of its messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.node_files import NodeState, States
from lab.winrm.endpoint import Faults
from lab.wired import WiredLab
from tests.settings import settings_of
from tests.wire.connections import Connect, Listener

Operation = Callable[[Ask], Any]

NODE = "web1"
EVERY_RUN = ("write_lease", "write_journal")  # before each write, as often as there are runs
# Ansible's connection waits for the output of a command although its input was lost: by default, for 20 seconds.
PATIENCE = 0.05


@dataclass(frozen=True)
class Cut:
    """title: what happens to a message. faults: by its number."""

    title: str
    faults: Callable[[int], Faults]


@dataclass(frozen=True)
class At:
    """cut: of the message of this number; None where nothing was cut."""

    number: int = 0
    cut: Cut | None = None

    def __str__(self) -> str:
        return f"message {self.number} {self.cut.title}" if self.cut else "whole"


BEFORE = Cut("never arrives", lambda number: Faults(patience=PATIENCE, cut_before=frozenset([number])))
AFTER = Cut("is not answered", lambda number: Faults(patience=PATIENCE, cut_after=frozenset([number])))
LOST = Cut("is the first of all that never arrive", lambda number: Faults(cut_before=frozenset(range(number, 1000))))


@dataclass(frozen=True)
class Ended:
    """How an operation ended: with its result, or with an error in words.

    state: what the node has then. payloads: what it has run, in order. at: where the wire was cut.
    """

    result: Any
    error: str
    state: NodeState
    payloads: tuple[str, ...]
    at: At

    @property
    def settings(self) -> NodeState:
        return settings_of(self.state)

    @property
    def writes(self) -> Counter[str]:
        return Counter(name for name in self.payloads if name.startswith("write_") and name not in EVERY_RUN)


class Wire:
    """One way to the lab's first node. messages: how many the last operation took, a cut one included."""

    def __init__(self, lab: WiredLab, connect: Connect, listener: Listener) -> None:
        self._lab, self._connect, self._listener = lab, connect, listener
        self._states = States(lab.folder)
        self.messages = 0

    def carry_out(self, operation: Operation, state: NodeState, at: At = At()) -> Ended:  # frozen
        """On a node in this state. Errors that are not meant for a user go through."""
        self._states.write(NODE, state)
        self._lab.reset(at.cut.faults(at.number) if at.cut else Faults())
        self._lab.payloads.clear()
        result, error = None, ""
        with self._connect(self._listener) as ask:
            try:
                result = operation(ask)
            except (NodeError, AnsibleConnectionFailure) as problem:
                error = str(problem)
        self._lab.finish()
        self.messages = self._lab.endpoint.counters.messages
        return Ended(result, error, self._states.read(NODE), tuple(self._lab.payloads), at)

    def cut_everywhere(
        self, operation: Operation, state: NodeState, cuts: tuple[Cut, ...] = (BEFORE, AFTER, LOST)
    ) -> Iterator[Ended]:
        """The operation on a node in this state, once for each of these cuts of each of the messages of a whole one."""
        self.carry_out(operation, state)
        for number in range(1, self.messages + 1):
            for cut in cuts:
                ended = self.carry_out(operation, state, At(number, cut))
                assert self.messages >= number, "nothing was cut"
                yield ended

    def others(self) -> dict[str, NodeState]:
        return {node: self._states.read(node) for node in self._states.nodes() if node != NODE}
