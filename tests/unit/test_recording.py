"""A recording is a case of its concern's tests, whatever the node says."""

import inspect

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils import dns_registration, driver
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.recording import recorded

from lab.faults import FAULTS
from tests.unit import test_dns_registration
from tests.unit.emulated_node import ARGUMENTS, EmulatedNode, plan

OF_A_CASE = [
    function
    for name, function in vars(test_dns_registration).items()
    if name.startswith("test_") and [*inspect.signature(function).parameters] == ["case"]
]
READ = [fault.id for fault in FAULTS if fault.read]


def reading(*faults):
    return driver.audit([plan()], EmulatedNode(*faults).ask)[0]


@pytest.mark.parametrize("names", [None, ("WEB1", "example.com")], ids=["as it is", "masked"])
@pytest.mark.parametrize("fault", READ)
def test_the_tests_of_a_case_take_it_without_change(fault, names):
    case = recorded(reading(fault), names)
    assert OF_A_CASE
    for test in OF_A_CASE:
        test(case)


def test_it_says_what_was_asked_found_and_would_be_written():
    case = recorded(reading("63"), None)
    assert list(case) == ["intent", "answer", "findings", "writes"]
    assert case["intent"] == ARGUMENTS
    assert case["answer"] == EmulatedNode("63").settings()
    drift = {"remedy": "fix", "found": False, "wanted": True}
    assert ["DNS-1", "registration of adapter LAN", "drift", drift] in case["findings"]
    lan = case["answer"]["adapters"][0]
    assert case["writes"] == {"adapters": [{"id": lan["id"], "registers": True}]}


def test_a_node_without_drift_has_nothing_to_write():
    assert recorded(reading(), None)["writes"] is None


def test_members_come_in_the_order_of_the_shape():
    node = EmulatedNode()
    node.state["dns_registration"] = dict(reversed(node.state["dns_registration"].items()))
    (found,) = driver.audit([plan()], node.ask)
    assert list(recorded(found, None)["answer"]) == list(dns_registration.SHAPES["read_dns_registration"])


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
def test_every_concern_has_the_one_read_that_a_case_takes(concern):
    assert len(concern.reads(concern.Intent.of(ARGUMENTS))) == 1
