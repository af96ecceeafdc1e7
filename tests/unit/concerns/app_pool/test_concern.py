"""Each case: a healthy node with something changed, all that must be said that is not right, and what a fix writes.

A finding is [control, subject, state] and, where they matter, {found, wanted, remedy, part of the reason}. A case names
values by their path in node.json; a case with answers of its own (a recording) is taken as it is.
"""

import copy
import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State

from tests.changes import changed

FOLDER = Path(__file__).parents[3] / "decisions" / "app_pool"
CASES = sorted(path for path in FOLDER.glob("*.json") if path.stem != "_healthy")
QUIET = (State.COMPLIANT, State.NOT_APPLICABLE)
PASSWORD = "canary <&>'\" % 1"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


NODE = read(FOLDER / "_healthy.json")


def reading_of(case):
    plan = Plan.from_arguments(app_pool, case["intent"], secrets=case.get("secrets", ()))
    return Reading(plan, tuple(app_pool.findings(case["answers"], plan.intent)), tuple(case["answers"]))


def written(case, reading):
    secrets = dict.fromkeys(case.get("secrets", ()), PASSWORD)
    changes = reading.changes()
    return app_pool.writes(changes, case["answers"], secrets) if changes else []


def done(answers, changes):
    """The answers of a node that has written this."""
    after = copy.deepcopy(answers)
    server, rights = after[0], after[2]
    for change in changes:
        if change.key[0] == "rights":
            item = next(item for item in rights["rights"] if item["right"] == change.key[1])
            item["holders"] = change.wanted
            known = {trustee["text"] for trustee in rights["trustees"]}
            rights["trustees"] += [{"text": sid, "sid": sid} for sid in change.wanted if sid not in known]
            continue
        item = next(item for item in server[change.key[0]] if item["name"] == change.key[1])
        match change.key[2]:
            case "identity":
                built_in = change.wanted in ("LocalSystem", "LocalService", "NetworkService", "ApplicationPoolIdentity")
                item["identity_type"] = change.wanted if built_in else "SpecificUser"
                item["user_name"] = "" if built_in else change.wanted
                item["has_password"] = not (built_in or change.wanted.endswith("$"))
                item["worker_processes"] = []
            case setting:
                item[setting] = change.wanted
    return after


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request):
    given = read(request.param)
    return given if "answers" in given else {**changed(NODE, given.get("changes", {})), **given}


@pytest.fixture
def reading(case):
    return reading_of(case)


def test_answers_have_the_shape_that_the_payloads_print(case, reading):
    for call, answer in zip(app_pool.reads(reading.plan.intent), case["answers"], strict=True):
        assert mismatch(answer, app_pool.SHAPES[call.payload]) is None


def test_all_that_is_not_right_is_said_and_nothing_else(case, reading):
    found = [finding for finding in reading.findings if finding.state not in QUIET]
    assert [[f.control, f.subject, f.state.value] for f in found] == [expected[:3] for expected in case["findings"]]
    for finding, (*_, details) in zip(found, case["findings"], strict=True):
        if isinstance(details, dict):
            said = {**finding.as_dict(), "reason": details.get("reason", "")}
            assert {**said, **details} == said
            assert details.get("reason", "") in finding.reason


def test_every_control_has_a_finding(reading):
    assert {finding.control for finding in reading.findings} == set(identifiers(app_pool.CONTROLS))


def test_every_drift_and_every_doubt_has_a_reason(reading):
    for finding in reading.findings:
        assert bool(finding.reason) is (finding.state is not State.COMPLIANT), finding


def test_no_two_findings_are_about_the_same(reading):
    said = [(finding.control, finding.subject) for finding in reading.findings]
    assert len(said) == len(set(said))


def test_a_fix_writes_exactly_what_differs(case, reading):
    assert [{call.payload: call.arguments} for call in written(case, reading)] == case["writes"]


def test_a_password_goes_where_it_is_set_and_nowhere_else(case, reading):
    for call in written(case, reading):
        given = [pool for pool in call.arguments.get("pools", ()) if pool.get("password") == "given"]
        assert (call.secrets == {"password": PASSWORD}) is bool(given)
        assert PASSWORD not in json.dumps(call.arguments)
        assert PASSWORD not in repr(call)
    entry = journal.entry("run", "2026-01-31T08:00:00+00:00", "app_pool", case["intent"], reading.changes())
    assert PASSWORD not in entry.text()
    assert PASSWORD not in repr(reading.plan)


def test_what_was_planned_fixes_what_was_found(case, reading):
    """The plan, shown as if the node had done it: what is left are the findings that are not fixed."""
    after = done(case["answers"], reading.changes())
    fixed = {(f.control, f.subject) for f in reading.drift()}
    then = reading_of({**case, "answers": after})
    left = {(f.control, f.subject) for f in then.findings if f.state is State.DRIFT}
    before = {(f.control, f.subject) for f in reading.findings if f.state is State.DRIFT}
    assert left <= before - fixed
    assert {f.key: then.settings()[f.key] for f in reading.changes()} == {f.key: f.wanted for f in reading.changes()}


def test_a_rollback_gives_back_all_that_can_be_given_back(case, reading):
    changes = reading.changes()
    entry = journal.entry("run", "2026-01-31T08:00:00+00:00", "app_pool", case["intent"], changes)
    then = reading_of({**case, "answers": done(case["answers"], changes)})
    back, conflicts = rollback.inverse(journal.changes([entry]), then)
    undone = [change for change in changes if not change.irreversible]
    assert {f.key: f.wanted for f in back} == {change.key: change.found for change in undone}
    assert len(conflicts) == len(changes) - len(undone)
    for call in app_pool.writes(back, then.data, {}) if back else []:
        assert not call.secrets


def test_a_pool_that_serves_another_site_is_never_changed(case, reading):
    shared = {
        f.subject.removeprefix("sites of ") for f in reading.findings if (f.control, f.state) == ("POOL-5", "drift")
    }
    for change in reading.changes():
        assert f"pool {change.key[1]}" not in shared


def test_no_right_is_taken_away(reading):
    for change in reading.changes():
        if change.key[0] == "rights":
            assert change.wanted[: len(change.found)] == change.found


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"readers": ["Users"]}, r"readers[0]: found 'Users', expected DOMAIN\name, name@domain or a SID"),
        ({"service_account": "svc"}, r"service_account: found 'svc', expected DOMAIN\name, name@domain or a SID"),
        ({"spn_holder": "WEB1$"}, r"spn_holder: found 'WEB1$', expected DOMAIN\name, name@domain or a SID"),
        (
            {"password_changed": "2026-01-10"},
            "password_changed: found '2026-01-10', expected a time with its zone such as 2026-11-23T08:00:00Z",
        ),
    ],
)
def test_bad_options_are_refused_with_a_message_to_show(wrong, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        app_pool.Intent.from_arguments({**NODE["intent"], **wrong})
    assert str(caught.value) == message


def test_a_site_that_is_not_there_is_no_site_without_pools():
    with pytest.raises(ValueError, match="IIS has no site Extranet"):
        app_pool.findings(NODE["answers"], app_pool.Intent.from_arguments({**NODE["intent"], "site": "Extranet"}))


VIEW = {
    "bindings of the site": ["http *:80:intranet", "http *:80:intranet.example.com"],
    "pool of application /": "Intranet",
    "pool of application /reports": "Intranet",
    "logon of pool Intranet": "as a batch job, with IIS_IUSRS",
}


def test_bindings_applications_and_pools_are_compared_between_nodes():
    view = reading_of(NODE).view()
    assert view == VIEW
    lost = {**view, "bindings of the site": ["http *:80:intranet"]}
    found = app_pool.agreement({"web1": view, "web2": lost, "web3": view}, 3)
    assert [(f.control, f.subject, f.found, f.remedy) for f in found["web2"] if f.state is State.DRIFT] == [
        ("POOL-4", "bindings of the site", ["http *:80:intranet"], Remedy.REPORT)
    ]


@pytest.mark.parametrize(
    ("information", "said"),
    [
        ("10.0.0.11:80:", "http own address:80:"),
        ("[2001:db8:0::1:1]:80:Intranet", "http own address:80:intranet"),
        ("10.0.0.50:80:", "http 10.0.0.50:80:"),
    ],
)
def test_a_binding_to_the_nodes_own_address_is_no_difference(information, said):
    case = changed(NODE, {"answers.0.sites.0.bindings": [{"protocol": "http", "information": information}]})
    assert reading_of(case).view()["bindings of the site"] == [said]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("EXAMPLE\\svc", "example\\SVC", True),
        ("EXAMPLE\\svc", "EXAMPLE\\other", False),
        (["S-1-1-0", "Guest"], ["guest", "S-1-1-0"], True),
        (["S-1-1-0"], ["S-1-1-0", "Guest"], False),
        ([], "", False),
    ],
)
def test_values_are_the_same_in_any_case_and_order(one, other, expected):
    assert app_pool.same(one, other) is expected


def test_an_identity_that_a_rollback_could_not_give_back_is_said_before_it_is_changed():
    """Whatever the stored password is: without one that the node can decrypt there is no way back."""
    case = read(FOLDER / "another-account-whose-password-this-node-cannot-decrypt.json")
    reading = reading_of({**changed(NODE, case["changes"]), "secrets": ["password"]})
    (change,) = reading.changes()
    assert change.irreversible == (
        "IIS has no password of EXAMPLE\\svc-old that this node can decrypt: have it at hand, to set it by hand"
    )
