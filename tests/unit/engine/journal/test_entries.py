"""What was changed on a node, recorded completely enough to be rolled back."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import parsing
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State

KEY = ("adapters", "{4}", "addresses", "fe80::1%4", "skip_as_source")
OTHER = ("disable_dynamic_update",)
DRIFT = [
    Finding("DNS-2", "SkipAsSource of fe80::1%4", State.DRIFT, True, False, KEY, Remedy.FIX, "because"),
    Finding("DNS-3", 'Büro ☃ "x" \\ \'', State.DRIFT, None, 0, OTHER, Remedy.FIX, "because"),
]


def entry(run="20260131T080000Z-000001", time="2026-01-31T08:00:00+00:00", drift=DRIFT, undoes=None):
    return journal.entry(run, time, "dns_registration", {"names": ["intranet"]}, drift, undoes)


def answer(*entries):
    return {"entries": [{"id": entry.id, "text": entry.text()} for entry in entries]}


def change(before, after, key=KEY, subject="x"):
    return Finding("DNS-2", subject, State.DRIFT, before, after, key, Remedy.FIX)


def test_an_entry_is_read_as_it_was_written():
    written = [entry(), entry("20260131T090000Z-000002", undoes="20260131T080000Z-000001", drift=[])]
    assert parsing.parse(answer(*written)) == written


def test_an_entry_is_written_as_the_node_reads_it():
    call = journal.write([entry()])
    assert call.payload == "write_journal"
    assert call.arguments == answer(entry())
    assert call.secrets == {}


def test_what_no_write_has_changed_is_not_in_an_entry():
    report = Finding("DNS-6", "hosts file on intranet", State.DRIFT, "10.0.0.50 intranet", "no such line")
    assert [c.control for c in entry(drift=[*DRIFT, report]).changes] == ["DNS-2", "DNS-3"]


def test_entries_are_sorted_by_time_whatever_the_node_sorts_by():
    old, first, second = entry("20250101T000000Z-ffffff"), entry(), entry(time="2026-01-31T08:05:00+00:00")
    assert parsing.parse(answer(second, old, first)) == [old, first, second]


def test_identifiers_of_one_run_and_concern_differ_where_the_entries_do():
    ids = {entry().id, entry(time="2026-01-31T08:05:00+00:00").id, entry(drift=DRIFT[:1]).id}
    assert len(ids) == 3
    assert all(name.startswith("20260131T080000Z-000001-dns_registration-") for name in ids)
    assert entry().id == entry().id


def test_a_setting_that_was_changed_twice_counts_once_from_first_to_last():
    first = entry(drift=[change(1, 0), change(True, False, OTHER)])
    second = entry(time="2026-01-31T08:05:00+00:00", drift=[change(2, 7)])
    assert [(c.key, c.before, c.after) for c in journal.changes([first, second])] == [(KEY, 1, 7), (OTHER, True, False)]
    assert [c.between for c in journal.changes([first, second])] == [(0,), ()]


def test_the_latest_change_is_undone_first():
    keys = [("a",), ("b",), ("c",)]
    entries = [entry(drift=[change(0, 1, keys[0]), change(0, 1, keys[1])]), entry(drift=[change(0, 1, keys[2])])]
    assert [c.key for c in journal.changes(entries)] == [("c",), ("b",), ("a",)]


@pytest.mark.parametrize("run", ["20260131T080000Z-0a1b2c", "awx-4711", "7", "a" * 64, "A.b_c-d"])
def test_a_run_that_can_name_a_file_is_taken(run):
    assert journal.checked_run(run) == run


@pytest.mark.parametrize("run", ["", "-x", ".", "..", "a/b", "a\\b", "a b", "a:b", "ä", "a" * 65, "run\n", "*"])
def test_a_run_that_cannot_name_a_file_is_refused(run):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        journal.checked_run(run)
    assert str(caught.value) == (
        f"run: found {run!r}, expected up to 64 letters, digits, dots, hyphens and underscores"
    )
