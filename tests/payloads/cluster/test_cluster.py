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

READ = Call("read_cluster", {"virtual_addresses": ["10.0.0.50", "2001:db8::50"], "connections": False})
OURS = {"run": "20260101T120000Z-a", "time": "2026-01-01 12:00:00"}
PRESENT = ["10.0.0.11", "2001:db8::11", "fe80::11", "10.0.0.50", "127.0.0.1", "::1"]  # addresses of its adapters
NO_MARKER = {"run": None, "time": None}
OWN = intranet.own_addresses(1)
CLUSTER = "clusters[name=intranet.example.com]"
STOPPED, CONVERGING, CONVERGED, DEFAULT, DRAINING = 1005, 1006, 1007, 1008, 1009


def node(**changes: Any) -> dict[str, Any]:
    """Node 1 as it is in a farm of two, and what of it is otherwise."""
    state = cluster.joined(healthy.node(1), [healthy.node(2)])
    return changed(state, {f"cluster.{path}": value for path, value in changes.items()})


def stopped(**marker: Any) -> dict[str, Any]:
    return node(**{f"{CLUSTER}.status": STOPPED, f"{CLUSTER}.converged_with": None, **marker})


def write(state: dict[str, Any], wanted: str, **seen: Any) -> Call:
    """seen: what was read otherwise than it is now."""
    own = state["cluster"]["clusters"][0]
    return Call(
        "write_cluster",
        {
            "own": {"state": wanted},
            "interface": "NLB",
            "host": own["host"],
            "status": own["status"],
            "marker": OURS if wanted == "Stopped" else NO_MARKER,
            "timeout": 5,
            "wait": 1 if state.get("cluster_driver", {}).get("slow") == -1 else 30,
            **seen,
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
        "port_rules": [],
        "own": {"name": "WEB1"},
        "marker": NO_MARKER,
        "left_addresses": ["10.0.0.50"],
        "present_addresses": PRESENT,
    }


def test_a_node_is_marked_and_drained(engine: Engine) -> None:
    state = node(**{f"{CLUSTER}.connections": 2})
    answer = written(engine, state, write(state, "Stopped"))
    assert answer.data == {}
    assert answer.state["cluster"] == stopped(marker=OURS)["cluster"]


def test_a_node_is_started_and_its_mark_taken_away(engine: Engine) -> None:
    state = stopped(marker=OURS)
    answer = written(engine, state, write(state, "Started"))
    assert answer.data == {}
    assert answer.state["cluster"] == node()["cluster"]


@pytest.mark.parametrize("wanted", ["Stopped", "Started"])
def test_it_is_waited_for_until_the_state_says_so(engine: Engine, wanted: str) -> None:
    state = {**(node() if wanted == "Stopped" else stopped(marker=OURS)), "cluster_driver": {"slow": 3}}
    answer = written(engine, state, write(state, wanted))
    assert answer.data == {}
    assert answer.state["cluster"]["clusters"][0]["status"] == (STOPPED if wanted == "Stopped" else DEFAULT)


@pytest.mark.parametrize(
    ("wanted", "meanwhile", "status"), [("Stopped", "draining", DRAINING), ("Started", "converging", CONVERGING)]
)
def test_it_is_not_waited_for_ever_and_the_marker_stays(
    engine: Engine, wanted: str, meanwhile: str, status: int
) -> None:
    state = {**(node() if wanted == "Stopped" else stopped(marker=OURS)), "cluster_driver": {"slow": -1}}
    answer = written(engine, state, write(state, wanted))
    assert re.fullmatch(rf"this node is still {meanwhile} after \d+ seconds", answer.error["message"])
    assert answer.state["cluster"]["clusters"][0]["status"] == status
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


@pytest.mark.parametrize(
    ("wanted", "seen", "was"),
    [
        ("Stopped", {"status": CONVERGING}, "host 1, converging"),
        ("Started", {"status": None}, "host 1, in a state that is not known"),
        ("Stopped", {"status": 1050}, "host 1, in a state that is not known"),
        ("Stopped", {"host": 2}, "host 2, converged"),
    ],
)
def test_a_node_that_has_changed_since_it_was_read_is_not_changed(
    engine: Engine, wanted: str, seen: dict[str, Any], was: str
) -> None:
    state = node(marker=OURS)
    answer = written(engine, state, write(state, wanted, **seen))
    expected = f"this node has changed since it was read: it was {was}, now it is host 1, converged"
    assert answer.error["message"] == expected
    assert answer.state == state


def test_which_converged_host_is_the_default_one_does_not_matter(engine: Engine) -> None:
    state = node()
    answer = written(engine, state, write(state, "Stopped", status=CONVERGED))
    assert answer.data == {}
    assert answer.state["cluster"] == stopped(marker=OURS)["cluster"]


@pytest.mark.parametrize("wanted", ["Stopped", "Started"])
@pytest.mark.parametrize(
    "driver", [{"enumeration": "error"}, {"enumeration": "stale"}, {"language": "de"}, {"language": "de", "slow": 2}]
)
def test_neither_other_hosts_nor_a_language_matter(engine: Engine, wanted: str, driver: dict[str, Any]) -> None:
    state = {**(node() if wanted == "Stopped" else stopped(marker=OURS)), "cluster_driver": driver}
    answer = written(engine, state, write(state, wanted))
    assert answer.data == {}
    assert answer.state["cluster"] == (stopped(marker=OURS) if wanted == "Stopped" else node())["cluster"]


def test_a_cluster_of_another_farm_stays_as_it_is(engine: Engine) -> None:
    other = cluster.cluster("reports.example.com", "Backup", ["10.0.0.5"], 2)
    state = node(**{"clusters[+]": {**other, "converged_with": [2, 7]}})
    answer = written(engine, state, write(state, "Stopped"))
    assert answer.data == {}
    assert [one["status"] for one in answer.state["cluster"]["clusters"]] == [STOPPED, CONVERGED]
    assert answer.state["cluster"]["clusters"][1] == state["cluster"]["clusters"][1]


def test_a_stop_whose_end_the_provider_does_not_show_is_seen_by_the_driver(engine: Engine) -> None:
    state = {**node(), "cluster_driver": {"status": "refused"}}
    answer = written(engine, state, write(state, "Stopped", status=None))
    assert answer.data == {}
    assert answer.state["cluster"] == stopped(marker=OURS)["cluster"]


def test_a_run_that_takes_over_replaces_the_mark_at_once(engine: Engine) -> None:
    """Removed first, it could be missing for ever: then nobody starts the node."""
    state = stopped(marker={"run": "20250101T000000Z-b", "time": "2025-01-01 00:00:00"})
    script = (
        "& (Get-Module -Name NlbKerberosNode) { [IO.File]::SetUnixFileMode(\"$Root/$nlbMarker\", 'UserRead') }; @{}"
    )
    answer = ask(engine, state, TAKE, Call("protect", script=script), write(state, "Stopped"), addresses=OWN)
    assert answer.state["cluster"]["marker"] == OURS


def test_the_mark_is_for_administrators_only(engine: Engine) -> None:
    state = node()
    script = "@{ sddl = (Get-Acl -LiteralPath C:\\ProgramData\\nlb.kerberos).GetSecurityDescriptorSddlForm('All') }"
    answer = ask(engine, state, TAKE, write(state, "Stopped"), Call("look", script=script), addresses=OWN)
    assert answer.answers[-1]["data"]["sddl"].startswith("O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")
