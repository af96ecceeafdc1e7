"""The lab's cluster: what a node sees follows from all nodes, in both executions, and its faults are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import carry_out
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import DrainRequest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab import healthy, intranet
from lab.concerns.load_balancing.faults import FAULTS
from lab.fault import Fault
from lab.node_files import States
from lab.windows.worker import Engine
from tests.faults.farm_in_process import FarmInProcess, Reported

ARGUMENTS = {"virtual_addresses": list(intranet.VIRTUAL), "drain": True}
TIME = "2026-01-31T08:00:00+00:00"


@pytest.fixture(params=["emulated", "powershell"])
def execution(request: pytest.FixtureRequest) -> Engine | None:
    return None if request.param == "emulated" else request.getfixturevalue("engine")


def audited(farm: FarmInProcess) -> dict[int, list[Finding]]:
    """Of this concern, those that compare nodes included."""
    plan = Plan.from_arguments(load_balancing, ARGUMENTS)
    readings = {number: audit_node([plan], farm.ask(number))[0] for number in farm.states}
    views = {
        intranet.name(number): view for number, reading in readings.items() if (view := reading.view()) is not None
    }
    agreed = load_balancing.agreement(views, len(farm.states))
    return {n: [*reading.findings, *agreed.get(intranet.name(n), ())] for n, reading in readings.items()}


def reported(farm: FarmInProcess) -> dict[int, Reported]:
    quiet = (State.COMPLIANT, State.NOT_APPLICABLE)
    return {n: {(f.control, f.subject) for f in found if f.state not in quiet} for n, found in audited(farm).items()}


def go(farm: FarmInProcess, number: int, state: str, run: str = "run-1") -> carry_out.DrainResult:
    wanted = DrainRequest.from_arguments(
        {"virtual_addresses": list(intranet.VIRTUAL), "nodes": len(farm.states), "state": state, "timeout": 5}
    )
    return carry_out.carry_out(wanted, farm.ask(number), Run(run, TIME))


@pytest.mark.parametrize("numbers", [[], [2], [1, 2, 3]], ids=["no node", "one node", "all nodes"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported_on_the_nodes_that_it_concerns(
    fault: Fault, numbers: list[int], execution: Engine | None
) -> None:
    farm = FarmInProcess(execution)
    for number in numbers:
        fault.inject(farm.states[number], number)
    expected = {n: fault.reported_on(n, alone=len(numbers) < 3) for n in numbers}
    expected |= {n: fault.reported_on_others(n) if numbers else set() for n in farm.states if n not in numbers}
    first = farm.settings()
    assert reported(farm) == expected
    assert farm.settings() == first, "an audit changed something"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_answers_are_equal_in_both_executions(fault: Fault, engine: Engine) -> None:
    farms = FarmInProcess(None), FarmInProcess(engine)
    for farm in farms:
        fault.inject(farm.states[2], 2)
    assert audited(farms[1]) == audited(farms[0])


def test_a_drain_and_a_start_are_equal_in_both_executions_and_leave_no_trace(engine: Engine) -> None:
    emulated, real = FarmInProcess(None), FarmInProcess(engine)
    first = emulated.settings()
    for state in ("drained", "started"):
        answers = [go(farm, 1, state) for farm in (emulated, real)]
        assert [(done.before, done.after, done.changed) for done in answers[1:]] == [
            (answers[0].before, answers[0].after, answers[0].changed)
        ]
        assert real.settings() == emulated.settings()
        assert reported(real) == reported(emulated)
    assert real.settings() == first


def test_the_others_see_that_a_node_is_drained(execution: Engine | None) -> None:
    farm = FarmInProcess(execution)
    go(farm, 1, "drained")
    assert reported(farm) == {1: {("NLB-1", "state in cluster intranet.example.com")}, 2: set(), 3: set()}
    with pytest.raises(
        NodeError, match=r"^WEB1 is Stopped: only one node of intranet\.example\.com is drained at a time$"
    ):
        go(farm, 2, "drained")
    go(farm, 1, "started")
    assert go(farm, 2, "drained").after.state == "Stopped"


def test_the_first_converged_host_is_the_default_one() -> None:
    farm = FarmInProcess(None)
    assert go(farm, 1, "drained").before.state == "Converged(default)"
    assert go(farm, 2, "started").before.state == "Converged(default)"
    assert go(farm, 3, "started").before.state == "Converged"


@pytest.fixture
def states(tmp_path: Path) -> States:
    states = States(tmp_path)
    for number in (1, 2, 3):
        states.write(intranet.name(number), healthy.node(number))
    return states


def test_what_others_have_become_is_seen_in_their_files(states: States) -> None:
    assert [other["computer"]["name"] for other in states.others("web2")] == ["WEB1", "WEB3"]
    changed = states.read("web3")
    changed["cluster"]["own"]["state"] = "Stopped"
    states.write("web3", changed)
    assert [other["cluster"]["own"]["state"] for other in states.others("web2")] == ["Converged", "Stopped"]
