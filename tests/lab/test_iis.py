"""Both executions give the same answers about IIS: one prints the state, the other reads it from a real file."""

from __future__ import annotations

import copy

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.server import SHAPES
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab.facts import process_activation
from tests.faults.farm_in_process import FarmInProcess


@pytest.fixture(params=["emulated", "powershell"])
def farm(request: pytest.FixtureRequest) -> FarmInProcess:
    return FarmInProcess(None if request.param == "emulated" else request.getfixturevalue("engine"))


def test_every_node_answers_with_its_state_and_keeps_it(farm: FarmInProcess) -> None:
    before = copy.deepcopy(farm.states)
    for number, state in before.items():
        (answer,) = farm.ask(number)([Call("read_iis")]).answers
        assert mismatch(answer.data, SHAPES["read_iis"]) is None
        assert answer.data == process_activation.read(state, {})
    assert farm.states == before
