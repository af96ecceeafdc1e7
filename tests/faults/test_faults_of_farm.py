"""Every fault of the farm as a whole: found with exactly what it declares, by an ordinary user of the domain."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers

from lab import parts
from lab.concerns.account_state import situations as of_accounts
from lab.directory import situations
from lab.faults import Fault
from tests.faults.directory_in_process import CONCERNS, FAULTS, directory, reported

HARMLESS = {
    sentence: inject
    for module in parts.found(*(f"concerns/{concern.NAME}/situations.py" for concern in CONCERNS))
    for sentence, inject in getattr(module, "HARMLESS", {}).items()
}
CONTROLS = {control for concern in CONCERNS for control in identifiers(concern.CONTROLS)}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported(fault: Fault) -> None:
    assert reported(fault.inject) == fault.reported_of_farm()


def test_a_healthy_farm_has_nothing_to_report() -> None:
    before = directory().refused_logons()  # other tests of this process may have had some
    result = directory().audit()
    assert result["findings"] == []
    assert set(result["counts"]) == CONTROLS
    assert directory().refused_logons() == before


@pytest.mark.parametrize("sentence", HARMLESS)
def test_nothing_is_reported(sentence: str) -> None:
    assert reported(HARMLESS[sentence]) == set()


def test_a_managed_account_whose_password_a_node_may_not_retrieve() -> None:
    account = of_accounts.MANAGED_NAME
    assert directory().audit(of_accounts.managed_account, service_account=account)["findings"] == []
    found = directory().audit(of_accounts.managed_account_not_for_a_node, service_account=account)["findings"]
    assert [(f["control"], f["subject"]) for f in found] == [("POOL-2", f"password of {account} for web3")]


def test_what_no_controller_tells_could_not_be_checked() -> None:
    found = directory().audit(situations.no_controller_answers)
    assert {state for states in found["counts"].values() for state in states} == {"could not check"}
    assert {finding["state"] for finding in found["findings"]} == {"could not check"}
