"""What is particular to DNS registration: its options, and what nodes must have in common."""

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State

from tests.decisions import case as cases

VALID = {"own_addresses": ["10.0.0.11"], "virtual_addresses": ["10.0.0.50"], "names": ["intranet"]}


def test_a_number_that_did_not_exist_is_taken_back_as_null():
    finding = Finding("DNS-3", "x", State.DRIFT, None, 0, ("disable_dynamic_update",), Remedy.FIX)
    answers = cases.node("dns_registration", {}).answers
    (call,) = dns_registration.writes([replace(finding, found=finding.wanted, wanted=finding.found)], answers, {})
    assert call.arguments["disable_dynamic_update"] is None


def test_drift_that_no_write_can_fix_is_refused():
    with pytest.raises(ValueError, match="no write can fix DNS-6 hosts file on intranet"):
        dns_registration.writes([Finding("DNS-6", "hosts file on intranet", State.DRIFT)], [{}], {})


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
        dns_registration.Intent.from_arguments({**VALID, **wrong})
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
    adapter = {"id": "{9}", "index": 9, "name": "Backup", "registers": True, "disable_dynamic_update": None}
    adapter |= {"ipv6_settings": True, "registration_enabled_ipv6": None}
    further = {**adapter, "dns_servers": ["10.0.0.9"], "dns_suffix": "backup.example.com", "addresses": []}
    node = cases.node(
        "dns_registration",
        {
            "read_dns_registration": {
                "adapters[+]": further,
                "adapters[name=LAN].dns_servers": ["10.0.0.3", "10.0.0.2"],
                "adapters[name=LAN].dns_suffix": "Example.COM",
                "adapters[name=NLB].dns_servers": ["10.0.0.8"],
                "suffix_search_list": ["B.example.com", "a.example.com"],
            }
        },
    )
    assert node.reading.view() == {
        "DNS servers": ["10.0.0.2", "10.0.0.3"],
        "DNS suffixes": ["example.com"],  # whatever their case
        "DNS suffix search list": ["b.example.com", "a.example.com"],  # searched in this order
    }


def test_nodes_with_other_dns_servers_do_not_agree():
    most, other = {"DNS servers": ["10.0.0.2"]}, {"DNS servers": ["10.0.9.2"]}
    found = dns_registration.agreement({"web1": most, "web2": other, "web3": most}, 3)
    assert {node: [f.state for f in group] for node, group in found.items()} == {
        "web1": [State.COMPLIANT],
        "web2": [State.DRIFT],
        "web3": [State.COMPLIANT],
    }
    assert {f.control for group in found.values() for f in group} == set(identifiers(dns_registration.FARM_CONTROLS))
