"""A node's wrong DNS record is fixed once somebody may write it, and given back; what fails is said, and converges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.dns_update import ChangedSinceError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, OutcomeUnknownError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab import intranet
from lab.concerns.dns_records.faults import NODE
from lab.dns.zones import ZONE
from tests.faults.records_in_process import RecordsInProcess

NAME, OWN, VIRTUAL = f"{NODE}.{ZONE}", sorted(intranet.own_addresses(1)), intranet.VIRTUAL[0]
WRONG = sorted([*OWN, VIRTUAL])
FAULT = "dns_records/virtual-address-under-a-node"


def drift(result: Mapping[str, Any]) -> dict[str, str]:
    """Subject -> remedy."""
    return {f["subject"]: f["remedy"] for f in result["findings"] if f["control"] == "DNS-4" and f["state"] == "drift"}


def test_it_is_fixed_once_and_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second server has it by replication: it is not written again there."""
    farm = RecordsInProcess(monkeypatch, FAULT)
    fixed = farm.fix()
    assert (fixed["changed"], drift(fixed), farm.addresses(NAME)) == (True, {}, OWN)
    assert [update.removed for update in farm.sent] == [[("A", VIRTUAL)]]
    again = farm.fix("run-2")
    assert (again["changed"], len(farm.sent)) == (False, 1)
    farm.undo("run-1")
    assert farm.addresses(NAME) == WRONG


def test_check_mode_tells_it_and_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    farm = RecordsInProcess(monkeypatch, FAULT)
    assert farm.fix(check=True)["changed"]
    assert (farm.sent, farm.addresses(NAME)) == ([], WRONG)


@pytest.mark.parametrize(("writes", "signs"), [(False, True), (True, False)])
def test_it_is_handed_off_without_a_writer_and_without_gssapi(
    monkeypatch: pytest.MonkeyPatch, writes: bool, signs: bool
) -> None:
    farm = RecordsInProcess(monkeypatch, FAULT, signs=signs)
    assert set(drift(farm.fix(writes=writes)).values()) == {"hand off"}
    assert (farm.sent, farm.addresses(NAME)) == ([], WRONG)


def test_what_belongs_to_a_former_account_is_handed_off(monkeypatch: pytest.MonkeyPatch) -> None:
    farm = RecordsInProcess(monkeypatch, FAULT, "dns_records/former-owner")
    assert set(drift(farm.fix()).values()) == {"hand off"}
    assert farm.sent == []


@pytest.mark.parametrize("fault", ["node-address", "stale-ipv6", "alias-of-a-node", "dynamic-record"])
def test_a_name_of_the_farm_is_never_written(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    farm = RecordsInProcess(monkeypatch, f"dns_records/{fault}")
    assert not farm.fix()["changed"]
    assert farm.sent == []


REFUSED, LOST = DirectoryError("refused (REFUSED)"), OutcomeUnknownError("no answer; it may have been made")


@pytest.mark.parametrize("error", [REFUSED, LOST, ChangedSinceError("someone was faster")])
def test_what_could_not_be_written_is_an_error_and_the_next_run_writes_it(
    monkeypatch: pytest.MonkeyPatch, error: DirectoryError
) -> None:
    farm = RecordsInProcess(monkeypatch, FAULT)
    farm.fails = [(error, False)]
    with pytest.raises(NodeError, match=f"the record of {NAME} could not be written: ") as raised:
        farm.fix()
    assert str(error) in str(raised.value)
    assert farm.addresses(NAME) == WRONG
    assert farm.fix("run-2")["changed"]
    assert farm.addresses(NAME) == OWN
    farm.undo("run-2", "run-1")
    assert farm.addresses(NAME) == WRONG


def test_an_update_whose_answer_was_lost_is_seen_to_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    farm = RecordsInProcess(monkeypatch, FAULT)
    farm.fails = [(LOST, True)]
    assert farm.fix()["changed"]
    assert farm.addresses(NAME) == OWN


class KilledError(BaseException):
    """The process is gone: nothing handles it."""


def test_a_run_that_ended_after_the_update_is_undone_from_its_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    farm = RecordsInProcess(monkeypatch, FAULT)
    farm.fails = [(KilledError(), True)]
    with pytest.raises(KilledError):
        farm.fix()
    assert farm.addresses(NAME) == OWN
    farm.undo("run-1")
    assert farm.addresses(NAME) == WRONG
