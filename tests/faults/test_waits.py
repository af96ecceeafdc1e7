"""What a fix leaves, or changes first, so that a farm which works by NTLM goes on working."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)

from lab.concerns.windows_authentication import situations
from lab.facts import authentication
from lab.faults import BY_NAME
from lab.intranet import SERVICE_ACCOUNT
from tests.faults.farm_in_process import FarmInProcess

PATHS = ("/", "/reports")


def by_ntlm(*faults: str) -> FarmInProcess:
    """A farm that offers NTLM alone, with these faults on all nodes."""
    farm = FarmInProcess()
    for number, state in farm.states.items():
        for path in PATHS:
            authentication.of(state, path)["windows"]["providers"] = ["NTLM"]
        for fault in faults:
            BY_NAME[fault].inject(state, number)
    return farm


def offered(farm: FarmInProcess) -> set[str]:
    places = [authentication.of(state, path) for state in farm.states.values() for path in PATHS]
    return {name for place in places for name in place["windows"]["providers"]}


@pytest.mark.parametrize("holder", [None, r"EXAMPLE\svc-old"])
@pytest.mark.parametrize("fault", [(), ("windows_authentication/machine-key",), ("app_pool/built-in-identity",)])
def test_negotiate_is_not_offered_while_tickets_may_be_issued_for_another_account(
    fault: tuple[str, ...], holder: str | None
) -> None:
    farm = by_ntlm(*fault)
    farm.description = replace(farm.description, spn_holder=holder)
    farm.fix("run-1")
    assert offered(farm) == {"NTLM"}


@pytest.mark.parametrize("fault", [(), ("windows_authentication/machine-key",), ("app_pool/built-in-identity",)])
def test_it_is_offered_by_default_once_the_nodes_decrypt_and_in_the_run_that_makes_them(fault: tuple[str, ...]) -> None:
    farm = by_ntlm(*fault)
    farm.description = replace(farm.description, on_request=("POOL-1",))
    farm.fix("run-1")
    assert farm.reported() == {1: set(), 2: set(), 3: set()}


def test_an_old_logon_is_ended_before_negotiate_is_offered() -> None:
    farm = by_ntlm("app_pool/old-logon")
    farm.outcomes("run-1", concerns=[windows_authentication])
    assert offered(farm) == {"NTLM"}
    farm.fix("run-2")
    assert offered(farm) == {"Negotiate", "NTLM"}


def test_an_old_logon_that_no_fix_ends_keeps_negotiate_away() -> None:
    farm = by_ntlm("app_pool/shared-with-another-site", "app_pool/old-logon")
    farm.fix("run-1")
    assert offered(farm) == {"NTLM"}


def test_one_run_turns_windows_authentication_on_and_ends_the_old_logon_that_would_decrypt() -> None:
    farm = FarmInProcess()
    situations.off_with_an_old_logon(farm.states[2], 2)
    farm.fix("run-1")
    assert farm.reported() == {1: set(), 2: set(), 3: set()}
    assert farm.fix("run-2") == 0


@pytest.mark.parametrize("fault", ["public-root", "public-application", "disabled", "anonymous-enabled"])
def test_what_may_be_off_or_public_on_purpose_is_not_changed_without_a_request(fault: str) -> None:
    farm = FarmInProcess()
    BY_NAME[f"windows_authentication/{fault}"].inject(farm.states[2], 2)
    farm.description = replace(farm.description, on_request=())
    before = farm.settings()
    assert farm.fix("run-1") == 0
    assert farm.settings() == before


def test_no_change_of_an_identity_makes_a_key_wrong_that_tickets_are_issued_for() -> None:
    farm = by_ntlm("app_pool/another-account")
    farm.description = replace(farm.description, spn_holder=SERVICE_ACCOUNT)
    farm.outcomes("run-1", concerns=[one for one in CONCERNS if one is not app_pool])
    assert offered(farm) == {"NTLM"}
