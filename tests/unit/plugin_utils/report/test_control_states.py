"""The state of a control is the worst of what was found of it."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import WORST

from tests.unit.plugin_utils.report.audited import CONTROLS, audit, controls, reported


@pytest.mark.parametrize(
    ("states", "worst"),
    [
        (["compliant", "drift"], "drift"),
        (["drift", "could not check"], "could not check"),
        (["waived", "drift", "compliant"], "drift"),
        (["waived", "compliant"], "waived"),
        (["pending", "waived", "compliant"], "pending"),
        (["waived, could not check", "waived", "compliant"], "waived, could not check"),
        (["waived, could not check", "could not check"], "could not check"),
        (["not applicable", "compliant"], "compliant"),
        (["not applicable"], "not applicable"),
    ],
)
def test_the_state_of_a_control_is_the_worst_of_its_subjects(states, worst):
    given = {**audit(), "counts": {"DNS-1": dict.fromkeys(states, 1)}}
    assert controls(reported(given))["DNS-1"] == worst


def test_what_could_not_be_checked_and_is_waived_has_a_count_of_its_own_and_is_not_as_described():
    result = reported({**audit(), "counts": {"DNS-1": {"waived, could not check": 1}, "DNS-2": {"compliant": 1}}})
    assert (result["counts"]["waived, could not check"], result["counts"]["could not check"]) == (1, 0)
    assert ", except 1 waived that could not be checked" in result["verdict"]


def test_every_state_has_its_rank():
    assert sorted(WORST) == sorted(State)


def test_drift_is_counted_by_control_and_node():
    result = reported(
        audit("dns_registration/virtual-address-registered"),
        audit(),
        audit("dns_registration/virtual-address-registered", "dns_registration/dynamic-update-disabled"),
    )
    assert result["verdict"] == (
        "nothing was found that makes a ticket fail now; DNS-1, DNS-2, DNS-3 may lead to a fault later; "
        "IIS was not looked at"
    )
    assert result["counts"]["drift"] == 5
    assert controls(result) == {c: "drift" if c in ("DNS-1", "DNS-2") else "compliant" for c in CONTROLS}
    assert [(f["control"], f["subject"]) for f in result["nodes"][0]["findings"]] == [
        ("DNS-1", "registration of adapter NLB"),
        ("DNS-2", "SkipAsSource of 10.0.0.50"),
    ]
