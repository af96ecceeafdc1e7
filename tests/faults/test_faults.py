"""Every fault, on one node and on all, emulated: found with exactly what it declares, fixed or reported, clean the
second time, and rolled back to the first reading. That the payloads do the same is proved in tests/equivalence.
"""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.faults import FAULTS, Fault
from tests import reported
from tests.faults.farm_in_process import FarmInProcess, Reported
from tests.mutation import controls
from tests.mutation.switched_off import switch_off

NODES = ([2], [1, 2, 3])


@pytest.mark.parametrize("numbers", NODES, ids=["one node", "all nodes"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_fixed_or_reported_and_rolled_back(fault: Fault, numbers: list[int]) -> None:
    farm = FarmInProcess()
    for number in numbers:
        fault.inject(farm.states[number], number)
    first = farm.settings()
    alone = len(numbers) < len(farm.states)
    nothing: dict[int, Reported] = {number: set() for number in farm.states}
    others = {number: fault.reported_on_others(number) for number in farm.states}
    expected = others | {number: reported.expected(fault, number, alone) for number in numbers}

    assert farm.reported() == expected
    assert farm.settings() == first, "an audit changed something"

    if not fault.read:
        with pytest.raises(NodeError, match="none of them is an own address"):
            farm.fix("run-1")
        assert farm.settings() == first
        return

    changed = farm.fix("run-1", *numbers)
    assert (changed > 0) is fault.fixed
    pending = nothing | {number: fault.pending_on(number) for number in numbers}
    assert farm.reported() == (pending if fault.fixed else expected)
    assert farm.fix("run-2", *numbers) == 0

    farm.undo("run-1", *numbers)
    assert (farm.settings() == first) is fault.restored
    undone = nothing | {number: fault.undone_on(number, alone) for number in numbers}
    assert farm.reported() == (undone if fault.undone else expected if fault.restored else nothing)


@pytest.mark.parametrize("control", [one for one in controls.CONTROLS if one not in controls.MEASURED])
def test_a_rule_switched_off_is_noticed(control: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that passes without the rule it is for would prove nothing."""
    declaring = controls.faults_of(control)
    assert declaring, "no fault declares this control"
    switch_off(control, monkeypatch)
    assert [fault.name for fault in declaring if controls.is_reported_as_declared(fault)] == []
    assert FarmInProcess().reported() == {1: set(), 2: set(), 3: set()}, (
        "a healthy farm has nothing to report with one rule less"
    )
