"""What is particular to Windows authentication: folders below applications, keys, and the options."""

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import reading_of, reads
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.authentication.fixes import (
    is_key_changed,
    is_turned_on,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.authentication.iis_view import IisView
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import Waiver
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer

from tests.decisions import case as cases
from tests.unit.written_node import WrittenNode

HEALTHY = cases.node("windows_authentication")


@pytest.fixture(params=cases.files("windows_authentication"), ids=cases.sentence)
def case(request):
    return cases.read(request.param)


def test_a_rollback_leaves_every_application_as_it_was(case):
    before, node = case.reading, WrittenNode(case.concern.reads(case.plan.intent), case.answers, "")
    after = case.reading_of(node.carry_out(case.calls(before, before.changes())))
    entry = journal.entry("run", "2026-01-31T08:00:00+00:00", case.concern.NAME, case.arguments, before.changes())
    back, conflicts = rollback.inverse(journal.changes([entry]), after)
    assert conflicts == []
    assert of_applications(node.carry_out(case.calls(after, back))) == of_applications(case.answers)


def of_applications(answers):
    """No state of a node shows which values of a folder are its own, and stay where its application changes twice.

    What was added to inherited providers is an application's whole list then.
    """
    server, authentication, *others = answers
    locations = [{**one, "added": []} for one in authentication["locations"] if one["path"] == one["application"]]
    return server, {**authentication, "locations": locations}, others


def test_every_setting_is_written_with_the_value_that_was_read(case):
    reading = case.reading
    shown = {location["location"]: location for location in case.answers[1]["locations"]}
    for call in case.calls(reading, reading.changes()):
        for location in call.arguments["locations"]:
            changed = {name: value for name, value in location.items() if name not in ("location", "expected")}
            assert names_of(location["expected"]) == names_of(changed)
            for name, value in location["expected"].get("windows", {}).items():
                assert shown[location["location"]]["windows"][name] == value
            assert location["expected"].get("anonymous") in (None, shown[location["location"]]["anonymous"])


def names_of(settings):
    return {name: sorted(value) if isinstance(value, dict) else None for name, value in settings.items()}


def test_what_follows_a_fix_and_what_reports_it_have_one_rule(case):
    """app_pool relies on it, because an old logon matters from that fix on."""
    intent = case.plan.intent
    view = IisView.from_answers(case.answers[0], case.answers[3], case.answers[1], intent.holder.identifiers)
    fixed = {
        finding.key[1:]
        for finding in case.reading.findings
        if finding.state is State.DRIFT and finding.remedy is Remedy.FIX and finding.key
    }
    places = [place for _, place in view.locations_of(view.iis.existing_site(intent.site)) if place]
    for place in (place for place in places if not place.problem):
        turned_on = is_turned_on(place, intent.anonymous_off, intent.wanted, view)
        assert turned_on == ((place.name, "windows", "enabled") in fixed)
        key_changed = is_key_changed(place, intent.wanted, view)
        assert key_changed == ((place.name, "windows", "use_app_pool_credentials") in fixed)


def test_nothing_is_written_while_spn_holder_is_not_known(case):
    """Every fix changes a key, or makes clients show tickets."""
    unknown = replace(case, arguments={**case.arguments, "spn_holder": None}).reading
    assert unknown.changes() == []


def test_after_a_fix_each_application_that_it_changed_decrypts_what_clients_show(case):
    before, node = case.reading, WrittenNode(case.concern.reads(case.plan.intent), case.answers, "")
    after = case.reading_of(node.carry_out(case.calls(before, before.changes())))
    changed = {finding.place for finding in before.drift()}
    keys = [finding for finding in after.findings if finding.control == "AUTH-3" and finding.place in changed]
    assert {finding.state for finding in keys} <= {State.COMPLIANT, State.NOT_APPLICABLE}
    assert changed <= {finding.place for finding in keys}


@pytest.mark.parametrize("waived", ["AUTH-3", "AUTH-1"])
def test_what_waits_for_a_waived_control_waits_as_long_as_the_waiver_holds(waived):
    case = cases.read(cases.FOLDER / "windows_authentication" / "everything-that-a-fix-changes-is-wrong.json")
    subject = "Windows authentication of *" if waived == "AUTH-1" else "*"
    plan = replace(case.plan, waivers=(Waiver(waived, "decided", subject),))
    found = reading_of(plan, [Answer(call.payload, data) for call, data in zip(reads(plan), case.answers, strict=True)])
    assert case.reading.changes()
    assert "anonymous" not in [change.key[-1] for change in found.changes()]
    assert waived == "AUTH-1" or found.changes() == []


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
        "own_addresses": ["10.0.0.1"],
        "site": "Intranet",
        "names": ["intranet"],
        "virtual_addresses": ["10.0.0.50"],
        "service_account": r"EXAMPLE\svc",
        "spn_holder": "svc@example.com",
        "spn_holder_sid": None,
        "spn_holder_problem": None,
        "password_changed": None,
        "anonymous_off": False,
        "drain": True,
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
        windows_authentication.Intent.from_arguments({**HEALTHY.arguments, **wrong})
    assert str(caught.value) == message


def test_drift_that_no_write_can_fix_is_refused():
    with pytest.raises(ValueError, match="no write can fix AUTH-4 x"):
        windows_authentication.writes([Finding("AUTH-4", "x", State.DRIFT)], [], {})
