"""What the tasks of a run have registered for each node, as the report takes it."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of, named
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import run_results

from tests.unit.plugin_utils.report.sample import HOW

FARM = farm_of(
    {
        "name": "intranet",
        "names": ["intranet"],
        "virtual_addresses": ["10.0.0.50"],
        "nodes": {f"web{n}": {"own_addresses": [f"10.0.0.1{n}"]} for n in (1, 2, 3)},
        "drain": False,
    }
)


def audit(*drifted, **more):
    return {
        "findings": [{"control": control, "state": "drift", "subject": "x"} for control in drifted],
        "counts": {control: {"drift": 1} for control in drifted},
        "not_applicable": {"AUTH-1": "why", "DNS-6": "why"},
        "drifted": [],
        **more,
    }


def of(known, concerns=("dns_registration",), **more):
    return run_results([FARM], known, named(concerns), "run-1", HOW, **more)


def test_every_node_of_the_description_has_a_place_and_the_latest_audit_counts():
    first, last = audit("DNS-1"), audit()
    known = {"web1": {"kerberos_audit": first}, "web2": {"kerberos_audit": first, "kerberos_audit_at_last": last}}
    found = of(known)
    assert list(found.audits) == list(found.fixed) == ["web1", "web2", "web3"]
    assert found.audits["web3"] is None
    assert [len(found.audits[node]["findings"]) for node in ("web1", "web2")] == [1, 0]


def test_a_proof_of_all_concerns_is_cut_to_those_of_the_run():
    found = of({"web1": {"kerberos_proof": audit("DNS-1", "AUTH-3")}}).audits["web1"]
    assert [finding["control"] for finding in found["findings"]] == ["DNS-1"]
    assert list(found["counts"]) == ["DNS-1"]
    assert list(found["not_applicable"]) == ["DNS-6"]


def test_an_audit_that_failed_is_kept_as_it_is():
    failed = {"failed": True, "msg": "timed out"}
    assert of({"web1": {"kerberos_audit": failed}}).audits["web1"] == failed


def test_the_nodes_that_a_fix_changes_come_first():
    known = {"web1": {"kerberos_audit": audit()}, "web3": {"kerberos_audit": audit("DNS-1", drifted=["x"])}}
    assert list(of(known).fixed) == ["web3", "web1", "web2"]


def test_a_fix_has_the_run_and_whether_nodes_are_drained():
    fixing = of({"web1": {"kerberos_audit": audit()}}, check=True).fixed["web1"]
    assert (fixing.run, fixing.check, fixing.drains, fixing.invocation) == ("run-1", True, False, HOW)
    assert isinstance(fixing.invocation, Invocation)


DOWN = {"web2": {"kerberos_audit_at_last": audit(serves=False, serves_not="pool x is Stopped")}}


def test_a_node_that_does_not_serve_after_a_fix_is_not_fixed():
    found = of(DOWN, serving=True)
    assert found.down == {"web2": "does not serve: pool x is Stopped"}
    assert found.not_fixed == {"web2"}


@pytest.mark.parametrize("more", [{}, {"serving": True, "check": True}])
def test_an_audit_or_check_mode_does_not_say_so(more):
    found = of(DOWN, **more)
    assert (found.down, found.not_fixed) == ({}, set())


def test_a_node_whose_fix_failed_is_not_fixed():
    assert of({"web1": {"kerberos_failure": "why"}}).not_fixed == {"web1"}


MOVED = {"changed": True, "changes": [{"control": "SPN-2"}]}
SWITCH = {"kerberos_switch": {"after": ["web1"]}}
PLAN = {"kerberos_plan": {"rest": ["web2"]}}


@pytest.mark.parametrize(
    ("own", "order"),
    [
        ({"spn_result": MOVED, **SWITCH}, ["web2", "web3", "the farm as a whole", "web1"]),
        ({"kerberos_rollback_of_farm": MOVED, **PLAN}, ["web1", "web3", "the farm as a whole", "web2"]),
        (SWITCH, ["web1", "web2", "web3"]),
    ],
)
def test_the_farm_as_a_whole_stands_between_the_nodes_before_and_after_it(own, order):
    found = of({"web1": own})
    assert list(found.fixed) == order
    assert found.written == {"the farm as a whole"} & {*order}


def test_a_directory_that_could_not_be_fixed_is_not_the_node_s_failure():
    found = of({"web1": {"kerberos_failure": "why", "kerberos_failed_of_farm": True}})
    assert found.not_fixed == {"the farm as a whole"}
