"""A rollback cut at any of its messages: the next one finishes it, and nothing is written twice."""

from __future__ import annotations

from contextlib import suppress

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import audit as driver
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import Ask, Outcome, Run
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.wired import half_a_minute_later
from tests.wire.broken import BROKEN, Broken
from tests.wire.endings import check_ending, different
from tests.wire.test_fix import fix
from tests.wire.wire import Operation, Wire, settings

FIX = Run("20260131T080000Z-000001", "2026-01-31T08:00:00+00:00")
CUT = Run("20260131T090000Z-000002", "2026-01-31T09:00:00+00:00")
NEXT = Run("20260131T100000Z-000003", "2026-01-31T10:00:00+00:00")


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_rollback_cut_anywhere_is_finished_by_the_next_one(wire: Wire, broken: Broken) -> None:
    finished(wire, broken)


def test_a_rollback_cut_anywhere_where_messages_are_encrypted(encrypted_wire: Wire) -> None:
    finished(encrypted_wire, BROKEN[0])


def finished(wire: Wire, broken: Broken) -> None:
    fixed = wire.carry_out(fix(broken, FIX), broken.state()).state
    whole = wire.carry_out(undo(CUT), fixed)
    assert (whole.settings == settings(broken.state())) is broken.restored
    assert set(whole.writes.values()) == {1}

    cuts = list(wire.cut_everywhere(undo(CUT), fixed))
    for cut in cuts:
        check_ending(cut, whole, fixed)
    left = different(cuts)
    assert any(cut.writes for cut in left)
    assert any(not cut.writes for cut in left)
    for cut in left:
        after = wire.carry_out(undo(NEXT), half_a_minute_later(cut.state))
        assert not after.error, cut.cut
        assert after.settings == whole.settings, cut.cut
        assert cut.writes + after.writes == whole.writes, cut.cut


def undo(run: Run) -> Operation:
    def operation(ask: Ask) -> list[Outcome]:
        outcomes = rollback.undo(FIX.id, ask, run)
        with suppress(NodeError):
            driver.release_lease(ask, run.id)
        return outcomes

    return operation
