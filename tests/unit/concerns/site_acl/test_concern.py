"""Each case: a healthy site with something changed, all that must be said that is not right, and what a fix writes.

A finding is [control, subject, state] and, where they matter, {found, wanted, remedy, part of the reason}. A case names
values by their path in site.json; a case with answers of its own (a recording) is taken as it is.
"""

import copy
import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import acl_edit, inheritance, sddl
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import concern as site_acl
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

from tests.changes import changed

FOLDER = Path(__file__).parents[3] / "decisions" / "site_acl"
CASES = sorted(path for path in FOLDER.glob("*.json") if path.stem != "_healthy")
QUIET = (State.COMPLIANT, State.NOT_APPLICABLE)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


SITE = read(FOLDER / "_healthy.json")


def reading_of(intent, answers):
    plan = Plan.from_arguments(site_acl, intent)
    return Reading(plan, tuple(site_acl.findings(answers, plan.intent)), tuple(answers))


def done(answers, changes):
    """The answers of a node that has written these lists, which Windows has passed on to what is below."""
    after = copy.deepcopy(answers)
    lists = after[2]["lists"]
    for change in changes:
        path, new = change.key[1], sddl.parse(change.wanted)
        for row in (*after[2]["holders"], *after[2]["inheriting"]):
            before = sddl.parse(lists[row["list"]], {"DU": "S-1-5-21-1004336348-1177238915-682003330-513"})
            below = row.get("holder") == path or row.get("path", "").startswith(f"{path}\\")
            if path in (row.get("path"), *row.get("paths", ())):
                lists.append(change.wanted)
            elif below and not before.protected:
                given = inheritance.inherited(new.dacl, row["container"], "S-1-5-18", "S-1-5-18")
                explicit = [ace for ace in before.dacl if not ace.inherited]
                lists.append(sddl.compose(sddl.Descriptor(None, None, (*explicit, *given))))
            else:
                continue
            row["list"] = len(lists) - 1
    return after


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request):
    given = read(request.param)
    return taken(given) if "answers" in given else {**changed(SITE, given.get("changes", {})), **given}


def taken(recording):
    """A recording has all findings, and the arguments of the write."""
    said = [finding for finding in recording["findings"] if finding[2] not in QUIET]
    written = {item["path"]: item["list"] for item in (recording["writes"] or {"objects": []})["objects"]}
    return {**recording, "findings": said, "writes": written}


@pytest.fixture
def reading(case):
    return reading_of(case["intent"], case["answers"])


def test_answers_have_the_shape_that_the_payloads_print(case):
    for call, answer in zip(
        site_acl.reads(Plan.from_arguments(site_acl, case["intent"]).intent), case["answers"], strict=True
    ):
        assert mismatch(answer, site_acl.SHAPES[call.payload]) is None


def test_all_that_is_not_right_is_said_and_nothing_else(case, reading):
    found = [finding for finding in reading.findings if finding.state not in QUIET]
    assert [[f.control, f.subject, f.state.value] for f in found] == [expected[:3] for expected in case["findings"]]
    for finding, (*_, details) in zip(found, case["findings"], strict=True):
        if isinstance(details, dict):
            said = {**finding.as_dict(), "reason": details.get("reason", "")}
            assert {**said, **details} == said
            assert details.get("reason", "") in finding.reason


def test_every_control_has_a_finding(reading):
    assert {finding.control for finding in reading.findings} == set(identifiers(site_acl.CONTROLS))


def test_every_drift_and_every_doubt_has_a_reason(reading):
    for finding in reading.findings:
        assert bool(finding.reason) is (finding.state is not State.COMPLIANT), finding


def test_a_fix_writes_exactly_the_lists_that_differ(case, reading):
    changes = reading.changes()
    calls = site_acl.writes(changes, case["answers"], {}) if changes else []
    written = {item["path"]: item["list"] for call in calls for item in call.arguments["objects"]}
    assert written == case["writes"]
    expected = {item["path"]: item["expected"] for call in calls for item in call.arguments["objects"]}
    assert set(expected.values()) <= set(case["answers"][2]["lists"]), "a write stands on the node's own text"


def test_the_fewest_entries_change_and_the_rest_stays(reading):
    for change in reading.changes():
        before, after = sddl.parse(change.found), sddl.parse(change.wanted)
        assert before.dacl_flags == after.dacl_flags
        kept = [ace for ace in after.dacl if ace in before.dacl]
        assert kept == [ace for ace in before.dacl if ace in after.dacl]
        assert len({ace for ace in after.dacl if not ace.inherited} - set(before.dacl)) <= len(reading.drift())


def test_what_was_planned_fixes_what_was_found(case, reading):
    """The plan, shown as if the node had done it: what is left are the findings that are not fixed."""
    after = done(case["answers"], reading.changes())
    fixed = {(f.control, f.subject) for f in reading.drift()}
    left = {(f.control, f.subject) for f in reading_of(case["intent"], after).findings if f.state is State.DRIFT}
    assert left == {(f.control, f.subject) for f in reading.findings if f.state is State.DRIFT} - fixed


def test_a_rollback_gives_every_former_list_back(case, reading):
    changes = reading.changes()
    entry = journal.entry("run", "2026-01-31T08:00:00+00:00", "site_acl", case["intent"], changes)
    after = done(case["answers"], changes)
    back, conflicts = rollback.inverse(journal.changes([entry]), reading_of(case["intent"], after))
    undone = [change for change in changes if not acl_edit.same(change.found, change.wanted)]
    assert {f.key: f.wanted for f in back} == {change.key: change.found for change in undone}
    assert len(conflicts) == len(changes) - len(undone)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"readers": ["Users"]}, r"readers[0]: found 'Users', expected DOMAIN\name, name@domain or a SID"),
        ({"service_account": "svc"}, r"service_account: found 'svc', expected DOMAIN\name, name@domain or a SID"),
        ({"objects": 0}, "objects: found 0, expected a whole number from 1 to 1000000"),
    ],
)
def test_bad_options_are_refused_with_a_message_to_show(wrong, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        site_acl.Intent.from_arguments({**SITE["intent"], **wrong})
    assert str(caught.value) == message


def test_rights_are_compared_between_nodes_by_the_sites_own_paths():
    view = reading_of(SITE["intent"], SITE["answers"]).view()
    assert view == {
        "pool identity on /": "read and execute",
        "EXAMPLE\\Intranet Users on /": "read and execute",
        "pool identity on /reports": "read and execute",
        "EXAMPLE\\Intranet Users on /reports": "read and execute",
    }
    lost = {**view, "pool identity on /": "nothing"}
    found = site_acl.agreement({"web1": view, "web2": lost, "web3": view}, 3)
    assert [(f.control, f.subject, f.found) for f in found["web2"] if f.state is State.DRIFT] == [
        ("ACL-5", "pool identity on /", "nothing")
    ]


def test_where_no_right_could_be_told_none_is_compared():
    found = site_acl.agreement({"web1": {}, "web2": {}}, 2)
    assert [(f.control, f.state) for f in found["web1"]] == [("ACL-5", State.NOT_APPLICABLE)]
