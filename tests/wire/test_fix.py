"""A fix cut at any of its messages: the next one finishes it, nothing is written twice, and all can be rolled back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask

from lab.wired import leases_expired
from tests.settings import settings_of
from tests.wire.broken import BROKEN, OVER, Broken
from tests.wire.endings import check_ending, different
from tests.wire.rolled_back import rolled_back_with_conflicts
from tests.wire.wire import Operation, Wire

CUT = Run("20260131T080000Z-000001", "2026-01-31T08:00:00+00:00")
NEXT = Run("20260131T090000Z-000002", "2026-01-31T09:00:00+00:00")


@pytest.mark.parametrize(("connect", "broken"), OVER, indirect=["connect"], ids=str)
def test_a_fix_cut_anywhere_is_finished_by_the_next_one(wire: Wire, broken: Broken) -> None:
    finished(wire, broken)


def test_a_fix_cut_anywhere_where_messages_are_encrypted(encrypted_wire: Wire) -> None:
    finished(encrypted_wire, BROKEN[0])


def finished(wire: Wire, broken: Broken) -> None:
    first = broken.state()
    whole = wire.carry_out(fix(broken, CUT), first)
    assert whole.writes == dict.fromkeys(broken.writes, 1)
    back, conflicts = rolled_back_with_conflicts(whole.state)
    assert (settings_of(back) == settings_of(first)) is broken.restored

    cuts = list(wire.cut_everywhere(fix(broken, CUT), first))
    for cut in cuts:
        check_ending(cut, whole, first)
    left = different(cuts)
    assert any(cut.writes for cut in left)
    assert any(not cut.writes for cut in left)
    for cut in left:
        after = wire.carry_out(fix(broken, NEXT), leases_expired(cut.state))
        assert not after.error, cut.at
        assert after.settings == whole.settings, cut.at
        assert cut.writes + after.writes == whole.writes, cut.at
        back_again, conflicts_again = rolled_back_with_conflicts(after.state)
        assert (settings_of(back_again), conflicts_again) == (settings_of(back), conflicts), cut.at


def fix(broken: Broken, run: Run) -> Operation:
    def operation(ask: Ask) -> Outcome:
        return fix_concern(broken.plan, ask, replace(run, drains=False), broken.secrets)

    return operation
