"""Each case: what the payload printed on a node in that situation, all that must be said of it, and what a fix writes.

A finding is [control, subject, state] and, where they matter, {found, wanted, remedy, part of the reason}.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State

FOLDER = Path(__file__).parents[3] / "decisions" / "dns_registration"
CASES = sorted(FOLDER.glob("*.json"))
GOOD = {"own_addresses": ["10.0.0.11"], "virtual_addresses": ["10.0.0.50"], "names": ["intranet"]}


def load(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def reading(case):
    plan = Plan.from_arguments(dns_registration, case["intent"])
    return Reading(plan, tuple(dns_registration.findings([case["answer"]], plan.intent)))


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_the_answer_has_the_shape_that_the_payload_prints(case):
    assert mismatch(case["answer"], dns_registration.SHAPES["read_dns_registration"]) is None


def test_all_that_must_be_said_is_said_and_nothing_else(case):
    found = reading(case).findings
    assert [[f.control, f.subject, f.state.value] for f in found] == [expected[:3] for expected in case["findings"]]
    for finding, (*_, details) in zip(found, case["findings"], strict=True):
        if isinstance(details, dict):
            said = {**finding.as_dict(), "reason": details.get("reason", "")}
            assert {**said, **details} == said
            assert details.get("reason", "") in finding.reason


def test_every_drift_has_a_reason_and_nothing_else_but_what_does_not_apply(case):
    for finding in reading(case).findings:
        assert bool(finding.reason) is (finding.state in (State.DRIFT, State.NOT_APPLICABLE)), finding


def test_a_fix_writes_exactly_what_differs(case):
    drift = reading(case).drift()
    calls = dns_registration.writes(drift, [], {}) if drift else []
    assert calls == ([Call("write_dns_registration", case["writes"])] if case["writes"] else [])


def test_what_identifies_comes_first_in_a_write(case):
    drift = reading(case).drift()
    arguments = dns_registration.writes(drift, [], {})[0].arguments
    for adapter in arguments.get("adapters", ()):
        assert next(iter(adapter)) == "id"
        assert all(next(iter(address)) == "address" for address in adapter.get("addresses", ()))


def test_a_number_that_did_not_exist_is_taken_back_as_null():
    finding = Finding("DNS-3", "x", State.DRIFT, None, 0, ("disable_dynamic_update",), Remedy.FIX)
    (call,) = dns_registration.writes([replace(finding, found=finding.wanted, wanted=finding.found)], [], {})
    assert call.arguments == {"disable_dynamic_update": None}


def test_drift_that_no_write_can_fix_is_refused():
    with pytest.raises(ValueError, match="no write can fix DNS-6 hosts file on intranet"):
        dns_registration.writes([Finding("DNS-6", "hosts file on intranet", State.DRIFT)], [], {})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"own_addresses": []}, "own_addresses: found [], expected a list of IP addresses such as [10.0.0.50]"),
        (
            {"virtual_addresses": "10.0.0.50"},
            "virtual_addresses: found '10.0.0.50', expected a list of IP addresses such as [10.0.0.50]",
        ),
        (
            {"own_addresses": ["10.0.0.11", "10.0.0.256"]},
            "own_addresses[1]: found '10.0.0.256', expected an IP address such as 10.0.0.50 or 2001:db8::50",
        ),
        (
            {"own_addresses": ["fe80::11%4"]},
            "own_addresses[0]: found fe80::11 (link-local), expected an address that clients can reach",
        ),
        (
            {"virtual_addresses": ["10.0.0.50", "2001:db8::50", "2001:DB8:0::50"]},
            "virtual_addresses: 2001:db8::50 is given twice; remove one",
        ),
        (
            {"own_addresses": ["10.0.0.11", "2001:DB8:0::50"], "virtual_addresses": ["2001:db8::50"]},
            "2001:db8::50 is in own_addresses and in virtual_addresses: a node's own address is never shared",
        ),
        ({"names": "intranet"}, "names: found 'intranet', expected a list"),
        (
            {"names": ["http://intranet"]},
            "names[0]: found 'http://intranet', expected a host name such as intranet.example.com, "
            "without http://, port or path",
        ),
        ({"names": ["Intranet", "intranet"]}, "names: intranet is given twice; remove one"),
    ],
)
def test_bad_arguments_are_refused_with_a_message_to_show(wrong, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        dns_registration.Intent.from_arguments({**GOOD, **wrong})
    assert str(caught.value) == message


def test_the_arguments_of_a_node_come_from_its_farm_and_make_an_intent():
    farm = farm_of(
        {
            "name": "intranet",
            "names": ["Intranet.example.com"],
            "virtual_addresses": ["2001:DB8::50"],
            "nodes": {"web1": {"own_addresses": ["10.0.0.11"]}, "web2": {"own_addresses": ["10.0.0.12"]}},
        }
    )
    arguments = dns_registration.arguments(farm, "web2")
    assert arguments == {
        "own_addresses": ["10.0.0.12"],
        "virtual_addresses": ["2001:db8::50"],
        "names": ["intranet.example.com"],
    }
    assert set(arguments) == set(dns_registration.ARGUMENT_SPEC)
    assert dns_registration.Intent.from_arguments(arguments).names == {"intranet.example.com"}


def test_the_view_holds_what_the_own_adapters_use_and_nothing_of_other_networks():
    case = load("an-adapter-of-a-further-network-is-not-applicable-whatever-it-does")
    lan, cluster, backup, _ = case["answer"]["adapters"]
    lan["dns_servers"], lan["dns_suffix"] = ["10.0.0.3", "10.0.0.2"], ""
    cluster["dns_servers"], backup["dns_servers"] = ["10.0.0.8"], ["10.0.0.9"]
    case["answer"]["suffix_search_list"] = ["b.example.com", "a.example.com"]
    view = dns_registration.view([case["answer"]], dns_registration.Intent.from_arguments(case["intent"]))
    assert view == {
        "DNS servers": ["10.0.0.2", "10.0.0.3"],
        "DNS suffixes": [],
        "DNS suffix search list": ["b.example.com", "a.example.com"],  # searched in this order
    }


def test_nodes_with_other_dns_servers_do_not_agree():
    alike, other = {"DNS servers": ["10.0.0.2"]}, {"DNS servers": ["10.0.9.2"]}
    found = dns_registration.agreement({"web1": alike, "web2": other, "web3": alike}, 3)
    assert {node: [f.state for f in group] for node, group in found.items()} == {
        "web1": [State.COMPLIANT],
        "web2": [State.DRIFT],
        "web3": [State.COMPLIANT],
    }
    assert {f.control for group in found.values() for f in group} == set(identifiers(dns_registration.FARM_CONTROLS))
