"""One run at a time changes a node."""

from datetime import UTC, datetime, timedelta

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import decision
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.others import FRESH
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease import lease
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import CallError, NodeError, NotWrittenError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer, Reply

from tests.unit.emulated_node import EmulatedNode, plan, run

OURS, THEIRS = "20260131T080000Z-000001", "20260131T075900Z-00000a"
NOW = "2026-01-31 08:00:00"
FREE = {"run": None, "until": None, "drained": False}


@pytest.mark.parametrize(
    ("holder", "until", "left"),
    [
        (None, None, 0),
        (THEIRS, "2026-01-31 08:00:12", 12),
        (THEIRS, "2026-01-31 08:00:00", 0),
        (THEIRS, "2026-01-31 07:00:00", 0),
        (OURS, "2026-01-31 08:00:12", 0),
    ],
    ids=["free", "held by another", "just expired", "expired long ago", "its own"],
)
def test_a_run_waits_while_another_one_holds_the_lease(holder, until, left):
    assert lease.parse({"run": holder, "until": until, "drained": False}, NOW).seconds_left(OURS) == left


@pytest.mark.parametrize("until", ["soon", "", "2099-01-01 00:00:00", "2026-01-31 09:01:01"])
def test_one_that_no_run_can_have_taken_holds_nothing_and_is_replaced(until):
    held = lease.parse({"run": THEIRS, "until": until, "drained": True}, NOW)
    assert held.seconds_left(OURS) == 0
    taken = lease.take(held, OURS).arguments
    assert (taken["run"], taken["drained"]) == (OURS, False)
    assert taken["expected"]["until"] == until, "as it stands there"


def test_the_longest_drain_is_within_the_longest_lease():
    longest = 3600 + decision.CONVERGENCE + lease.SECONDS
    assert longest == lease.LONGEST
    held = lease.parse({"run": THEIRS, "until": "2026-01-31 09:01:00", "drained": False}, NOW)
    assert held.seconds_left(OURS) == longest


def test_a_node_without_a_valid_time_is_an_error():
    with pytest.raises(NodeError, match="the node's time does not look as expected: found 'noon'"):
        lease.parse(FREE, "noon")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer("read_lease", error=CallError("read_lease", "Access is denied.")), "^read_lease: Access is denied.$"),
        (Answer("read_lease", {"run": None}), "the node's lease does not look as expected: read_lease: has no until"),
    ],
    ids=["an error", "an answer that is not whole"],
)
def test_a_lease_that_was_not_read_is_not_taken_for_a_free_one(answer, message):
    with pytest.raises(NodeError, match=message):
        lease.from_reply(Reply({"time": NOW}, (answer,)))


def test_it_is_taken_for_half_a_minute_of_the_nodes_clock_and_only_as_it_was_read():
    free = lease.parse(FREE, NOW)
    assert lease.take(free, OURS).arguments == {
        "run": OURS,
        "until": "2026-01-31 08:00:30",
        "drained": False,
        "expected": FREE,
    }


@pytest.mark.parametrize(
    ("holder", "take", "permit"),
    [
        (OURS, lease.take, True),
        (THEIRS, lease.take, False),
        (THEIRS, lease.take_with_permit, True),
        (OURS, lambda held, run: lease.take_without_permit(held, run, 30), False),
    ],
    ids=["renewed", "taken from another run", "after a drain", "before a start"],
)
def test_a_permit_stays_with_its_run_until_the_node_is_started(holder, take, permit):
    held = lease.parse({"run": holder, "until": NOW, "drained": True}, NOW)
    assert held.permits(OURS) is (holder == OURS)
    assert take(held, OURS).arguments["drained"] is permit


def test_a_release_ends_the_permit():
    held = lease.parse({"run": OURS, "until": NOW, "drained": True}, NOW)
    assert lease.release(held).arguments == {**FREE, "expected": {"run": OURS, "until": NOW, "drained": True}}


def held(until):
    node = EmulatedNode("dns_registration/virtual-address-registered", time_flies=False)
    node.state["lease"] = {"run": THEIRS, "until": until, "drained": False}
    return node, node.settings()


def test_a_run_that_was_killed_delays_the_next_one_only():
    node, _ = held(None)
    waited = []

    def pause(seconds):
        waited.append(seconds)
        node.state["lease"]["until"] = "2026-01-01 00:00:00"

    node.state["lease"]["until"] = _in(20)
    assert fix_concern(plan(), node.ask, run(pause=pause)).changes
    assert 10 < waited[0] <= 20


def test_a_run_that_goes_on_is_not_disturbed():
    node, first = held(_in(20))

    def pause(seconds):
        node.state["lease"]["until"] = _in(30)

    with pytest.raises(
        NodeError, match=rf"^run {THEIRS} holds the lease of this node \(until .* UTC\): wait until it is done"
    ):
        fix_concern(plan(), node.ask, run(pause=pause))
    assert node.settings() == first


def test_no_run_waits_for_a_lease_longer_than_a_run_takes():
    node, first = held(_in(3600))
    with pytest.raises(NodeError, match="holds the lease of this node"):
        fix_concern(plan(), node.ask, run(pause=lambda seconds: pytest.fail("waited")))
    assert node.settings() == first


def test_check_mode_does_not_care():
    node, _ = held(_in(3600))
    assert fix_concern(plan(), node.ask, run(check=True)).changes


def test_a_run_that_came_between_reading_and_writing_is_noticed_before_anything_is_written():
    node, first = (
        EmulatedNode("dns_registration/virtual-address-registered", time_flies=False),
        EmulatedNode("dns_registration/virtual-address-registered").settings(),
    )

    def ask(calls, stop=False):
        if stop:
            node.state["lease"] = {"run": THEIRS, "until": _in(30), "drained": False}
        return node.ask(calls, stop)

    with pytest.raises(NotWrittenError, match=r"^nothing was changed: write_lease: "):
        fix_concern(plan(), ask, run())
    assert node.settings() == first
    assert node.entries() == []


def test_it_is_released_by_its_run_and_by_no_other():
    node = EmulatedNode("dns_registration/virtual-address-registered", time_flies=False)
    fix_concern(plan(), node.ask, run())
    assert node.state["lease"]["run"] == run().id
    assert release_lease(node.ask, THEIRS) is False
    assert release_lease(node.ask, run().id) is True
    assert node.state["lease"] == FREE
    assert release_lease(node.ask, run().id) is False


def test_a_lease_that_is_not_released_is_an_error():
    node = EmulatedNode("dns_registration/virtual-address-registered", time_flies=False)
    fix_concern(plan(), node.ask, run())

    def ask(calls, stop=False):
        if stop:
            node.state["lease"] = {"run": THEIRS, "until": _in(30), "drained": False}
        return node.ask(calls, stop)

    with pytest.raises(CallError, match="write_lease: "):
        release_lease(ask, run().id)


def _in(seconds):
    return f"{datetime.now(UTC) + timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S}"


def test_it_is_held_before_a_drain_for_as_long_as_what_the_nodes_say_counts():
    node = EmulatedNode(time_flies=False)
    lease.hold_lease(node.ask, OURS, lambda seconds: None)
    assert node.asked == [["read_lease"], ["write_lease"]]
    assert node.state["lease"]["run"] == OURS
    assert node.state["lease"]["until"] > _in(FRESH.seconds + 30)
    with pytest.raises(NodeError, match=f"^run {OURS} holds the lease of this node"):
        lease.hold_lease(node.ask, THEIRS, lambda seconds: pytest.fail("waited"))


def test_a_lease_that_cannot_be_taken_is_an_error():
    node = EmulatedNode(time_flies=False)

    def ask(calls, stop=False):
        if stop:
            node.state["lease"] = {"run": THEIRS, "until": _in(30), "drained": False}
        return node.ask(calls, stop)

    with pytest.raises(CallError, match="write_lease: "):
        lease.hold_lease(ask, OURS, lambda seconds: None)
