"""A release of a lease, cut at any message: the lease is free, or its run still holds it until it expires."""

from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask

from lab import healthy
from tests.wire.endings import check_error
from tests.wire.wire import Wire

RUN = "20260131T080000Z-000001"
HELD = {"run": RUN, "until": "2026-01-31 08:00:30", "drained": False}
FREE = {"run": None, "until": None, "drained": False}


def test_a_release_of_a_lease_cut_anywhere(wire: Wire) -> None:
    def release(ask: Ask) -> bool:
        return release_lease(ask, RUN)

    state = {**healthy.node(1), "lease": HELD}
    ends = set()
    for cut in wire.cut_everywhere(release, state):
        free = cut.state["lease"] == FREE
        assert cut.state == {**state, "lease": FREE if free else HELD}, cut.at
        if cut.error:
            check_error(cut, changed=free)
        else:
            assert cut.result and free, cut.at  # noqa: PT018
        assert wire.carry_out(release, cut.state).result is not free, cut.at
        ends.add((free, bool(cut.error)))
    assert ends == {(False, True), (True, True), (True, False)}
