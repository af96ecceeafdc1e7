"""A task's result: small, and true to what was done."""

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import (
    from_findings,
    from_outcomes,
    from_readings,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from tests.unit.emulated_node import EmulatedNode, plan, run


def audit(node, *waivers):
    return from_readings(audit_node([plan(*waivers)], node.ask))


def test_what_is_compliant_or_not_applicable_is_only_counted():
    found = from_findings(
        [Finding("DNS-1", state.value, state) for state in State] + [Finding("DNS-2", "x", State.DRIFT)]
    )
    quiet = (State.COMPLIANT, State.NOT_APPLICABLE)
    assert [f["subject"] for f in found["findings"]] == [*(s.value for s in State if s not in quiet), "x"]
    assert found["counts"] == {"DNS-1": {state.value: 1 for state in State}, "DNS-2": {"drift": 1}}


def test_a_control_that_is_not_applicable_to_any_subject_has_its_reason():
    idle, other = State.NOT_APPLICABLE, State.COMPLIANT
    found = from_findings(
        [
            Finding("DNS-1", "adapter LAN", idle, reason="why"),
            Finding("DNS-1", "adapter backup", idle, reason="another one"),
            Finding("DNS-2", "10.0.0.50", idle, reason="why"),
            Finding("DNS-2", "10.0.0.11", other),
        ]
    )
    assert found["not_applicable"] == {"DNS-1": "why"}


def test_an_audit_names_the_concerns_that_a_fix_would_change():
    assert audit(EmulatedNode("dns_registration/virtual-address-registered"))["drifted"] == ["dns_registration"]
    assert audit(EmulatedNode("dns_registration/virtual-address-registered"))["changed"] is False


def test_a_concern_whose_drift_no_fix_changes_is_not_drifted():
    for node in (
        EmulatedNode(),
        EmulatedNode("dns_registration/hosts-file-overrides"),
        EmulatedNode("dns_registration/policy-disables-registration"),
        EmulatedNode("dns_registration/virtual-address-registered", "dns_registration/own-address-missing"),
    ):
        assert audit(node)["drifted"] == []
    waived = [{"control": control, "reason": "x", "owner": "J. Doe"} for control in ("DNS-1", "DNS-2")]
    assert audit(EmulatedNode("dns_registration/virtual-address-registered"), *waived)["drifted"] == []


def test_an_unread_concern_has_findings_and_no_view():
    given = audit(EmulatedNode("dns_registration/own-addresses-missing"))
    assert given["views"] == {}
    assert given["drifted"] == []
    assert given["counts"]["DNS-1"] == {"could not check": 1}


def test_a_fix_reports_its_changes_what_is_left_and_a_diff_of_the_same():
    outcome = fix_concern(
        plan(),
        EmulatedNode("dns_registration/dynamic-update-disabled", "dns_registration/hosts-file-overrides").ask,
        run(),
    )
    given = from_outcomes([outcome])
    change = {"control": "DNS-3", "subject": "dynamic update of this computer"}
    assert given["changed"] is True
    assert given["changes"] == [{**change, "before": 1, "after": 0, "irreversible": ""}]
    assert [(f["control"], f["state"]) for f in given["findings"]] == [("DNS-3", "pending"), ("DNS-6", "drift")]
    assert given["diff"] == {
        "before": "DNS-3 dynamic update of this computer: 1\n",
        "after": "DNS-3 dynamic update of this computer: 0\n",
    }


def test_check_mode_is_reported_as_the_fix_would_be():
    done = from_outcomes([fix_concern(plan(), EmulatedNode("dns_registration/virtual-address-registered").ask, run())])
    checked = from_outcomes(
        [fix_concern(plan(), EmulatedNode("dns_registration/virtual-address-registered").ask, run(check=True))]
    )
    assert [checked[name] == done[name] for name in ("changed", "changes", "diff")] == [True] * 3
    assert checked["changed"]
    assert len(checked["findings"]) == 2  # they are still there


def test_a_rollback_reports_the_inverse_changes():
    node = EmulatedNode("dns_registration/dynamic-update-disabled")
    fix_concern(plan(), node.ask, run())
    given = from_outcomes(rollback.undo_runs([run().id], node.ask, run("20260131T090000Z-000002"), CONCERNS))
    assert [(c["before"], c["after"]) for c in given["changes"]] == [(0, 1)]


def test_nothing_done_is_not_changed():
    assert from_outcomes([]) == {
        "changed": False, "changes": [], "findings": [], "counts": {},
        "not_applicable": {}, "diff": {"before": "", "after": ""},
    }  # fmt: skip
    assert from_outcomes([fix_concern(plan(), EmulatedNode().ask, run())])["changed"] is False
