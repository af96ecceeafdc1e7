"""One word for a farm and for a run, the worst first."""

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import of_farm, worst


@pytest.mark.parametrize(
    ("counts", "not_fixed", "status"),
    [
        ({"compliant": 3, "waived": 1, "pending": 1, "waived, could not check": 1}, False, "compliant"),
        ({"compliant": 3, "drift": 1}, False, "drift"),
        ({"drift": 1, "could not check": 1}, False, "could not check"),
        ({"compliant": 3}, True, "not fixed"),
        ({"could not check": 1}, True, "not fixed"),
        ({"compliant": 0}, False, "could not check"),
        ({}, False, "could not check"),
    ],
)
def test_the_status_of_a_farm(counts, not_fixed, status):
    assert of_farm(counts, not_fixed) == status


@pytest.mark.parametrize(
    ("farms", "status"),
    [
        (["compliant", "drift"], "drift"),
        (["drift", "could not check"], "could not check"),
        (["could not check", "not fixed"], "not fixed"),
        (["compliant"], "compliant"),
        ([], "could not check"),
    ],
)
def test_a_run_has_the_worst_status_of_its_farms(farms, status):
    assert worst(farms) == status
