"""A drain, and a start, cut at any of its messages: no other node is touched, and the next one ends as it should."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.carry_out import DrainResult, carry_out
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.decision import DRAINED, STARTED
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import hold_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask

from lab import healthy
from lab.facts.cluster import CONVERGED, STOPPED, of_farm
from lab.node_files import NodeState
from lab.wired import leases_expired
from tests.settings import settings_of
from tests.unit.engine.drain import said
from tests.wire.conftest import NODES
from tests.wire.endings import check_error, different
from tests.wire.wire import Ended, Operation, Wire

FIRST = Run("20260131T080000Z-000001", "2026-01-31T08:00:00+00:00")
CUT = Run("20260131T090000Z-000002", "2026-01-31T09:00:00+00:00")
NEXT = Run("20260131T100000Z-000003", "2026-01-31T10:00:00+00:00")


def test_a_drain_cut_anywhere(wire: Wire) -> None:
    ends_right(wire, DRAINED, healthy.node(1))


def test_a_start_cut_anywhere(wire: Wire) -> None:
    ends_right(wire, STARTED, drained(wire))


@pytest.mark.parametrize("state", [DRAINED, STARTED])
def test_a_drain_and_a_start_cut_anywhere_where_messages_are_encrypted(encrypted_wire: Wire, state: str) -> None:
    ends_right(encrypted_wire, state, healthy.node(1) if state == DRAINED else drained(encrypted_wire))


def ends_right(wire: Wire, wanted: str, first: NodeState) -> None:
    others = wire.others()
    whole = wire.carry_out(to(wanted, CUT), first)
    cuts = list(wire.cut_everywhere(to(wanted, CUT), first))
    for cut in cuts:
        check(cut, whole, first)
    left = different(cuts)
    assert {own_state(cut.state) for cut in left} == {CONVERGED, STOPPED}
    for cut in left:
        for following in (DRAINED, STARTED):
            after = wire.carry_out(to(following, NEXT), leases_expired(cut.state))
            assert not after.error, (cut.at, following)
            assert own_state(after.state) == (STOPPED if following == DRAINED else CONVERGED), (cut.at, following)
            assert marker(after.state) == (NEXT.id if following == DRAINED else None), (cut.at, following)
    assert wire.others() == others


def check(cut: Ended, whole: Ended, first: NodeState) -> None:
    changed = cut.settings != settings_of(first)
    if cut.error:
        check_error(cut, changed)
    else:
        assert (cut.settings, cut.result.as_dict()) == (whole.settings, whole.result.as_dict()), cut.at
    assert cut.writes in ({}, {"write_cluster": 1}), cut.at
    if own_state(cut.state) == STOPPED:
        assert marker(cut.state), f"{cut.at}: no run would start it again"
    else:
        assert not cut.state["lease"]["drained"], f"{cut.at}: it is not drained, and could be written to"


def to(wanted: str, run: Run) -> Operation:
    """The task that takes the lease, and the drain or the start. The other nodes have said that they serve."""
    states = said.states(NODES, {"web1.held_by": run.id}).values()
    request = said.request(NODES, list(states), wanted, 60)

    def operation(ask: Ask) -> DrainResult:
        if wanted == DRAINED:
            hold_lease(ask, run.id, lambda seconds: None)
        return carry_out(request, ask, run, clock=lambda: 0.0, now=lambda: said.NOW)

    return operation


def drained(wire: Wire) -> NodeState:
    after = wire.carry_out(to(DRAINED, FIRST), healthy.node(1)).state
    assert (own_state(after), marker(after)) == (STOPPED, FIRST.id)
    return leases_expired(after)


def own_state(state: NodeState) -> int:
    status: int = of_farm(state)["status"]
    return status


def marker(state: NodeState) -> str | None:
    run: str | None = state["cluster"]["marker"]["run"]
    return run
