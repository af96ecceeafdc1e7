"""The lab's cluster: what a node says of it follows from all nodes, in both executions, and its faults are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease import lease as lease_of_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster import membership
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster.membership import Cluster
from ansible_collections.nlb.kerberos.plugins.module_utils.model import addresses
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from lab import healthy, intranet
from lab.concerns.load_balancing import situations
from lab.concerns.load_balancing.faults import CONVERGENCE, FAULTS, STATE
from lab.concerns.load_balancing.situations import HARMLESS, NOT_KNOWN, SILENT
from lab.fault import Fault
from lab.node_files import States
from lab.windows.worker import Engine
from tests.faults.farm_in_process import FarmInProcess, Reported

ARGUMENTS = {"virtual_addresses": list(intranet.VIRTUAL), "drain": True, "site": intranet.SITE}
VIRTUAL = [addresses.parse(address) for address in intranet.VIRTUAL]
NOTHING: dict[int, Reported] = {1: set(), 2: set(), 3: set()}


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


def reported(farm: FarmInProcess, *states: State) -> dict[int, Reported]:
    shown = states or (State.DRIFT, State.UNKNOWN)
    return {n: {(f.control, f.subject) for f in found if f.state in shown} for n, found in audited(farm).items()}


def own(farm: FarmInProcess, number: int) -> Cluster:
    """The farm's cluster as the node of this number shows it."""
    (answer,) = farm.ask(number)([membership.read(VIRTUAL)]).answers
    (cluster,) = membership.parse(answer.data).of_farm(frozenset(VIRTUAL))
    return cluster


def go(farm: FarmInProcess, number: int, state: str) -> None:
    """Stopped or Started, as nlb.kerberos.drain does it."""
    cluster, drains = own(farm, number), state == "Stopped"
    marker = {"run": "run-1", "time": "2026-01-31 08:00:00"} if drains else {"run": None, "time": None}
    seen = {"interface": cluster.interface, "host": cluster.host, "status": cluster.status}
    given = {"own": {"state": state}, **seen, "marker": marker, "timeout": 5, "wait": 30}
    lease = lease_of_node.from_reply(farm.ask(number)([lease_of_node.read()]))
    taken = lease_of_node.take_without_permit(lease, "run-1", 60)
    answers = farm.ask(number)([taken, Call("write_cluster", given)], stop=True).answers
    assert [answer.error for answer in answers] == [None, None]


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


@pytest.mark.parametrize("numbers", [[2], [1, 2, 3]], ids=["one node", "all nodes"])
@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_fault_is_not_reported(name: str, numbers: list[int], execution: Engine | None) -> None:
    farm = FarmInProcess(execution)
    for number in numbers:
        HARMLESS[name](farm.states[number], number)
    assert reported(farm) == NOTHING


@pytest.mark.parametrize("name", NOT_KNOWN)
def test_where_no_node_knows_the_hosts_it_could_not_be_checked(name: str, execution: Engine | None) -> None:
    farm = FarmInProcess(execution)
    NOT_KNOWN[name](farm.states[2], 2)
    assert reported(farm) == NOTHING, "the other nodes know it"
    for number in (1, 3):
        NOT_KNOWN[name](farm.states[number], number)
    assert reported(farm, State.UNKNOWN) == {number: {*CONVERGENCE} for number in farm.states}
    assert reported(farm, State.DRIFT) == NOTHING


def test_a_node_that_takes_clients_of_another_farm_only_is_reported(execution: Engine | None) -> None:
    farm = FarmInProcess(execution)
    situations.converged_in_another_cluster_only(farm.states[2], 2)
    assert reported(farm) == {**NOTHING, 2: {*STATE}}


def test_a_drain_and_a_start_are_equal_in_both_executions_and_leave_no_trace(engine: Engine) -> None:
    emulated, real = FarmInProcess(None), FarmInProcess(engine)
    first = emulated.settings()
    for state in ("Stopped", "Started"):
        for farm in (emulated, real):
            go(farm, 1, state)
        assert [own(real, number) for number in real.states] == [own(emulated, number) for number in emulated.states]
        assert real.settings() == emulated.settings()
        assert reported(real) == reported(emulated)
    assert real.settings() == first


def test_each_node_says_of_itself_what_the_others_do_not_know(execution: Engine | None) -> None:
    farm = FarmInProcess(execution)
    go(farm, 1, "Stopped")
    assert [own(farm, number).state for number in farm.states] == ["stopped", "converged", "converged"]
    assert [own(farm, number).converged_with for number in farm.states] == [None, {2, 3}, {2, 3}]
    assert reported(farm) == {**NOTHING, 1: {*STATE}}


def test_the_first_converged_host_is_the_default_one() -> None:
    farm = FarmInProcess(None)
    assert [own(farm, number).status for number in farm.states] == [1008, 1007, 1007]
    go(farm, 1, "Stopped")
    assert [own(farm, number).status for number in farm.states] == [1005, 1008, 1007]


@pytest.fixture
def states(tmp_path: Path) -> States:
    states = States(tmp_path)
    for number in (1, 2, 3):
        states.write(intranet.name(number), healthy.node(number))
    return states


def test_what_others_have_become_is_seen_in_their_files(states: States) -> None:
    assert [other["computer"]["name"] for other in states.others("web2")] == ["WEB1", "WEB3"]
    changed = states.read("web3")
    changed["cluster"]["clusters"][0]["status"] = 1005
    states.write("web3", changed)
    assert [other["cluster"]["clusters"][0]["status"] for other in states.others("web2")] == [1007, 1005]


@pytest.mark.parametrize("name", SILENT)
def test_a_cluster_that_does_not_answer_could_not_be_checked_there_alone(name: str, execution: Engine | None) -> None:
    farm = FarmInProcess(execution)
    SILENT[name](farm.states[2], 2)
    subject = "cluster" if "Vip" in name else "state in cluster intranet.example.com"
    assert reported(farm, State.UNKNOWN) == {**NOTHING, 2: {("NLB-1", subject)}}
    assert reported(farm, State.DRIFT) == NOTHING
