"""Every fault on one node: it is found, fixed or reported, and rolled back by the emulation and by the payloads.

What a fault does on several nodes at once is proved in tests/faults, emulated: answers follow from a node's state, so
there is no more to be learned from the engine.
"""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.faults import FAULTS, Fault
from lab.windows.worker import Engine
from tests.equivalence.executions import Executions
from tests.faults.farm_in_process import FarmInProcess, reported
from tests.faults.interplay import reporting
from tests.reported import expected

NODE = 2


def injected(fault: Fault, engine: Engine) -> Executions:
    """Only this node is in the engine; the two beside it are what it is compared with."""
    farms = FarmInProcess(), FarmInProcess(engine, in_engine=[NODE])
    for farm in farms:
        fault.inject(farm.states[NODE], NODE)
    return Executions(*farms, NODE)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_fixed_or_reported_and_rolled_back_in_both_executions(fault: Fault, engine: Engine) -> None:
    node = injected(fault, engine)
    first = node.emulated.settings()

    findings = node.in_both(FarmInProcess.audit)[NODE]
    assert reported(findings) == expected(fault, NODE, alone=True)
    if not fault.read:
        with pytest.raises(NodeError, match="none of them is an own address"):
            node.real.fix("run-1", NODE)
        assert node.real.settings() == first
        return
    assert fault.checked is (State.UNKNOWN not in {finding.state for finding in findings})

    outcomes = node.in_both(lambda farm: farm.outcomes("run-1", NODE, concerns=reporting(fault)))
    assert any(outcome.changes for outcome in outcomes) is fault.fixed
    rolled_back = node.in_both(lambda farm: farm.undo("run-1", NODE))
    assert bool(rolled_back) is fault.fixed
    assert (node.real.settings() == first) is fault.restored
