"""A directory, or DNS servers, that could not be read: nothing holds then, and nothing drifts."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FARM_CONCERNS, face
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

from tests.decisions import case as cases

READS = {"dns_records": "read_dns_records", "ticket": "read_tickets"}  # the others: the directory


@pytest.mark.parametrize("concern", FARM_CONCERNS, ids=face)
def test_where_it_could_not_be_read_every_control_could_not_be_checked(concern) -> None:
    name = face(concern)
    reason = "no domain controller answers"
    found = cases.node(name, {READS.get(name, "read_directory"): {"problem": reason}}).reading
    assert {finding.state for finding in found.findings} == {State.UNKNOWN}
    assert {finding.control for finding in found.findings} == {control.id for control in concern.CONTROLS}
    assert all(reason in finding.reason for finding in found.findings)
    assert found.problem
