"""A rollback cut at any of its messages: the next one finishes it, and nothing is written twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask

from lab.faults import BY_NAME
from lab.wired import leases_expired
from tests.settings import settings_of
from tests.wire.broken import BROKEN, OVER, Broken
from tests.wire.endings import check_ending, check_error, different
from tests.wire.test_fix import fix
from tests.wire.wire import LOST, Operation, Wire

FIX = Run("20260131T080000Z-000001", "2026-01-31T08:00:00+00:00")
CUT = Run("20260131T090000Z-000002", "2026-01-31T09:00:00+00:00")
NEXT = Run("20260131T100000Z-000003", "2026-01-31T10:00:00+00:00")


@pytest.mark.parametrize(("connect", "broken"), OVER, indirect=["connect"], ids=str)
def test_a_rollback_cut_anywhere_is_finished_by_the_next_one(wire: Wire, broken: Broken) -> None:
    finished(wire, broken)


def test_what_was_rolled_back_before_the_node_was_lost_is_reported(wire: Wire) -> None:
    """Of a run of two concerns: the later one is rolled back first."""
    earlier, later = BROKEN[0], BROKEN[-1]
    fixed = earlier.state()
    for fault in later.faults:
        BY_NAME[fault].inject(fixed, 1)
    for broken in (earlier, later):
        fixed = leases_expired(wire.carry_out(fix(broken, FIX), fixed).state)
    cuts = [cut for cut in wire.cut_everywhere(undo(CUT), fixed, (LOST,)) if cut.error]
    for cut in cuts:
        check_error(cut, cut.settings != settings_of(fixed))
    assert any(tuple(cut.writes) == later.writes for cut in cuts)


def finished(wire: Wire, broken: Broken) -> None:
    fixed = leases_expired(wire.carry_out(fix(broken, FIX), broken.state()).state)
    whole = wire.carry_out(undo(CUT), fixed)
    assert (whole.settings == settings_of(broken.state())) is broken.restored
    assert set(whole.writes.values()) == {1}

    cuts = list(wire.cut_everywhere(undo(CUT), fixed))
    for cut in cuts:
        check_ending(cut, whole, fixed)
    left = different(cuts)
    assert any(cut.writes for cut in left)
    assert any(not cut.writes for cut in left)
    for cut in left:
        after = wire.carry_out(undo(NEXT), leases_expired(cut.state))
        assert not after.error, cut.at
        assert after.settings == whole.settings, cut.at
        assert cut.writes + after.writes == whole.writes, cut.at


def undo(run: Run) -> Operation:
    def operation(ask: Ask) -> list[Outcome]:
        return rollback.undo_runs([FIX.id], ask, replace(run, drains=False), CONCERNS)

    return operation
