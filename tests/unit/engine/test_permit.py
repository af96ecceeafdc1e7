"""What may restart worker processes is written only with the permit of the same run, whatever else a run does."""

from datetime import datetime, timedelta

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from tests.unit.emulated_node import ARGUMENTS_OF, EmulatedNode, run

FAULTS = {
    "dns_registration": "dns_registration/virtual-address-registered",
    "site_acl": "site_acl/readers-lack-access",
    "app_pool": "app_pool/network-logon-removed",
    "windows_authentication": "windows_authentication/ntlm-first",
}
RECYCLING = [concern.NAME for concern in CONCERNS if concern.RECYCLES]
OURS, THEIRS = run().id, "20260131T075900Z-00000a"


def broken(concern, run=None, drained=False):
    """A node with a fault of this concern, and the lease of a run."""
    node = EmulatedNode(FAULTS[concern])
    until = None if run is None else "2026-01-01 00:00:00"
    node.state["lease"] = {"run": run, "until": until, "drained": drained}
    return node


def plan(concern):
    (found,) = named([concern])
    return Plan.from_arguments(found, ARGUMENTS_OF[concern])


@pytest.mark.parametrize(
    "lease", [(), (OURS, False), (THEIRS, True)], ids=["no lease", "not drained", "drained by another run"]
)
@pytest.mark.parametrize("concern", RECYCLING)
def test_without_a_drain_nothing_is_written(concern, lease):
    node = broken(concern, *lease)
    first = node.state
    with pytest.raises(NodeError) as caught:
        fix_concern(plan(concern), node.ask, run())
    assert str(caught.value) == (
        f"a change of {concern} may restart worker processes, and this run has not drained the node, so nothing was "
        "written: use playbooks/fix_kerberos.yml or rollback.yml, which drain it, or nlb.kerberos.drain with the same "
        "run before; where users may be interrupted, or another load balancer drains, set drain: false"
    )
    assert node.state == first
    assert len(node.asked) == 1


@pytest.mark.parametrize("concern", RECYCLING)
def test_with_the_permit_of_its_run_it_is_written_and_the_permit_stays(concern):
    node = broken(concern, OURS, drained=True)
    assert fix_concern(plan(concern), node.ask, run()).changes
    assert (node.state["lease"]["run"], node.state["lease"]["drained"]) == (OURS, True)


@pytest.mark.parametrize("concern", RECYCLING)
def test_it_is_written_without_a_drain_where_that_was_asked_for(concern):
    node = broken(concern)
    assert fix_concern(plan(concern), node.ask, run(drains=False)).changes
    assert node.state["lease"]["drained"] is False


@pytest.mark.parametrize("concern", RECYCLING)
def test_check_mode_and_a_node_without_drift_need_no_permit(concern):
    assert fix_concern(plan(concern), broken(concern).ask, run(check=True)).changes
    assert not fix_concern(plan(concern), EmulatedNode().ask, run()).changes


def test_what_restarts_nothing_needs_no_permit():
    assert fix_concern(plan("dns_registration"), broken("dns_registration").ask, run()).changes


@pytest.mark.parametrize("concern", RECYCLING)
def test_a_rollback_needs_it_as_well(concern):
    node = broken(concern)
    fix_concern(plan(concern), node.ask, run(drains=False))
    fixed, again = node.state, run("20260131T090000Z-000002")
    with pytest.raises(NodeError, match="this run has not drained the node"):
        rollback.undo_runs([OURS], node.ask, again, CONCERNS)
    assert node.state == fixed
    node.state["lease"] = {"run": again.id, "until": "2026-01-01 00:00:00", "drained": True}
    (outcome,) = rollback.undo_runs([OURS], node.ask, again, CONCERNS)
    assert outcome.changes


@pytest.mark.parametrize("concern", RECYCLING)
def test_the_lease_of_what_may_wait_for_worker_processes_lasts_two_minutes(concern):
    node, until = broken(concern, OURS, drained=True), {}

    def ask(calls, stop=False):
        until.update({call.payload: call.arguments["until"] for call in calls if call.payload == "write_lease"})
        reply = node.ask(calls, stop)
        until["now"] = reply.node["time"]
        return reply

    fix_concern(plan(concern), ask, run())
    lasts = datetime.fromisoformat(until["write_lease"]) - datetime.fromisoformat(until["now"])
    assert timedelta(seconds=110) < lasts <= timedelta(seconds=120)
