"""A rollback restores what a run has changed on a node, and nothing else."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import CallError, NodeError

from lab.concerns.dns_registration.faults import FAULTS
from tests.unit.emulated_node import ARGUMENTS, EmulatedNode, plan, reported, run

FIX, LATER, UNDO = "20260131T080000Z-000001", "20260131T090000Z-000002", "20260131T100000Z-000003"
EVERYTHING = (
    "dns_registration/virtual-address-registered",
    "dns_registration/own-address-skipped",
    "dns_registration/dynamic-update-disabled",
    "dns_registration/dynamic-update-disabled-on-adapter",
    "dns_registration/own-adapter-not-registered",
)


def fixed(*faults):
    """A node that had these faults and was fixed, and its settings before."""
    node = EmulatedNode(*faults)
    first = node.settings()
    fix_concern(plan(), node.ask, run(FIX))
    assert node.settings() != first
    return node, first


def undo(node, undoes=FIX, ask=None, **options):
    return rollback.undo_runs([undoes], ask or node.ask, run(UNDO, **options), CONCERNS)


@pytest.mark.parametrize(
    "faults",
    [*([fault.name] for fault in FAULTS if fault.fixed and fault.restored), EVERYTHING],
    ids=lambda faults: "+".join(faults),
)
def test_exactly_the_first_state_is_restored(faults):
    node, first = fixed(*faults)
    (outcome,) = undo(node)
    assert node.settings() == first
    assert outcome.conflicts == ()
    assert {f.key: f.wanted for f in outcome.changes} == {f.key: f.found for f in outcome.after.changes()}


def test_the_undo_is_journalled_before_it_changes_anything():
    node, _ = fixed(*EVERYTHING)
    with pytest.raises(NodeError, match="the connection broke"):
        undo(node, ask=node.ask_until_cut(2))
    (entry,) = [entry for entry in node.entries() if entry.undoes]
    assert (entry.run, entry.undoes, entry.arguments) == (UNDO, FIX, ARGUMENTS)
    assert audit_is_clean(node)
    undo(node)
    assert not audit_is_clean(node)


def audit_is_clean(node):
    return audit_node([plan()], node.ask)[0].drift() == []


def test_check_mode_reports_the_changes_of_a_rollback_and_makes_none():
    node, _ = fixed(*EVERYTHING)
    after_fix = node.state
    kept = []
    (checked,) = undo(node, check=True, keep=kept.append)
    assert node.state == after_fix
    assert kept == []
    (done,) = undo(node)
    assert checked.changes == done.changes != ()


def test_a_setting_that_was_changed_since_is_a_conflict_and_not_changed():
    node, first = fixed("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled")
    node.state["dns_registration"]["disable_dynamic_update"] = 2
    (outcome,) = undo(node)
    assert outcome.conflicts == (
        "DNS-3 dynamic update of this computer: the run set it to 0, and another administrator or program has set it "
        "to 2 since; not changed",
    )
    assert node.settings() == {**first, "disable_dynamic_update": 2}


def test_a_setting_that_has_its_former_value_already_is_neither_changed_nor_a_conflict():
    node, first = fixed("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled")
    node.state["dns_registration"]["disable_dynamic_update"] = 1
    (outcome,) = undo(node)
    assert outcome.conflicts == ()
    assert "dynamic update of this computer" not in {f.subject for f in outcome.changes}
    assert node.settings() == first


def test_drift_that_came_since_is_not_touched():
    node, first = fixed("dns_registration/virtual-address-registered")
    node.adapter("LAN")["registers"] = False
    undo(node)
    assert node.adapter("LAN")["registers"] is False
    node.adapter("LAN")["registers"] = True
    assert node.settings() == first


def test_an_adapter_that_vanished_is_a_conflict_and_the_rest_is_restored():
    node, first = fixed("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled")
    node.state["dns_registration"]["adapters"].remove(node.adapter("NLB"))
    (outcome,) = undo(node)
    assert outcome.conflicts == ("DNS-1 registration of adapter NLB: is not on this node any more; not changed",)
    assert reported(outcome.changes) == [("DNS-3", "dynamic update of this computer")]
    assert node.settings()["disable_dynamic_update"] == first["disable_dynamic_update"]


@pytest.mark.parametrize(
    ("before", "irreversible", "reason"),
    [
        (1, "whoever was logged on is not any more", "whoever was logged on is not any more"),
        (0, "", "its former value cannot be restored"),
    ],
    ids=["a write that cannot be undone", "a former value that is the same to the concern"],
)
def test_what_cannot_be_rolled_back_is_a_conflict_with_its_reason(before, irreversible, reason):
    (reading,) = audit_node([plan()], EmulatedNode().ask)
    key = next(key for key, value in reading.settings().items() if value == 0)
    change = journal.Total("DNS-3", "dynamic update", key, before, 0, irreversible)
    assert rollback.inverse([change], reading) == ([], [f"DNS-3 dynamic update: {reason}; not changed"])


@pytest.mark.parametrize(("between", "restored"), [(0, [1]), (7, [])], ids=["on the way", "there and back"])
def test_a_setting_that_was_written_there_and_back_is_restored_from_where_a_run_left_it(between, restored):
    (reading,) = audit_node([plan()], EmulatedNode().ask)
    key = next(key for key, value in reading.settings().items() if value == 0)
    ends = 1 if between == 0 else 0
    change = journal.Total("DNS-3", "dynamic update", key, ends, ends, "", (between,))
    back, conflicts = rollback.inverse([change], reading)
    assert ([finding.wanted for finding in back], conflicts) == (restored, [])


def test_an_adapter_that_was_renamed_is_found_by_its_identifier():
    node, _ = fixed("dns_registration/virtual-address-registered")
    node.adapter("NLB")["name"] = "Cluster"
    (outcome,) = undo(node)
    assert outcome.conflicts == ()
    assert node.adapter("Cluster")["registers"] is True


@pytest.mark.parametrize("ran", [0, 1, 2, 3, 4])
def test_a_run_that_was_killed_at_any_point_can_be_undone(ran):
    node = EmulatedNode(*EVERYTHING)
    first = node.settings()
    with pytest.raises(NodeError):
        fix_concern(plan(), node.ask_until_cut(ran), run(FIX))
    outcomes = undo(node)
    assert node.settings() == first
    assert len(outcomes) == (ran > 1)
    assert bool(sum(len(outcome.changes) for outcome in outcomes)) is (ran > 2)
    assert [outcome.conflicts for outcome in outcomes if outcome.conflicts] == []


def test_two_entries_of_one_run_are_rolled_back_together_to_the_first_values():
    node = EmulatedNode("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled")
    first = node.settings()
    fix_concern(plan(), node.ask, run(FIX))
    # Another administrator breaks one of them again, and another one, while the run goes on.
    node.state["dns_registration"]["disable_dynamic_update"] = 5
    node.adapter("LAN")["addresses"][0]["skip_as_source"] = True
    fix_concern(plan(), node.ask, Run(FIX, "2026-01-31T08:05:00+00:00"))
    assert len(node.entries()) == 2

    (outcome,) = undo(node)
    assert outcome.conflicts == ()
    hidden = node.adapter("LAN")["addresses"][0]
    assert hidden["skip_as_source"] is True
    hidden["skip_as_source"] = False
    assert node.settings() == first


def test_only_the_run_that_was_named_is_undone():
    node, _ = fixed("dns_registration/virtual-address-registered")
    node.state["dns_registration"]["disable_dynamic_update"] = 1
    before_later = node.settings()
    fix_concern(plan(), node.ask, run(LATER))
    undo(node, LATER)
    assert node.settings() == before_later


def test_a_run_that_this_node_does_not_know_gives_no_outcome():
    node, _ = fixed("dns_registration/virtual-address-registered")
    settled = node.state
    assert undo(node, "20250101T000000Z-000000") == []
    assert node.state == settled


def test_a_rollback_is_not_offered_to_be_undone_and_its_run_no_more():
    node, _ = fixed("dns_registration/virtual-address-registered")
    assert runs.undoable(node.entries()) == [FIX]
    undo(node)
    assert runs.undoable(node.entries()) == []


def test_after_a_rollback_a_new_fix_is_offered_to_be_undone():
    node, _ = fixed("dns_registration/virtual-address-registered")
    undo(node)
    fix_concern(plan(), node.ask, run("20260131T110000Z-000004"))
    assert runs.undoable(node.entries()) == ["20260131T110000Z-000004"]


@pytest.mark.parametrize("ran", [0, 1, 2, 3, 4])
def test_a_rollback_that_was_killed_at_any_point_is_not_taken_for_one(ran):
    node, first = fixed(*EVERYTHING)
    with pytest.raises(NodeError):
        undo(node, ask=node.ask_until_cut(ran))
    assert runs.undoable(node.entries()) == [FIX]
    undo(node)
    assert node.settings() == first
    assert runs.undoable(node.entries()) == []


def test_a_rollback_that_was_killed_before_its_note_is_closed_by_the_next_one_that_changes_nothing():
    node, first = fixed(*EVERYTHING)

    def ask(calls, stop=False):
        if [call.payload for call in calls] == ["write_journal"]:
            raise NodeError("the connection broke")
        return node.ask(calls, stop)

    with pytest.raises(NodeError, match="the connection broke"):
        undo(node, ask=ask)
    assert node.settings() == first
    assert runs.undoable(node.entries()) == [FIX]
    (outcome,) = undo(node)
    assert (outcome.changes, outcome.conflicts) == ((), ())
    assert runs.undoable(node.entries()) == []


def test_a_run_whose_settings_others_have_changed_is_rolled_back_but_for_them():
    node, _ = fixed("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled")
    node.state["dns_registration"]["disable_dynamic_update"] = 2
    undo(node)
    (known,) = [known for known in runs.of_node(node.entries()) if known.run == FIX]
    assert known.ended is runs.Ended.PARTLY
    assert known.left[0].startswith("DNS-3 dynamic update of this computer: the run set it to 0, and another")


def twice_fixed():
    """Two runs that have changed the same setting, and one setting each."""
    node, first = fixed("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled")
    node.state["dns_registration"]["disable_dynamic_update"] = 5
    node.adapter("LAN")["registers"] = False
    between = node.settings()
    fix_concern(plan(), node.ask, run(LATER))
    return node, first, between


def test_several_runs_are_rolled_back_as_one_change():
    node, first, _ = twice_fixed()
    (checked,) = rollback.undo_runs([FIX, LATER], node.ask, run(UNDO, check=True), CONCERNS)
    (outcome,) = rollback.undo_runs([FIX, LATER], node.ask, run(UNDO), CONCERNS)
    assert outcome.changes == checked.changes
    assert outcome.conflicts == ()
    assert node.settings()["disable_dynamic_update"] == first["disable_dynamic_update"] == 1
    assert (node.adapter("NLB")["registers"], node.adapter("LAN")["registers"]) == (True, False)
    assert runs.undoable(node.entries()) == []


def test_what_a_later_run_has_changed_is_a_conflict_that_names_it():
    node, _, _ = twice_fixed()
    (outcome,) = undo(node, FIX)
    assert outcome.conflicts == (
        f"DNS-3 dynamic update of this computer: run {LATER} has changed it since, roll that one back as well; "
        "not changed",
    )
    assert node.adapter("NLB")["registers"] is True
    assert runs.undoable(node.entries()) == [LATER]


def test_the_runs_of_a_node_are_rolled_back_one_after_the_other():
    node, first, between = twice_fixed()
    undo(node, LATER)
    assert node.settings() == between
    node.state["dns_registration"]["disable_dynamic_update"] = 0
    undo(node, FIX)
    assert node.settings()["disable_dynamic_update"] == 1
    assert node.adapter("NLB")["registers"] is True
    assert first["disable_dynamic_update"] == 1


@pytest.mark.parametrize("text", ["", "{", "[]"], ids=["empty", "cut off", "another type"])
def test_a_damaged_entry_stops_nothing_and_is_named_where_it_may_be_of_the_run(text):
    node, first = fixed("dns_registration/virtual-address-registered")
    node.state["journal"]["entries"] += [{"id": f"{FIX}-app_pool-0", "text": text}, {"id": "x", "text": text}]
    (outcome,) = undo(node)
    assert outcome.conflicts == ()
    assert node.settings() == first
    (known,) = [known for known in runs.of_node(node.entries()) if known.run == FIX]
    (left,) = known.left
    assert left.startswith(rf"%ProgramData%\nlb.kerberos\journal\{FIX}-app_pool-0.json is no valid entry")


def test_a_rollback_that_does_not_take_is_no_success():
    node, _ = fixed("dns_registration/virtual-address-registered")
    with pytest.raises(NodeError, match="another program sets it"):
        undo(node, ask=node.ask_without_effect)


def test_a_second_rollback_changes_nothing():
    node, first = fixed(*EVERYTHING)
    undo(node)
    settled = node.state
    assert undo(node) == []
    assert node.settings() == first
    assert node.state["journal"] == settled["journal"]


def test_a_node_that_cannot_be_read_is_not_written_to():
    node, _ = fixed("dns_registration/virtual-address-registered")
    node.adapter("Backup")["addresses"][0]["address"] = "none"
    settled = node.state
    with pytest.raises(NodeError, match="does not look as expected"):
        undo(node)
    assert node.state == settled


def test_a_journal_that_cannot_be_read_is_an_error():
    node = EmulatedNode()
    del node.state["journal"]
    with pytest.raises(CallError, match=r"^read_journal: "):
        undo(node)


def test_a_journal_of_another_shape_is_an_error():
    node = EmulatedNode()
    node.state["journal"] = {"entries": [{"id": "x", "text": None}]}
    with pytest.raises(NodeError) as caught:
        undo(node)
    assert str(caught.value) == (
        "the node's journal does not look as expected: read_journal.entries[0].text: expected a text, found null"
    )


def test_a_journal_of_an_unknown_concern_is_an_error():
    node = EmulatedNode()
    entry = journal.Entry(FIX, "2026-01-31T08:00:00+00:00", "clocks", {}, ())
    node.state["journal"] = {"entries": [{"id": entry.id, "text": entry.text()}]}
    with pytest.raises(ValueError, match="journal: found 'clocks', expected some of dns_registration"):
        undo(node)
