"""What is particular to load balancing: it writes nothing, and its options."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from tests.decisions import case as cases


@pytest.mark.parametrize("path", cases.files("load_balancing"), ids=cases.sentence)
def test_nothing_is_ever_fixed_but_what_a_run_has_left(path):
    findings = cases.read(path).reading.findings
    assert all(bool(finding.key) is ("run " in finding.reason) for finding in findings)


def test_drift_that_no_write_can_fix_is_refused():
    with pytest.raises(ValueError, match=r"^no write can fix NLB-1 cluster; nlb.kerberos.drain starts a node$"):
        load_balancing.writes([Finding("NLB-1", "cluster", State.DRIFT)], [], {})


def test_the_node_is_asked_about_the_addresses_of_the_description():
    (call,) = load_balancing.reads(
        load_balancing.Intent.from_arguments({"site": None, "virtual_addresses": ["2001:DB8:0::50"], "drain": None})
    )
    assert call.payload == "read_cluster"
    assert call.arguments == {"virtual_addresses": ["2001:db8::50"], "connections": False}


def test_a_bad_address_is_refused_with_a_message_to_show():
    with pytest.raises(ValueError, match=r"^virtual_addresses\[0\]: found '10\.0\.0\.500', expected an IP address"):
        load_balancing.Intent.from_arguments({"virtual_addresses": ["10.0.0.500"], "drain": True})


def test_the_arguments_come_from_the_farm_and_make_an_intent():
    farm = farm_of(
        {
            "name": "intranet",
            "names": ["intranet.example.com"],
            "virtual_addresses": ["2001:DB8::50"],
            "nodes": {"web1": {"own_addresses": ["10.0.0.11"]}},
            "drain": False,
        }
    )
    arguments = load_balancing.arguments(farm, "web1")
    assert arguments == {"site": None, "virtual_addresses": ["2001:db8::50"], "drain": False}
    assert set(arguments) == set(load_balancing.ARGUMENT_SPEC)
    assert load_balancing.Intent.from_arguments(arguments).drain is False
