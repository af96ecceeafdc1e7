"""The action of a concern asks the node that the arguments mean, however they are spelt."""

import re
from types import SimpleNamespace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.concern import ConcernAction

from tests.unit.emulated_node import ARGUMENTS, EmulatedNode


class Action(ConcernAction):
    concern = dns_registration

    def __init__(self, node):
        self.node = node
        self.addressed = []
        self._task = SimpleNamespace(check_mode=False)

    def ask(self, addresses):
        self.addressed.append(list(addresses))
        return self.node.ask


def test_the_node_guard_is_given_own_addresses_as_windows_writes_them():
    """The node compares texts: another spelling would be another computer."""
    action = Action(EmulatedNode())
    own = ["10.0.0.11", "2001:0DB8:0:0::1:0001"]
    arguments = {**ARGUMENTS, "own_addresses": own, "waivers": None}
    result = action.answer(arguments, {"inventory_hostname": "web1"})
    assert result["changed"] is False
    assert action.addressed == [["10.0.0.11", "2001:db8::1:1"]]


def test_a_fix_returns_its_run_so_that_it_can_be_rolled_back():
    node = EmulatedNode("dns_registration/virtual-address-registered", "dns_registration/own-address-skipped")
    result = Action(node).answer(
        {**ARGUMENTS, "waivers": [{"control": "DNS-1", "reason": "x", "owner": "J. Doe"}], "run": "run-1"},
        {"inventory_hostname": "web1"},
    )
    assert result["run"] == "run-1"
    assert [change["control"] for change in result["changes"]] == ["DNS-2"]


UNKNOWN = [{"control": "DNS-77", "reason": "x", "owner": "J. Doe"}]
REFUSAL = r"waivers\[0\]\.control: found 'DNS-77', expected one of DNS-1"


def test_a_waiver_of_a_control_that_does_not_exist_is_refused_before_the_node_is_asked():
    """It would cover nothing, and what it was to keep would be changed."""
    action = Action(EmulatedNode("dns_registration/virtual-address-registered"))
    with pytest.raises(ValueError, match=REFUSAL):
        action.answer({**ARGUMENTS, "waivers": UNKNOWN}, {"inventory_hostname": "web1"})
    assert action.addressed == []


def test_and_before_it_is_handed_to_a_module_that_knows_its_own_controls_only():
    action = Action(EmulatedNode())
    action._task = SimpleNamespace(action="nlb.kerberos.dns_registration", args={"node": {}, "waivers": UNKNOWN})
    action._connection = SimpleNamespace(transport="local")
    result = action._by_the_module({})
    assert result["failed"]
    assert re.match(f"dns_registration: {REFUSAL}", result["msg"])
