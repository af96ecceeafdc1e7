"""Audits a node, through the real bytes of requests and replies."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node, reading_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import (
    CallError,
    NodeError,
)

from tests.unit.emulated_node import ARGUMENTS_OF, EmulatedNode, plan, run

READ, WRITE, LEASE = "read_dns_registration", "write_dns_registration", "read_lease"


def broken():
    """Three things to fix: two on the cluster's adapter, one of the computer."""
    return EmulatedNode("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled")


def audit(node, *waivers):
    return audit_node([plan(*waivers)], node.ask)[0]


def test_a_healthy_node_has_no_drift_and_every_control_is_answered():
    node = EmulatedNode()
    reading = audit(node)
    assert reading.problem is None
    assert {f.state for f in reading.findings} == {State.COMPLIANT, State.NOT_APPLICABLE}
    assert {f.control for f in reading.findings} == set(identifiers(dns_registration.CONTROLS))
    assert reading.view()["DNS servers"] == ["10.0.0.2", "10.0.0.3"]
    assert node.asked == [[READ]]


def test_several_plans_are_read_in_one_request():
    node = broken()
    readings = audit_node([plan(), plan()], node.ask)
    assert node.asked == [[READ]], "what both look at is read once"
    assert readings[0].findings == readings[1].findings


def test_a_waiver_is_checked_before_the_node_is_asked():
    with pytest.raises(ValueError, match=r"waivers\[1\]\.control: found 'dns77', expected a control such as DNS-1"):
        plan(
            {"control": "DNS-2", "reason": "x", "owner": "J. Doe"},
            {"control": "dns77", "reason": "x", "owner": "J. Doe"},
        )


def _wrong_shape(node):
    node.adapter("LAN")["registers"] = "True"


def _no_address(node):
    node.adapter("Backup")["addresses"][0]["address"] = "10.9.1"


@pytest.mark.parametrize(
    ("break_answer", "problem"),
    [
        (
            _wrong_shape,
            "the node's answer does not look as expected: "
            "read_dns_registration.adapters[0].registers: expected true or false or null, found a text",
        ),
        (
            _no_address,
            "the node's answer does not look as expected: '10.9.1' does not appear to be an IPv4 or IPv6 address",
        ),
    ],
    ids=["wrong shape", "no address"],
)
def test_an_answer_that_looks_wrong_could_not_be_checked_and_is_not_fixed(break_answer, problem):
    node = broken()
    break_answer(node)
    first = node.state
    assert_unread_and_not_fixed(node, node.ask, NodeError, problem)
    assert node.state == first


def test_a_read_that_fails_could_not_be_checked_and_is_not_fixed():
    def ask(calls, stop=False):
        error = CallError(READ, "The RPC server is unavailable.", "At line:14 char:1")
        return exchange.Reply({}, tuple(exchange.Answer(call.payload, error=error) for call in calls))

    problem = "read_dns_registration: The RPC server is unavailable. (At line:14 char:1)"
    assert_unread_and_not_fixed(broken(), ask, NodeError, problem)


def test_a_node_that_gives_no_answer_could_not_be_checked_and_is_not_fixed():
    def ask(calls, stop=False):
        return exchange.reply(b"", b"Out of memory", calls, stop, [])

    assert_unread_and_not_fixed(broken(), ask, NodeError, "the node printed nothing, and the error: Out of memory")


def assert_unread_and_not_fixed(node, ask, error, problem):
    (reading,) = audit_node([plan({"control": "DNS-1", "reason": "unread is not waived", "owner": "J. Doe"})], ask)
    assert reading.problem == problem
    assert [(f.control, f.state, f.reason) for f in reading.findings] == [
        (control, State.UNKNOWN, problem) for control in identifiers(dns_registration.CONTROLS)
    ]
    assert reading.view() is None
    kept = []
    with pytest.raises(error) as caught:
        fix_concern(plan(), ask, run(keep=kept.append))
    assert str(caught.value) == problem
    assert kept == []
    assert not any(payload.startswith("write_") for payloads in node.asked for payload in payloads)


def test_another_machine_is_neither_read_nor_changed():
    node = broken()
    node.adapter("LAN")["addresses"] = [{"address": "10.0.0.77", "skip_as_source": False}]
    first = node.state
    (reading,) = audit_node([plan()], node.ask)
    assert reading.problem.startswith("WEB1 answered, with the addresses 10.0.0.77, 10.0.0.50,")
    assert {f.state for f in reading.findings} == {State.UNKNOWN}
    with pytest.raises(NodeError, match="none of them is an own address of this node"):
        fix_concern(plan(), node.ask, run())
    assert node.state == first


WITHOUT_A_SITE = [concern for concern in CONCERNS if concern.ARGUMENT_SPEC.get("site", {}).get("required")]


@pytest.mark.parametrize("concern", WITHOUT_A_SITE, ids=lambda concern: concern.NAME)
def test_a_concern_that_is_not_applicable_asks_nothing_and_claims_nothing(concern):
    nodes = {"web1": {"own_addresses": ["10.0.0.11"]}}
    farm = farm_of({"name": "f", "names": ["i"], "virtual_addresses": ["10.0.0.50"], "nodes": nodes})
    without = Plan.from_arguments(concern, concern.arguments(farm, "web1"))
    node = EmulatedNode()
    (reading,) = audit_node([without], node.ask)
    assert node.asked == []
    reason = "the farm's description names no site"
    assert [(f.control, f.state, f.reason) for f in reading.findings] == [
        (control, State.NOT_APPLICABLE, reason) for control in identifiers(concern.CONTROLS)
    ]
    assert (reading.view(), reading.settings(), reading.changes()) == ({}, {}, [])


@pytest.mark.parametrize("concern", WITHOUT_A_SITE, ids=lambda concern: concern.NAME)
def test_a_site_that_is_not_there_could_not_be_checked(concern):
    there = Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME])
    answers = EmulatedNode().ask(concern.reads(there.intent)).answers
    reading = reading_of(Plan.from_arguments(concern, {**ARGUMENTS_OF[concern.NAME], "site": "Extranet"}), answers)
    assert reading.problem == "IIS has no site Extranet; its sites: Default Web Site, Intranet"
    assert {finding.state for finding in reading.findings} == {State.UNKNOWN}


def test_concerns_that_ask_about_accounts_make_one_call_of_it():
    plans = [Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME]) for concern in WITHOUT_A_SITE]
    node = EmulatedNode()
    assert [reading.problem for reading in audit_node(plans, node.ask)] == [None] * len(plans)
    assert node.asked[0].count("read_accounts") == 1


@pytest.mark.parametrize("payload", ["read_accounts", "read_http_service"])
def test_what_one_concern_can_do_without_is_missing_for_others_only(payload):
    plans = [Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME]) for concern in WITHOUT_A_SITE]
    needing = {
        plan.concern.NAME for plan in plans if payload in {call.payload for call in plan.concern.reads(plan.intent)}
    }
    readings = audit_node(plans, EmulatedNode().ask_without(payload))
    unread = {reading.plan.concern.NAME for reading in readings if reading.problem}
    assert unread == needing - {"windows_authentication"}


def test_only_the_other_programs_could_not_be_checked_where_the_node_does_not_show_them():
    there = Plan.from_arguments(windows_authentication, ARGUMENTS_OF["windows_authentication"])
    (reading,) = audit_node([there], EmulatedNode().ask_without("read_http_service"))
    unknown = [finding for finding in reading.findings if finding.state is State.UNKNOWN]
    assert [finding.subject for finding in unknown] == ["programs other than IIS under the farm's names"]
