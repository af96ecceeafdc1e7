"""Which runs have changed a node, how they ended, and which can be rolled back."""

from datetime import UTC, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import Change
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.runs import Ended

A, B, C, D = (f"2026010{day}T080000Z-a" for day in (1, 2, 3, 4))
CHANGE = Change("DNS-3", "dynamic update", ("disable_dynamic_update",), 1, 0)


def time(run):
    return f"{run[:4]}-{run[4:6]}-{run[6:8]}T{run[9:11]}:00:00+00:00"


def change(run, undoes=None, **fields):
    return journal.Entry(run, time(run), "dns_registration", {}, (CHANGE,), undoes, **fields)


def done(run, undoes=None, left=()):
    return journal.done(run, time(run), undoes=undoes, left=left)


def ended(entries):
    return {known.run: known.ended for known in runs.of_node(entries)}


def test_a_run_is_undoable_until_a_rollback_is_proved():
    fixes = [change(B), done(B), change(A), done(A)]
    assert runs.undoable(fixes) == [A, B]
    begun = [*fixes, change(C, undoes=B)]
    assert runs.undoable(begun) == [A, B], "the entry is written before the change"
    assert runs.undoable([*begun, done(C, undoes=B)]) == [A]
    assert runs.undoable([*fixes, done(C, undoes=B)]) == [A], "nothing was left to restore"
    assert runs.undoable([]) == []


def test_how_a_run_ended():
    entries = [change(A), change(B), done(B), change(C, undoes=B)]
    assert ended(entries) == {A: Ended.INTERRUPTED, B: Ended.PARTLY, C: Ended.INTERRUPTED}
    assert ended([*entries, done(C, undoes=B)]) == {A: Ended.INTERRUPTED, B: Ended.UNDONE, C: Ended.FINISHED}
    assert ended([*entries, done(C, undoes=B, left=["x"])])[B] is Ended.PARTLY
    assert ended([change(A, schema=1)]) == {A: Ended.FINISHED}, "the first schema does not say it"
    assert ended([done(A)]) == {}, "a run that has changed nothing"


@pytest.mark.parametrize(
    ("entries", "run", "expected"),
    [
        ([change(A), change(B)], B, [B, A]),
        ([change(A), change(B), change(C), done(C)], C, [C, B, A]),
        ([change(A), done(A), change(B), change(C)], C, [C, B]),
        ([change(A), change(B), done(B), change(C)], C, [C]),
        ([change(A), change(B), change(C, undoes=A), done(C, undoes=A)], B, [B]),
        ([change(A)], D, [D]),
    ],
    ids=[
        "resumed",
        "resumed twice",
        "one before was finished",
        "the resumed one was finished",
        "rolled back",
        "unknown",
    ],
)
def test_a_resumed_run_is_one_change_with_those_that_it_continues(entries, run, expected):
    assert runs.together(runs.of_node(entries), run) == expected


@pytest.mark.parametrize(
    ("run", "at", "expected"),
    [
        (A, "2026-01-01T08:00:00+00:00", True),
        ("mine", "2026-01-01T08:00:00+00:00", True),
        ("7", "2026-01-10T20:00:00+00:00", True),
        (A, "2026-02-01T08:00:00+00:00", False),
        ("99991231T000000Z-f", "2026-01-01T08:00:00+00:00", False),
    ],
    ids=["named by its time", "named otherwise", "clocks that differ", "its time is later", "its name is later"],
)
def test_a_run_of_the_future_has_not_happened(run, at, expected):
    assert runs.has_happened(run, at, datetime(2026, 1, 10, tzinfo=UTC)) is expected
