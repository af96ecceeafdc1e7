"""One node of the lab in both executions: emulated, and with the payloads themselves in the PowerShell engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.faults.farm_in_process import FarmInProcess

T = TypeVar("T")
Injected = Callable[[NodeState], None]


def healthy_node(state: NodeState) -> None:
    """Nothing is injected."""


def in_any_order(value: Any) -> Any:
    """Lists of objects have no order in what a node is and shows."""
    if isinstance(value, dict):
        return {name: in_any_order(one) for name, one in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return sorted(map(in_any_order, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


@dataclass(frozen=True)
class Executions:
    """The same steps are taken in both, and each step must give the same answer and the same state."""

    emulated: FarmInProcess
    real: FarmInProcess
    number: int = 1  # of the node

    @classmethod
    def of(cls, engine: Engine, inject: Injected = healthy_node) -> Executions:
        farms = FarmInProcess(nodes=1), FarmInProcess(engine, nodes=1)
        for farm in farms:
            inject(farm.states[1])
        return cls(*farms)

    def in_both(self, step: Callable[[FarmInProcess], T], shown: Callable[[T], Any] = lambda answer: answer) -> T:
        """The emulated answer. shown: what of an answer is compared."""
        emulated, real = step(self.emulated), step(self.real)
        assert shown(real) == shown(emulated)
        ours, theirs = _by_name(self.emulated.states[self.number]), _by_name(self.real.states[self.number])
        for part in ours:
            assert theirs.get(part) == ours[part], part
        assert theirs.keys() == ours.keys()
        return emulated

    def read(self, *calls: Call, shown: Callable[[Any], Any] = lambda answers: answers) -> list[Any]:
        """What the payloads print, which must not change the node."""
        before = json.dumps(self.emulated.states[1])
        answers = self.in_both(lambda farm: _data(farm, calls), shown)
        assert json.dumps(self.emulated.states[1]) == before, "a read changed something"
        return answers

    def write(self, call: Call) -> bool:
        """Whether it is carried out. Where it fails, the reason may be worded differently."""

        def step(farm: FarmInProcess) -> tuple[bool, Any]:
            (answer,) = farm.ask(1)([call], stop=True).answers
            return answer.error is None, answer.data

        return self.in_both(step)[0]

    def error(self, call: Call, before_details: str = "") -> str:
        """The message of a call that is refused in both with the same text, and changes nothing.

        before_details: what separates the text from details that are not compared.
        """

        def step(farm: FarmInProcess) -> str:
            before = json.dumps(farm.states[1])
            error = farm.ask(1)([call], stop=True).answers[0].error
            assert error is not None
            assert json.dumps(farm.states[1]) == before
            return str(error)

        return self.in_both(step, lambda text: text.partition(before_details)[0] if before_details else text)


def _by_name(state: NodeState) -> NodeState:
    """A node lists its journal's files by their names, the emulation keeps entries in the order of their arrival."""
    return {**state, "journal": in_any_order(state["journal"])}


def _data(farm: FarmInProcess, calls: tuple[Call, ...]) -> list[Any]:
    answers = farm.ask(1)(calls).answers
    assert [answer.error for answer in answers] == [None] * len(calls)
    return [answer.data for answer in answers]
