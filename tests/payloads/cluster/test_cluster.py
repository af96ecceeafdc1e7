"""read_cluster and write_cluster in the engine: what a node sees, and how it is stopped and started."""

import re
from typing import Any

import pytest

from lab import healthy, intranet
from lab.facts import cluster
from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Answer, Call, ask
from tests.payloads.leases import TAKE

READ = Call("read_cluster", {"virtual_addresses": ["10.0.0.50", "2001:db8::50"]})
OURS = {"run": "20260101T120000Z-a", "time": "2026-01-01 12:00:00"}
NO_MARKER = {"run": None, "time": None}
OWN = intranet.own_addresses(1)


def node(**changes: Any) -> dict[str, Any]:
    """Node 1 as it sees a farm of two, and what of it is otherwise."""
    state = cluster.joined(healthy.node(1), [healthy.node(2)])
    return changed(state, {f"cluster.{path}": value for path, value in changes.items()})


def stopped(**marker: Any) -> dict[str, Any]:
    return node(**{"own.state": "Stopped", "hosts[name=WEB1].state": "Stopped", **marker})


def write(state: dict[str, Any], wanted: str, hosts: Any = None) -> Call:
    return Call(
        "write_cluster",
        {
            "own": {"state": wanted},
            "interface": "NLB",
            "hosts": hosts or [{"name": host["name"], "state": host["state"]} for host in state["cluster"]["hosts"]],
            "marker": OURS if wanted == "Stopped" else NO_MARKER,
            "timeout": 5,
            "wait": 1 if state.get("cluster_driver", {}).get("slow") == -1 else 30,
        },
    )


def written(engine: Engine, state: dict[str, Any], call: Call) -> Answer:
    """After the lease was taken, as always: the answer to the write, and the state without the lease."""
    answer = ask(engine, state, TAKE, call, addresses=OWN)
    return Answer(answer.node, answer.answers[1:], {**answer.state, "lease": state["lease"]})


def test_a_node_that_never_had_the_feature_is_an_ordinary_answer(engine: Engine) -> None:
    assert ask(engine, cases.node(), READ).data == {
        "installed": False,
        "clusters": [],
        "hosts": [],
        "port_rules": [],
        "own": {"name": "WEB1", "state": None},
        "marker": NO_MARKER,
        "connections": None,
        "left_addresses": ["10.0.0.50"],
    }


def test_a_node_is_marked_and_drained(engine: Engine) -> None:
    state = node(connections=2)
    answer = written(engine, state, write(state, "Stopped"))
    assert answer.data == {}
    assert answer.state["cluster"] == stopped(marker=OURS)["cluster"]


def test_a_node_is_started_and_its_mark_taken_away(engine: Engine) -> None:
    state = stopped(marker=OURS)
    answer = written(engine, state, write(state, "Started"))
    assert answer.data == {}
    assert (
        answer.state["cluster"] == node(**{"own.state": "Converged", "hosts[name=WEB1].state": "Converged"})["cluster"]
    )


@pytest.mark.parametrize("wanted", ["Stopped", "Started"])
def test_it_is_waited_for_until_the_state_says_so(engine: Engine, wanted: str) -> None:
    state = {**(node() if wanted == "Stopped" else stopped(marker=OURS)), "cluster_driver": {"slow": 3}}
    answer = written(engine, state, write(state, wanted))
    assert answer.data == {}
    end = "Stopped" if wanted == "Stopped" else "Converged"
    assert answer.state["cluster"]["own"]["state"] == end


@pytest.mark.parametrize(("wanted", "meanwhile"), [("Stopped", "Draining"), ("Started", "Converging")])
def test_it_is_not_waited_for_ever_and_the_marker_stays(engine: Engine, wanted: str, meanwhile: str) -> None:
    state = {**(node() if wanted == "Stopped" else stopped(marker=OURS)), "cluster_driver": {"slow": -1}}
    answer = written(engine, state, write(state, wanted))
    assert re.fullmatch(rf"this node is still {meanwhile} after \d+ seconds", answer.error["message"])
    assert answer.state["cluster"]["own"]["state"] == meanwhile
    assert answer.state["cluster"]["marker"] == OURS


@pytest.mark.parametrize("wanted", ["Stopped", "Started"])
def test_the_mark_is_there_before_the_stop_and_until_after_the_start(engine: Engine, wanted: str) -> None:
    state = {**(node() if wanted == "Stopped" else stopped(marker=OURS)), "cluster_driver": {"broken": True}}
    answer = written(engine, state, write(state, wanted))
    assert answer.error["message"] == "The RPC server is unavailable."
    assert answer.state["cluster"]["marker"] == OURS


def test_a_node_that_is_drained_already_gets_the_mark_of_the_run_that_takes_over(engine: Engine) -> None:
    state = stopped(marker={"run": "20250101T000000Z-b", "time": "2025-01-01 00:00:00"})
    answer = written(engine, state, write(state, "Stopped"))
    assert answer.data == {}
    assert answer.state["cluster"] == stopped(marker=OURS)["cluster"]


def test_a_mark_that_was_left_on_a_converged_node_is_taken_away(engine: Engine) -> None:
    state = node(marker=OURS)
    answer = written(engine, state, write(state, "Started"))
    assert answer.data == {}
    assert answer.state["cluster"] == node()["cluster"]


def test_a_node_without_our_mark_is_not_started(engine: Engine) -> None:
    state = stopped()
    answer = written(engine, state, write(state, "Started"))
    assert (
        answer.error["message"] == "nlb.kerberos did not stop this node: the administrator who stopped it must start it"
    )
    assert answer.state == state


@pytest.mark.parametrize("wanted", ["Stopped", "Started"])
def test_a_cluster_that_has_changed_since_it_was_read_is_not_changed(engine: Engine, wanted: str) -> None:
    state = node(**{"hosts[name=WEB2].state": "Stopped"})
    call = write(state, wanted, hosts=[{"name": "WEB2", "state": "Converged"}, {"name": "WEB1", "state": "Converged"}])
    answer = written(engine, state, call)
    assert answer.error["message"].startswith("the cluster has changed since it was read: it was WEB1 Converged, WEB2")
    assert answer.state == state


def test_the_mark_is_for_administrators_only(engine: Engine) -> None:
    state = node()
    script = "@{ sddl = (Get-Acl -LiteralPath C:\\ProgramData\\nlb.kerberos).GetSecurityDescriptorSddlForm('All') }"
    answer = ask(engine, state, TAKE, write(state, "Stopped"), Call("look", script=script), addresses=OWN)
    assert answer.answers[-1]["data"]["sddl"].startswith("O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")
