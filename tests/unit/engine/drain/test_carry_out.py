"""A node is drained and started over the real bytes, killed wherever it may be, and taken over by the next run."""

import copy
from datetime import UTC, datetime, timedelta

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import carry_out
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import DrainRequest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import CallError, NodeError

from lab import healthy, intranet
from lab.facts import cluster as load_balancing
from tests.unit.emulated_node import EmulatedNode

OURS, THEIRS = "20260131T080000Z-a", "20260131T075900Z-b"
TIME = "2026-01-31T08:00:00.123+00:00"


class Node(EmulatedNode):
    """Node 1, with node 2 beside it. Its leases expire between requests only with time_flies."""

    def __init__(self, *, time_flies=True):
        super().__init__(time_flies=time_flies)
        self.other = healthy.node(2)

    def ask(self, calls, stop=False):
        self.state = load_balancing.joined(self.state, [self.other])
        reply = super().ask(calls, stop)
        self.state = load_balancing.parted(self.state)
        return reply

    def cluster(self):
        return copy.deepcopy(self.state["cluster"])

    def marked(self, run, state="Converged"):
        self.state["cluster"]["marker"] = {"run": run, "time": "2026-01-31 07:59:00"}
        self.stands(state)
        return self

    def stands(self, state):
        self.state["cluster"]["own"]["state"] = self.state["cluster"]["hosts"][0]["state"] = state
        return self

    def written(self):
        return [calls for calls in self.asked if "write_cluster" in calls]


def wanted(state, seconds=120):
    return DrainRequest.from_arguments(
        {"virtual_addresses": list(intranet.VIRTUAL), "nodes": 2, "state": state, "timeout": seconds}
    )


def go(node, state, ask=None, run=OURS, **more):
    return carry_out.carry_out(wanted(state), ask or node.ask, Run(run, TIME, **more), iter((10.0, 17.26)).__next__)


def test_a_node_is_drained_and_marked_and_its_connections_are_reported():
    node = Node()
    node.state["cluster"]["connections"] = 12
    assert go(node, "drained").as_dict() == {
        "changed": True,
        "before": "Converged(default)",
        "after": "Stopped",
        "connections": 12,
        "connections_left": 0,
        "drained_by": OURS,
        "seconds": 7.3,
        "note": "",
    }
    assert node.cluster()["marker"] == {"run": OURS, "time": "2026-01-31 08:00:00"}
    assert node.asked == [
        ["read_lease", "read_cluster"],
        ["write_lease", "write_cluster", "read_cluster"],
    ]


def test_what_was_drained_is_started_and_leaves_no_trace():
    node = Node()
    first = node.cluster()
    go(node, "drained")
    done = go(node, "started")
    assert (done.changed, done.before.state, done.after.state) == (True, "Stopped", "Converged")
    assert node.cluster() == first


@pytest.mark.parametrize("state", ["drained", "started"])
def test_the_second_time_nothing_is_left_to_do(state):
    node = Node()
    go(node, "drained")
    go(node, state)
    before, written = node.cluster(), len(node.written())
    done = go(node, state)
    assert not done.changed
    assert (node.cluster(), len(node.written())) == (before, written)


def test_a_node_without_a_drain_marker_is_not_started():
    node = Node().stands("Stopped")
    done = go(node, "started")
    assert (done.changed, done.note) == (False, "this node has no drain marker, so it is not started")
    assert not node.written()


def test_a_node_that_another_administrator_has_stopped_counts_as_drained_and_is_never_started():
    node = Node().stands("Stopped")
    done = go(node, "drained")
    assert not done.changed
    assert done.note == (
        "another administrator or program has stopped this node; no run of this collection will start it"
    )
    assert not node.written()
    assert not go(node, "started").changed


@pytest.mark.parametrize("state", ["drained", "started"])
def test_check_mode_reports_and_does_nothing(state):
    node = Node() if state == "drained" else Node().marked(OURS, "Stopped")
    before = node.cluster()
    assert go(node, state, check=True).changed
    assert node.cluster() == before
    assert not node.written()


def test_check_mode_reports_a_refusal():
    node = Node()
    node.other["cluster"]["hosts"][0]["state"] = "Stopped"
    with pytest.raises(NodeError, match=r"^WEB1 is the last node of intranet\.example\.com that is converged"):
        go(node, "drained", check=True)


def killed(*, marker, stop):
    """What a run that was killed in write_cluster has left: its marker, or the stop as well."""
    node = Node()
    go(node, "drained", run=THEIRS)
    if not marker:
        node.state["cluster"]["marker"] = {"run": None, "time": None}
    if not stop:
        node.stands("Converged")
    return node


def test_a_run_that_was_killed_between_marker_and_stop_is_taken_over():
    node = killed(marker=True, stop=False)
    done = go(node, "drained")
    assert done.changed
    assert done.note == f"run {THEIRS} has left this node drained or draining; this run takes over from there"
    assert (node.cluster()["own"]["state"], node.cluster()["marker"]["run"]) == ("Stopped", OURS)
    assert go(node, "started").after.run is None


def test_a_run_that_was_killed_between_stop_and_start_is_taken_over():
    node = killed(marker=True, stop=True)
    done = go(node, "drained")
    assert (done.changed, node.cluster()["marker"]["run"]) == (False, OURS)
    assert THEIRS in done.note
    assert go(node, "started").changed


def test_what_a_killed_run_has_drained_is_started_by_the_next_one():
    node = killed(marker=True, stop=True)
    done = go(node, "started")
    assert (done.changed, done.after.state) == (True, "Converged")
    assert THEIRS in done.note
    assert node.cluster()["marker"]["run"] is None


def test_a_marker_that_was_left_after_the_start_is_removed():
    node = Node().marked(THEIRS)
    done = go(node, "started")
    assert not done.changed
    assert node.cluster()["marker"]["run"] is None


@pytest.mark.parametrize("ran", [0, 1, 2, 3])
@pytest.mark.parametrize("state", ["drained", "started"])
def test_cut_off_at_any_call_the_next_run_gets_there(state, ran):
    node = Node() if state == "drained" else Node().marked(OURS, "Stopped")
    with pytest.raises(NodeError, match="the connection broke"):
        go(node, state, node.ask_until_cut(ran))
    go(node, state, run="20260131T081000Z-c")
    end = ("Stopped", "20260131T081000Z-c") if state == "drained" else ("Converged", None)
    assert (node.cluster()["own"]["state"], node.cluster()["marker"]["run"]) == end


def test_nodes_that_are_drained_at_the_same_time_do_not_all_stay_away():
    node = Node()

    def ask(calls, stop=False):
        if any(call.payload == "write_cluster" for call in calls) and not node.written():
            reply = node.ask(calls[:-1], stop)  # the stop, and then the other one goes too
            node.other["cluster"]["hosts"][0]["state"] = "Stopped"
            last = node.ask(calls[-1:], stop)
            return type(reply)(reply.node, (*reply.answers, *last.answers))
        return node.ask(calls, stop)

    with pytest.raises(
        NodeError,
        match=r"^while this node was drained, all other hosts have left the cluster too, so it was started again",
    ):
        go(node, "drained", ask)
    assert (node.cluster()["own"]["state"], node.cluster()["marker"]["run"]) == ("Converged", None)


def test_what_has_changed_since_it_was_read_is_not_acted_upon():
    node = Node()

    def ask(calls, stop=False):
        if stop:
            node.other["cluster"]["hosts"][0]["state"] = "Draining"
        return node.ask(calls, stop)

    with pytest.raises(CallError, match="the cluster has changed since it was read"):
        go(node, "drained", ask)
    assert (node.cluster()["own"]["state"], node.cluster()["marker"]["run"]) == ("Converged", None)


def test_a_start_into_a_cluster_that_is_not_there_is_no_success():
    node = Node().marked(OURS, "Stopped")
    node.other["cluster_driver"] = {"segment": 2}
    with pytest.raises(NodeError, match=r"^started, but converged alone: it receives no heartbeats of the other nodes"):
        go(node, "started")


def test_the_lease_lasts_as_long_as_a_drain_may_and_another_run_is_refused():
    node = Node(time_flies=False)
    go(node, "drained")
    until = datetime.fromisoformat(node.state["lease"]["until"]).replace(tzinfo=UTC)
    assert timedelta(seconds=170) < until - datetime.now(UTC) <= timedelta(seconds=180)
    with pytest.raises(NodeError, match=f"^run {OURS} holds the lease of this node"):
        go(node, "started", run=THEIRS, pause=lambda seconds: pytest.fail("waited"))


def test_an_answer_of_another_shape_is_not_acted_upon():
    node = Node()
    del node.state["cluster"]["marker"]
    with pytest.raises(NodeError, match="does not look as expected: read_cluster: has no marker"):
        go(node, "drained")
    node = Node()
    node.state["cluster"]["clusters"][0]["addresses"] = ["10.0.0.500"]
    with pytest.raises(NodeError, match=r"does not look as expected: '10\.0\.0\.500'"):
        go(node, "drained")


@pytest.mark.parametrize("state", ["drained", "started"])
def test_a_write_without_effect_is_noticed(state):
    node = Node() if state == "drained" else Node().marked(OURS, "Stopped")

    def ask(calls, stop=False):
        return node.ask([call for call in calls if call.payload != "write_cluster"], stop)

    with pytest.raises(NodeError, match=f"^{state} without an error, but the node"):
        go(node, state, ask)
