"""What must hold for every case of every concern, and for a recording of preflight just as well."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.recording import outcome

from tests.decisions.case import PASSWORD, Case
from tests.unit.written_node import WrittenNode


def answers_have_the_shape_that_the_payloads_print(case: Case) -> None:
    concern = case.concern
    for call, answer in zip(concern.reads(case.plan.intent), case.answers, strict=True):
        assert mismatch(answer, concern.SHAPES[call.payload], call.payload) is None


def findings_are_these_and_no_others(case: Case) -> None:
    reading = case.reading
    found = outcome(reading)
    assert [_without_reason(one) for one in case.expected["findings"]] == found["findings"]
    assert case.expected["compliant"] == found["compliant"]
    others = [finding for finding in reading.findings if finding.state is not State.COMPLIANT]
    for (*_, details), finding in zip(case.expected["findings"], others, strict=True):
        if isinstance(details, dict):
            assert details.get("reason", "") in finding.reason


def _without_reason(expected: list[Any]) -> list[Any]:
    *first, last = expected
    if not isinstance(last, dict):
        return expected
    details = {name: value for name, value in last.items() if name != "reason"}
    return [*first, details] if details else first


def every_control_has_a_finding(case: Case) -> None:
    without = {*identifiers(case.concern.CONTROLS)} - {finding.control for finding in case.reading.findings}
    assert without <= {"DNS-2"}, "of an address on an adapter; a node without any is reported by DNS-1"


def what_is_not_compliant_has_a_reason_and_nothing_else_has(case: Case) -> None:
    for finding in case.reading.findings:
        assert bool(finding.reason) is (finding.state is not State.COMPLIANT), finding


def no_two_findings_are_about_the_same(case: Case) -> None:
    """Adapters may have one name, and then the setting tells them apart; lines of the hosts file what was found."""
    found = [repr((one.control, one.subject, one.key, one.found)) for one in case.reading.findings]
    assert len(found) == len({*found})


def a_fix_writes_exactly_this(case: Case) -> None:
    """In this order too: what identifies an item stands first in it, and rights come before what needs them."""
    written = outcome(case.reading, case.secrets)["writes"]
    assert case.expected["writes"] == written
    assert json.dumps(case.expected["writes"]) == json.dumps(written)


def the_plan_done_leaves_only_what_is_not_fixed(case: Case) -> None:
    before = case.reading
    if not case.concern.WRITES:
        assert before.changes() == []
        return
    then = case.reading_of(_node(case).carry_out(case.calls(before, _changes(case, before))))
    drift = {(f.control, f.subject) for f in before.findings if f.state is State.DRIFT}
    fixed = {(f.control, f.subject) for f in before.drift()} if _changes(case, before) else set()
    left = {(f.control, f.subject) for f in then.findings if f.state is State.DRIFT}
    # AUTH-5 is reported only, and what it is about is often gone with what AUTH-3 fixes.
    follow = {(f.control, f.subject) for f in before.findings if f.remedy is Remedy.FOLLOWS or f.control == "AUTH-5"}
    assert left <= drift - fixed <= left | follow
    settings, same = then.settings(), case.concern.same
    for change in {change.key: change for change in _changes(case, before)}.values():
        assert same(settings[change.key], change.wanted), change
    assert _changes(case, then) == []


def a_rollback_gives_every_former_setting_back(case: Case) -> None:
    if not case.concern.WRITES:
        return
    before, node = case.reading, _node(case)
    changes = _changes(case, before)
    then = case.reading_of(node.carry_out(case.calls(before, changes)))
    entry = journal.entry("run", "2026-01-31T08:00:00+00:00", case.concern.NAME, dict(case.arguments), changes)
    totals = journal.changes([entry])
    back, conflicts = rollback.inverse(totals, then)
    same = case.concern.same
    undone = [one for one in totals if not one.irreversible and not same(one.before, one.after)]
    assert {one.key: one.wanted for one in back} == {one.key: one.before for one in undone}
    away_and_back = [one for one in totals if one.between and same(one.before, one.after)]
    assert len(conflicts) == len(totals) - len(undone) - len(away_and_back)
    calls = case.concern.writes(back, then.data, {}) if back else []
    assert not any(call.secrets for call in calls)
    settings = case.reading_of(node.carry_out(calls)).settings()
    for change in undone:
        assert same(settings[change.key], change.before), change


def no_secret_shows(case: Case) -> None:
    reading = case.reading
    changes = _changes(case, reading)
    calls = case.calls(reading, changes)
    entry = journal.entry("run", "2026-01-31T08:00:00+00:00", case.concern.NAME, dict(case.arguments), changes)
    for text in (entry.text(), repr(reading.plan), repr(calls), repr([call.arguments for call in calls])):
        assert PASSWORD not in text


def two_nodes_that_look_like_this_agree(case: Case) -> None:
    view = case.reading.view()
    assert view is not None
    found = case.concern.agreement({"web1": view, "web2": view}, 2)
    compared = [one for group in found.values() for one in group if one.control in case.concern.FARM_CONTROLS]
    assert [one for one in compared if one.state is State.DRIFT] == []


def _node(case: Case) -> WrittenNode:
    return WrittenNode(case.concern.reads(case.plan.intent), case.answers, PASSWORD)


def _changes(case: Case, reading: Reading) -> list[Any]:
    """What a fix writes. Empty where the concern leaves it to another action, as nlb.kerberos.drain starts a node."""
    changes = reading.changes()
    try:
        case.calls(reading, changes)
    except ValueError:
        return []
    return changes


ALL = (
    answers_have_the_shape_that_the_payloads_print,
    findings_are_these_and_no_others,
    every_control_has_a_finding,
    what_is_not_compliant_has_a_reason_and_nothing_else_has,
    no_two_findings_are_about_the_same,
    a_fix_writes_exactly_this,
    the_plan_done_leaves_only_what_is_not_fixed,
    a_rollback_gives_every_former_setting_back,
    no_secret_shows,
    two_nodes_that_look_like_this_agree,
)
