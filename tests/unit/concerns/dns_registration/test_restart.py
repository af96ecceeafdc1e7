"""What a fix leaves behind on a node until it restarts, on the emulated node, run after run."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NotFixedError

from lab.concerns.dns_registration.state import RESTARTED
from tests.unit.emulated_node import EmulatedNode, plan, run

NEEDING_A_RESTART = (
    "dns_registration/dynamic-update-disabled",
    "dns_registration/dynamic-update-disabled-on-adapter",
    "dns_registration/dns-client-does-not-register",
    "dns_registration/ipv6-registration-disabled",
    "dns_registration/virtual-ipv6-address-registered",
)
NOTHING = {"started": None, "values": [], "problem": None}
LATER = "20260131T090000Z-000002"
NOT_REGISTERED = ("DNS-1", "registration after the last change", State.DRIFT)


def of_state(node, state):
    (reading,) = audit_node([plan()], node.ask)
    return [(finding.control, finding.subject, finding.state) for finding in reading.findings if finding.state is state]


def left_behind(node):
    return node.state["dns_registration"]["earlier"]


def fixed(*faults):
    node = EmulatedNode(*faults)
    fix_concern(plan(), node.ask, run())
    return node


@pytest.mark.parametrize("fault", NEEDING_A_RESTART)
def test_what_a_fix_has_set_waits_for_the_restart_and_no_longer(fault):
    node = fixed(fault)
    ((control, _, state),) = of_state(node, State.PENDING)
    assert (control, state) == ("DNS-3", State.PENDING)
    assert fix_concern(plan(), node.ask, run(LATER)).changes == ()
    node.state["dns_registration"]["started"] = RESTARTED
    assert of_state(node, State.PENDING) == of_state(node, State.DRIFT) == []


def test_two_runs_before_a_restart_leave_both_values_behind():
    node = fixed("dns_registration/dynamic-update-disabled")
    node.state["dns_registration"]["registration_enabled"] = 0
    fix_concern(plan(), node.ask, run(LATER))
    assert left_behind(node)["values"] == [
        {"setting": "disable_dynamic_update", "before": 1},
        {"setting": "registration_enabled", "before": 0},
    ]
    assert len(of_state(node, State.PENDING)) == 2


def test_what_is_left_of_an_earlier_start_is_forgotten_with_the_next_write():
    node = fixed("dns_registration/dynamic-update-disabled")
    node.state["dns_registration"]["started"] = RESTARTED
    node.adapter("LAN")["registers"] = False
    fix_concern(plan(), node.ask, run(LATER))
    assert left_behind(node) == NOTHING


def test_a_rollback_before_the_restart_leaves_nothing_to_wait_for():
    node = fixed(*NEEDING_A_RESTART)
    rollback.undo_runs([run().id], node.ask, run(LATER), CONCERNS)
    assert left_behind(node) == NOTHING


def test_a_fix_of_what_a_rollback_has_restored_after_the_restart_is_in_effect_at_once():
    node = fixed("dns_registration/dynamic-update-disabled")
    node.state["dns_registration"]["started"] = RESTARTED
    rollback.undo_runs([run().id], node.ask, run(LATER), CONCERNS)
    assert left_behind(node)["values"] == [{"setting": "disable_dynamic_update", "before": 0}]
    fix_concern(plan(), node.ask, run("20260131T100000Z-000003"))
    assert left_behind(node) == NOTHING
    assert of_state(node, State.PENDING) == []


def test_a_run_that_was_killed_between_the_record_and_the_value_is_finished_by_the_next_one():
    node = EmulatedNode("dns_registration/not-restarted")
    node.state["dns_registration"]["disable_dynamic_update"] = 1
    assert of_state(node, State.PENDING) == []
    fix_concern(plan(), node.ask, run())
    assert len(of_state(node, State.PENDING)) == 1


def test_a_registration_that_fails_does_not_fail_the_fix_and_is_repeated_by_the_next_one():
    node = EmulatedNode("dns_registration/own-adapter-not-registered")
    node.state["network"] = {"register_error": "The service has not been started."}
    outcome = fix_concern(plan(), node.ask, run())
    assert node.adapter("LAN")["registers"] is True
    assert [finding.subject for finding in outcome.after.drift()] == [NOT_REGISTERED[1]]
    assert "The service has not been started." in outcome.after.drift()[0].reason

    del node.state["network"]
    again = fix_concern(plan(), node.ask, run(LATER))
    assert [(change.control, change.wanted) for change in again.changes] == [("DNS-1", None)]
    assert left_behind(node) == NOTHING
    assert fix_concern(plan(), node.ask, run("20260131T100000Z-000003")).changes == ()


def test_a_registration_that_fails_again_is_not_called_fixed():
    node = EmulatedNode("dns_registration/registration-failed")
    node.state["network"] = {"register_error": "The service has not been started."}
    with pytest.raises(NotFixedError, match="DNS-1 registration after the last change"):
        fix_concern(plan(), node.ask, run())
    assert of_state(node, State.DRIFT) == [NOT_REGISTERED]


def test_windows_registers_by_itself_when_the_node_restarts():
    node = EmulatedNode("dns_registration/registration-failed")
    node.state["dns_registration"]["started"] = RESTARTED
    assert of_state(node, State.DRIFT) == []


def test_a_registration_is_not_rolled_back_and_says_so():
    node = fixed("dns_registration/registration-failed")
    (outcome,) = rollback.undo_runs([run().id], node.ask, run(LATER), CONCERNS)
    assert outcome.changes == ()
    assert outcome.conflicts == (
        "DNS-1 registration after the last change: a registration in DNS cannot be taken back; not changed",
    )
