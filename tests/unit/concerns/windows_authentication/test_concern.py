"""Each case: a healthy site with something changed, all that must be said that is not right, and what a fix writes.

A finding is [control, subject, state] and, where they matter, {found, wanted, remedy, part of the reason}. A case names
values by their path in site.json.
"""

import copy
import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from lab.facts import authentication
from tests.changes import changed

FOLDER = Path(__file__).parents[3] / "decisions" / "windows_authentication"
CASES = sorted(path for path in FOLDER.glob("*.json") if path.stem != "_healthy")
QUIET = (State.COMPLIANT, State.NOT_APPLICABLE)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


SITE = read(FOLDER / "_healthy.json")


def reading_of(intent, answers):
    plan = Plan.from_arguments(windows_authentication, intent)
    return Reading(plan, tuple(windows_authentication.findings(answers, plan.intent)), tuple(answers))


def calls(reading, changes):
    return windows_authentication.writes(changes, reading.data, {}) if changes else []


def done(reading, changes):
    """The answers of a node that has written these changes."""
    after = copy.deepcopy(list(reading.data))
    for call in calls(reading, changes):
        authentication.write({"authentication": after[2]}, call.arguments)
    return after


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request):
    given = read(request.param)
    return {**changed(SITE, given["changes"]), **given}


@pytest.fixture
def reading(case):
    return reading_of(case["intent"], case["answers"])


def test_answers_have_the_shape_that_the_payloads_print(case):
    intent = Plan.from_arguments(windows_authentication, case["intent"]).intent
    for call, answer in zip(windows_authentication.reads(intent), case["answers"], strict=True):
        assert mismatch(answer, windows_authentication.SHAPES[call.payload]) is None


def test_all_that_is_not_right_is_said_and_nothing_else(case, reading):
    found = [finding for finding in reading.findings if finding.state not in QUIET]
    assert [[f.control, f.subject, f.state.value] for f in found] == [expected[:3] for expected in case["findings"]]
    for finding, (*_, details) in zip(found, case["findings"], strict=True):
        if isinstance(details, dict):
            said = {**finding.as_dict(), "reason": details.get("reason", "")}
            assert {**said, **details} == said
            assert details.get("reason", "") in finding.reason


def test_every_control_has_a_finding(reading):
    assert {finding.control for finding in reading.findings} == set(identifiers(windows_authentication.CONTROLS))


def test_every_drift_and_every_doubt_has_a_reason(reading):
    for finding in reading.findings:
        assert bool(finding.reason) is (finding.state is not State.COMPLIANT), finding


def test_no_subject_is_there_twice(reading):
    said = [(finding.control, finding.subject) for finding in reading.findings]
    assert len(said) == len(set(said))


def test_a_fix_writes_exactly_what_differs(case, reading):
    written = [call.arguments["locations"] for call in calls(reading, reading.changes())]
    assert written == ([case["writes"]] if case["writes"] else [])
    for location in (location for locations in written for location in locations):
        assert next(iter(location)) == "location", "what identifies comes first"


def test_what_was_planned_fixes_what_was_found(case, reading):
    after = reading_of(case["intent"], done(reading, reading.changes()))
    fixed = {(f.control, f.subject) for f in reading.drift()}
    left = {(f.control, f.subject) for f in after.findings if f.state is State.DRIFT}
    before = {(f.control, f.subject) for f in reading.findings if f.state is State.DRIFT}
    assert not fixed & left
    assert left <= before
    assert after.changes() == []


def test_a_rollback_gives_every_former_value_back(case, reading):
    changes = reading.changes()
    entry = journal.entry("run", "2026-01-31T08:00:00+00:00", "windows_authentication", case["intent"], changes)
    after = reading_of(case["intent"], done(reading, changes))
    back, conflicts = rollback.inverse(journal.changes([entry]), after)
    assert conflicts == []
    assert of_applications(done(after, back)) == of_applications(case["answers"])


def of_applications(answers):
    """No state of a node says which values of a folder are its own, and stay where its application changes twice."""
    after = copy.deepcopy(list(answers))
    after[2]["locations"] = [
        location for location in after[2]["locations"] if location["path"] == location["application"]
    ]
    return after


def test_every_setting_is_written_with_the_value_that_was_read(case, reading):
    shown = {location["location"]: location for location in case["answers"][2]["locations"]}
    for call in calls(reading, reading.changes()):
        for location in call.arguments["locations"]:
            changed = {name: value for name, value in location.items() if name not in ("location", "expected")}
            assert names_of(location["expected"]) == names_of(changed)
            for name, value in location["expected"].get("windows", {}).items():
                assert shown[location["location"]]["windows"][name] == value
            assert location["expected"].get("anonymous") in (None, shown[location["location"]]["anonymous"])


def names_of(settings):
    return {name: sorted(value) if isinstance(value, dict) else None for name, value in settings.items()}


def test_nothing_that_changes_a_key_is_written_while_the_holder_is_not_known(case, reading):
    plan = Plan.from_arguments(windows_authentication, {**case["intent"], "spn_holder": None})
    unknown = Reading(plan, tuple(windows_authentication.findings(case["answers"], plan.intent)), reading.data)
    assert not [change for change in unknown.changes() if change.key[-1] in ("use_app_pool_credentials",)]


def test_the_arguments_of_a_node_come_from_its_farm():
    farm = farm_of(
        {
            "name": "f",
            "names": ["Intranet"],
            "virtual_addresses": ["10.0.0.50"],
            "nodes": {"w": {"own_addresses": ["10.0.0.1"]}},
            "site": "Intranet",
            "service_account": r"EXAMPLE\svc",
            "spn_holder": "svc@example.com",
        }
    )
    arguments = windows_authentication.arguments(farm, "w")
    assert arguments == {
        "site": "Intranet",
        "names": ["intranet"],
        "virtual_addresses": ["10.0.0.50"],
        "service_account": r"EXAMPLE\svc",
        "spn_holder": "svc@example.com",
        "anonymous_off": False,
    }
    assert set(arguments) == set(windows_authentication.ARGUMENT_SPEC)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"spn_holder": "svc"}, r"spn_holder: found 'svc', expected DOMAIN\name, name@domain or a SID"),
        ({"service_account": "svc"}, r"service_account: found 'svc', expected DOMAIN\name, name@domain or a SID"),
        ({"names": []}, "names: found [], expected a list of host names such as [intranet.example.com]"),
        (
            {"virtual_addresses": ["x"]},
            "virtual_addresses[0]: found 'x', expected an IP address such as 10.0.0.50 or 2001:db8::50",
        ),
    ],
)
def test_bad_options_are_refused_with_a_message_to_show(wrong, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        windows_authentication.Intent.from_arguments({**SITE["intent"], **wrong})
    assert str(caught.value) == message


def test_drift_that_no_write_can_fix_is_refused():
    with pytest.raises(ValueError, match="no write can fix AUTH-4 x"):
        windows_authentication.writes([Finding("AUTH-4", "x", State.DRIFT)], [], {})
