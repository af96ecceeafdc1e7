"""A recording is a case of its concern as it is, whatever the node shows."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import concern as site_acl
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.recording import recorded

from lab.faults import FAULTS
from tests.decisions import case as cases
from tests.decisions import checks
from tests.unit.emulated_node import ARGUMENTS, ARGUMENTS_OF, EmulatedNode

READ = [fault.name for fault in FAULTS if fault.read]
NAMES = ("WEB1", "example.com")
both_ways = pytest.mark.parametrize("names", [None, NAMES], ids=["as it is", "masked"])
of_each_concern = pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)


def ask(*faults):
    return EmulatedNode(*faults).ask


def reading(*faults, concern=dns_registration):
    return audit_node([Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME])], ask(*faults))[0]


def readings(*faults):
    return audit_node([Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME]) for concern in CONCERNS], ask(*faults))


HEALTHY = {found.plan.concern.NAME: found.data for found in readings()}


@both_ways
@pytest.mark.parametrize("fault", READ)
def test_a_recording_is_a_case_as_it_is(fault, names):
    """Of every concern whose answers the fault changes."""
    broken = [found for found in readings(fault) if found.data != HEALTHY[found.plan.concern.NAME]]
    assert broken or fault == "load_balancing/split-convergence", "which shows where several nodes are compared"
    for found in broken:
        take_as_a_case(found, names)


@both_ways
def test_a_recording_of_a_healthy_node_is_a_case_as_it_is(names):
    for found in readings():
        take_as_a_case(found, names)


def take_as_a_case(found, names):
    case = cases.case(found.plan.concern.NAME, recorded(found, names))
    for check in checks.ALL:
        check(case)
    before, after = (sorted((f.control, f.state.value) for f in one.findings) for one in (found, case.reading))
    assert before == after


def test_it_has_what_was_asked_found_and_would_be_written():
    case = recorded(reading("dns_registration/own-adapter-not-registered"), None)
    assert list(case) == ["why", "given", "arguments", "findings", "compliant", "writes"]
    assert case["arguments"] == ARGUMENTS
    settings = EmulatedNode("dns_registration/own-adapter-not-registered").state["dns_registration"]
    assert case["given"] == {"read_dns_registration": {"=": settings}}
    drift = {"remedy": "fix", "found": False, "wanted": True}
    assert ["DNS-1", "registration of adapter LAN", "drift", drift] in case["findings"]
    assert case["compliant"]["DNS-1"] == ["registration of adapter NLB"]
    adapter = {"id": settings["adapters"][0]["id"], "registers": True}
    assert case["writes"] == [{"payload": "write_dns_registration", "arguments": {"adapters": [adapter]}}]


def test_the_answers_to_several_reads_are_given_by_their_payloads():
    case = recorded(reading("site_acl/web-config-unreadable", concern=site_acl), None)
    assert list(case["given"]) == ["read_iis", "read_accounts", "read_site_acl", "read_request_filtering"]
    assert "pools" in case["given"]["read_iis"]["="]
    (call,) = case["writes"]
    assert [written["path"] for written in call["arguments"]["objects"]] == [r"C:\inetpub\intranet\web.config"]


def test_a_concern_that_asks_nothing_is_given_nothing():
    plan = Plan.from_arguments(site_acl, {**ARGUMENTS_OF["site_acl"], "site": None})
    (found,) = audit_node([plan], ask())
    case = recorded(found, NAMES)
    assert case["given"] == {}
    assert cases.case("site_acl", case).answers == ()


def test_what_another_action_fixes_is_recorded_and_not_written():
    node = EmulatedNode()
    node.state["cluster"]["marker"] = {"run": "20260131T080000Z-a", "time": "2026-01-31 08:00:00"}
    (found,) = audit_node([Plan.from_arguments(load_balancing, ARGUMENTS_OF["load_balancing"])], node.ask)
    case = recorded(found, NAMES)
    assert [(control, details["remedy"]) for control, _, _, details in case["findings"]] == [("NLB-1", "fix")]
    assert case["writes"] == []


@of_each_concern
def test_a_node_without_drift_has_nothing_to_write(concern):
    case = recorded(reading(concern=concern), None)
    assert {state for _, _, state, *_ in case["findings"]} <= {"not applicable"}
    assert case["writes"] == []


@of_each_concern
def test_members_come_in_the_order_of_the_shape(concern):
    found = reading(concern=concern)
    backwards = Reading(found.plan, found.findings, tuple(dict(reversed(data.items())) for data in found.data))
    answers = [given["="] for given in recorded(backwards, None)["given"].values()]
    assert [list(answer) for answer in answers] == [list(shape) for shape in concern.SHAPES.values()]
