"""A node is drained and started over the real bytes, killed wherever it may be, and taken over by the next run."""

from datetime import UTC, datetime, timedelta

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.carry_out import StartedError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import CallError, NodeError

from lab.facts.cluster import CONVERGED, DRAINING, STOPPED
from tests.unit.engine.drain.farm import OURS, THEIRS, Farm


def test_a_node_is_drained_marked_and_permitted_and_its_connections_are_reported():
    farm = Farm()
    farm.states[1]["cluster"]["clusters"][0]["connections"] = 12
    assert farm.go("drained").as_dict() == {
        "changed": True,
        "before": "converged",
        "after": "stopped",
        "connections": 12,
        "connections_left": 0,
        "drained_by": OURS,
        "seconds": 7.3,
        "note": "",
    }
    assert farm.cluster()["marker"] == {"run": OURS, "time": "2026-01-31 08:00:00"}
    assert (farm.lease()["run"], farm.lease()["drained"]) == (OURS, True)
    assert farm.asked == [
        ["read_lease", "read_cluster"],
        ["write_lease", "write_cluster", "read_lease", "read_cluster"],
        ["write_lease"],
    ]


def test_what_was_drained_is_started_and_leaves_no_trace_and_no_permit():
    farm = Farm()
    first = farm.cluster()
    farm.go("drained")
    done = farm.go("started")
    assert (done.changed, done.before.state, done.after.state) == (True, "stopped", "converged")
    assert farm.cluster() == first
    assert (farm.lease()["run"], farm.lease()["drained"]) == (OURS, False)


@pytest.mark.parametrize("state", ["drained", "started"])
def test_the_second_time_nothing_is_left_to_do(state):
    farm = Farm()
    farm.go("drained")
    farm.go(state)
    before = farm.cluster()
    done = farm.go(state, states=farm.said())
    assert not done.changed
    assert (farm.cluster(), farm.written()) == (before, [])


def test_a_node_without_a_drain_marker_is_not_started():
    farm = Farm().stands(STOPPED)
    done = farm.go("started")
    assert (done.changed, done.note) == (False, "this node has no drain marker, so it is not started")
    assert not farm.written()


def test_a_node_that_another_administrator_has_stopped_counts_as_drained_and_is_never_started():
    farm = Farm().stands(STOPPED)
    done = farm.go("drained", states=[])
    assert not done.changed
    assert done.note == (
        "another administrator or program has stopped this node; no run of this collection will start it"
    )
    assert not farm.written()
    assert (farm.lease()["run"], farm.lease()["drained"]) == (OURS, True)
    assert not farm.go("started").changed
    assert farm.status() == STOPPED


@pytest.mark.parametrize("state", ["drained", "started"])
def test_check_mode_reports_and_does_nothing(state):
    farm = Farm() if state == "drained" else Farm().marked(OURS, STOPPED)
    before = farm.states[1]
    assert farm.go(state, check=True).changed
    assert farm.states[1] == before
    assert farm.asked == [["read_lease", "read_cluster"]]


def test_check_mode_reports_a_refusal():
    farm = Farm().stands(STOPPED, 2)
    with pytest.raises(NodeError, match=r"^web2 is stopped: only one node of intranet\.example\.com is drained at a"):
        farm.go("drained", check=True)


@pytest.mark.parametrize("state", ["Stopped", "Unknown"])
def test_the_last_node_whose_site_runs_is_not_drained(state):
    farm = Farm()
    farm.site(2)["state"] = state
    with pytest.raises(NodeError, match=r"^no other node would serve the clients of .*: web2 does not serve: "):
        farm.go("drained")
    assert (farm.status(), farm.marker(), farm.lease()["drained"]) == (CONVERGED, None, False)


def killed(*, marker, stop):
    """What a run that was killed in write_cluster has left: its marker, or the stop as well."""
    farm = Farm()
    farm.go("drained", run=THEIRS)
    if not marker:
        farm.states[1]["cluster"]["marker"] = {"run": None, "time": None}
    if not stop:
        farm.stands(CONVERGED)
    farm.expire()
    return farm


def test_a_run_that_was_killed_between_marker_and_stop_is_taken_over():
    farm = killed(marker=True, stop=False)
    done = farm.go("drained")
    assert done.changed
    assert done.note == f"run {THEIRS} has left this node drained or draining; this run takes over from there"
    assert (farm.status(), farm.marker(), farm.lease()["drained"]) == (STOPPED, OURS, True)
    assert farm.go("started").drained_by is None


def test_a_run_that_was_killed_between_stop_and_start_is_taken_over_and_so_is_no_permit_of_it():
    farm = killed(marker=True, stop=True)
    assert farm.lease()["drained"], "the permit of the other run"
    done = farm.go("drained")
    assert (done.changed, farm.marker()) == (False, OURS)
    assert THEIRS in done.note
    assert (farm.lease()["run"], farm.lease()["drained"]) == (OURS, True)
    assert farm.go("started").changed


def test_a_run_that_was_killed_while_connections_ended_is_taken_over():
    farm = killed(marker=True, stop=False).stands(DRAINING)
    assert farm.go("drained").changed
    assert (farm.status(), farm.marker()) == (STOPPED, OURS)


def test_what_a_killed_run_has_drained_is_started_by_the_next_one():
    farm = killed(marker=True, stop=True)
    done = farm.go("started")
    assert (done.changed, done.after.state) == (True, "converged")
    assert THEIRS in done.note
    assert farm.marker() is None


def test_a_marker_that_was_left_after_the_start_is_removed():
    farm = Farm().marked(THEIRS)
    done = farm.go("started")
    assert not done.changed
    assert farm.marker() is None


@pytest.mark.parametrize("ran", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("state", ["drained", "started"])
def test_cut_off_at_any_call_the_next_run_gets_there_and_without_it_there_is_no_permit(state, ran):
    farm = Farm() if state == "drained" else Farm().marked(OURS, STOPPED)
    with pytest.raises(NodeError, match="the connection broke"):
        farm.go(state, farm.ask_until_cut(ran))
    assert not farm.lease()["drained"]
    farm.expire()
    farm.go(state, run="20260131T081000Z-c")
    end = (STOPPED, "20260131T081000Z-c", True) if state == "drained" else (CONVERGED, None, False)
    assert (farm.status(), farm.marker(), farm.lease()["drained"]) == end


@pytest.mark.parametrize("first", [1, 2])
def test_of_two_runs_that_drain_two_nodes_at_once_at_most_one_gets_there(first):
    """Each takes its own node's lease, then asks, then drains, however the steps of both are mixed."""
    farm = Farm()
    runs = {1: OURS, 2: THEIRS}
    second = 3 - first
    for number in (first, second):
        farm.hold(runs[number], number)
    said = farm.said()
    for number in (first, second):
        with pytest.raises(NodeError, match=rf"^run {runs[3 - number]} holds the lease of web{3 - number}, "):
            farm.go("drained", run=runs[number], number=number, states=said)
    assert (farm.status(1), farm.status(2)) == (CONVERGED, CONVERGED)


def test_a_run_that_has_asked_before_another_one_began_is_seen_by_that_one():
    farm = Farm()
    farm.hold(OURS, 1)
    said_to_ours = farm.said()
    farm.hold(THEIRS, 2)
    said_to_theirs = farm.said()
    farm.go("drained", run=OURS, number=1, states=said_to_ours)
    with pytest.raises(NodeError, match=rf"^run {OURS} holds the lease of web1, and may be about to drain it"):
        farm.go("drained", run=THEIRS, number=2, states=said_to_theirs)
    assert (farm.status(1), farm.status(2)) == (STOPPED, CONVERGED)


def test_what_was_said_before_the_lease_was_taken_does_not_count():
    farm = Farm()
    said = farm.said()
    farm.hold()
    with pytest.raises(NodeError, match=r"^states does not show that this run holds the lease of web1"):
        farm.go("drained", states=said)
    farm.expire()
    with pytest.raises(NodeError, match=r"^this run does not hold the lease of web1"):
        farm.go("drained", states=farm.said())
    assert farm.status() == CONVERGED


@pytest.mark.parametrize("gone", ["its host is stopped", "its site is stopped", "it cannot be asked"])
def test_a_node_is_started_again_where_the_other_one_has_stopped_serving_since(gone):
    farm = Farm()
    farm.go("drained")
    if gone == "its host is stopped":
        farm.stands(STOPPED, 2)
    if gone == "its site is stopped":
        farm.site(2)["state"] = "Stopped"
    said = farm.said()
    if gone == "it cannot be asked":
        said[1].update(asked=False, problem="no answer came in time")
    with pytest.raises(StartedError, match=r"^since this node was drained, no other node serves any more \(web2 "):
        farm.go("drained", states=said)
    assert (farm.status(), farm.marker(), farm.lease()["drained"]) == (CONVERGED, None, False)


def test_a_node_that_another_run_has_left_drained_is_not_started_for_want_of_another():
    """It may have been left in the middle of a change; a fix of it takes nothing from anyone."""
    farm = killed(marker=True, stop=True).stands(STOPPED, 2)
    assert not farm.go("drained").changed
    assert (farm.status(), farm.lease()["drained"]) == (STOPPED, True)


def test_what_has_changed_since_it_was_read_is_not_acted_upon():
    farm = Farm()

    def ask(calls, stop=False):
        if stop:
            farm.stands(DRAINING)
        return farm.ask()(calls, stop)

    with pytest.raises(CallError, match="this node has changed since it was read"):
        farm.go("drained", ask)
    assert (farm.status(), farm.marker(), farm.lease()["drained"]) == (DRAINING, None, False)


def test_a_start_into_a_cluster_that_is_not_there_is_no_success():
    farm = Farm().marked(OURS, STOPPED)
    farm.states[2]["cluster_driver"] = {"segment": 2}
    with pytest.raises(StartedError, match=r"^started, but converged alone: it receives no heartbeats"):
        farm.go("started")


def test_the_lease_lasts_as_long_as_a_drain_may_and_another_run_is_refused():
    farm = Farm()
    farm.go("drained")
    until = datetime.fromisoformat(farm.lease()["until"]).replace(tzinfo=UTC)
    assert timedelta(seconds=170) < until - datetime.now(UTC) <= timedelta(seconds=180)
    with pytest.raises(NodeError, match=rf"^run {OURS} holds the lease of this node"):
        farm.go("started", run=THEIRS, pause=lambda seconds: pytest.fail("waited"))


def test_an_answer_of_another_shape_is_not_acted_upon():
    farm = Farm()
    del farm.states[1]["cluster"]["marker"]
    with pytest.raises(NodeError, match="does not look as expected: read_cluster: has no marker"):
        farm.go("drained", states=[])
    farm = Farm()
    farm.states[1]["cluster"]["clusters"][0]["addresses"] = ["10.0.0.500"]
    with pytest.raises(NodeError, match=r"does not look as expected: '10\.0\.0\.500'"):
        farm.go("drained", states=[])


@pytest.mark.parametrize("state", ["drained", "started"])
def test_a_write_without_effect_is_noticed_and_gives_no_permit(state):
    farm = Farm() if state == "drained" else Farm().marked(OURS, STOPPED)

    def ask(calls, stop=False):
        if any(call.payload == "write_cluster" for call in calls):
            reply = farm.ask()([call for call in calls if call.payload != "write_cluster"], stop)
            lease, *read = reply.answers
            return type(reply)(reply.node, (lease, lease, *read))
        return farm.ask()(calls, stop)

    with pytest.raises(NodeError, match=f"^{state} without an error, but the node"):
        farm.go(state, ask)
    assert not farm.lease()["drained"]
