"""A recording is a case of its concern's tests, whatever the node answers."""

import inspect

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import concern as site_acl
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.recording import case as case_of
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.recording import recorded

from lab.faults import FAULTS
from tests.unit.concerns.dns_registration import test_concern as test_dns_registration
from tests.unit.concerns.load_balancing import test_concern as test_load_balancing
from tests.unit.concerns.site_acl import test_concern as test_site_acl
from tests.unit.emulated_node import ARGUMENTS, ARGUMENTS_OF, EmulatedNode

READ = [fault.name for fault in FAULTS if fault.read]
NAMES = ("WEB1", "example.com")
both_ways = pytest.mark.parametrize("names", [None, NAMES], ids=["as it is", "masked"])


def reading(*faults, concern=dns_registration):
    return audit_node([Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME])], EmulatedNode(*faults).ask)[0]


def of_a_case(module, *parameters):
    """The tests that need no more than a case."""
    found = [
        function
        for name, function in vars(module).items()
        if name.startswith("test_") and not {*inspect.signature(function).parameters} - {*parameters}
    ]
    return [function for function in found if "case" in inspect.signature(function).parameters]


@both_ways
@pytest.mark.parametrize("fault", READ)
def test_the_tests_of_dns_registration_take_it_without_change(fault, names):
    case = recorded(reading(fault), names)
    tests = of_a_case(test_dns_registration, "case")
    assert tests
    for test in tests:
        test(case)


@both_ways
@pytest.mark.parametrize("fault", READ)
def test_the_tests_of_load_balancing_take_it(fault, names):
    case = recorded(reading(fault, concern=load_balancing), names)
    tests = of_a_case(test_load_balancing, "case")
    assert tests
    for test in tests:
        test(case)


@both_ways
@pytest.mark.parametrize("fault", READ)
def test_the_tests_of_site_acl_take_it(fault, names):
    case = test_site_acl.taken(recorded(reading(fault, concern=site_acl), names))
    tests = of_a_case(test_site_acl, "case", "reading")
    assert tests
    for test in tests:
        given = {"case": case, "reading": test_site_acl.reading_of(case["intent"], case["answers"])}
        test(**{name: given[name] for name in inspect.signature(test).parameters})


@both_ways
@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
@pytest.mark.parametrize("fault", READ)
def test_the_findings_of_a_node_are_those_of_its_recording(fault, concern, names):
    case = recorded(reading(fault, concern=concern), names)
    answers = case["answers"] if "answers" in case else [case["answer"]]
    assert case_of(concern, case["intent"], answers) == case
    before = [(f.control, f.state.value) for f in reading(fault, concern=concern).findings]
    assert sorted(before) == sorted((control, state) for control, _, state, *_ in case["findings"])


def test_it_has_what_was_read_found_and_would_be_written():
    case = recorded(reading("dns_registration/own-adapter-not-registered"), None)
    assert list(case) == ["intent", "answer", "findings", "writes"]
    assert case["intent"] == ARGUMENTS
    assert case["answer"] == EmulatedNode("dns_registration/own-adapter-not-registered").settings()
    drift = {"remedy": "fix", "found": False, "wanted": True}
    assert ["DNS-1", "registration of adapter LAN", "drift", drift] in case["findings"]
    lan = case["answer"]["adapters"][0]
    assert case["writes"] == {"adapters": [{"id": lan["id"], "registers": True}]}


def test_the_answers_to_several_reads_are_a_list_in_their_order():
    case = recorded(reading("site_acl/web-config-unreadable", concern=site_acl), None)
    assert list(case) == ["intent", "answers", "findings", "writes"]
    assert ["pools" in answer for answer in case["answers"]] == [True, False, False]
    assert [written["path"] for written in case["writes"]["objects"]] == [r"C:\inetpub\intranet\web.config"]


def test_a_concern_that_asks_nothing_has_no_answers():
    plan = Plan.from_arguments(site_acl, {**ARGUMENTS_OF["site_acl"], "site": None})
    found = Reading(plan, tuple(site_acl.findings([], plan.intent)))
    assert recorded(found, NAMES)["answers"] == []


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
def test_a_node_without_drift_has_nothing_to_write(concern):
    assert recorded(reading(concern=concern), None)["writes"] is None


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
def test_members_come_in_the_order_of_the_shape(concern):
    found = reading(concern=concern)
    backwards = Reading(found.plan, found.findings, tuple(dict(reversed(data.items())) for data in found.data))
    case = recorded(backwards, None)
    answers = case["answers"] if "answers" in case else [case["answer"]]
    assert [list(answer) for answer in answers] == [list(shape) for shape in concern.SHAPES.values()]
