"""Every fault of the lab: the verdict names its control first, and what is latent is never a cause."""

from __future__ import annotations

import pytest

from lab.fault import LATENT, Fault
from lab.faults import BY_NAME
from tests.verdicts.injected import report_with
from tests.verdicts.table import FAULTS, FILE, HEAD, PLACES, expected, rows, verdict

pytestmark = pytest.mark.xdist_group("verdicts")  # which are kept in the process
COMMITTED = FILE.read_text(encoding="utf-8")
EACH = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


@EACH
def test_the_control_of_the_fault_is_named_first(fault: Fault) -> None:
    for numbers in [()] if fault.whole or fault.beside else PLACES.values():
        said = verdict(fault, numbers)
        named = [(cause["step"], cause["control"]) for cause in said["causes"]]
        if fault.step == LATENT or not fault.read:
            assert named == []
        elif named:
            assert named[0] == (fault.step, expected(fault))
        elif fault.checked:  # else a node alone cannot tell, and the directory may
            assert expected(fault) in said["unknown"], "neither named nor told as not checked"


@EACH
def test_the_table_has_what_the_verdict_says(fault: Fault) -> None:
    assert [row for row in rows(fault) if row not in COMMITTED] == [], "run: make verdicts"


def test_the_table_has_nothing_else() -> None:
    lines = COMMITTED.removeprefix(HEAD).splitlines(keepends=True)
    assert COMMITTED.startswith(HEAD)
    assert lines == [row for fault in FAULTS for row in rows(fault)]


def test_a_farm_without_fault_has_no_cause() -> None:
    report = report_with([])
    assert report["path"]["causes"] == report["path"]["latent"] == []
    assert [path["broken"] for path in report["path"]["paths"]] == [None]
    assert "works" not in report["verdict"]


def named(*faults: str, numbers: tuple[int, ...] = (2,)) -> list[tuple[str, list[str]]]:
    """The causes: control and nodes."""
    report = report_with([BY_NAME[fault] for fault in faults], numbers)
    return [(cause["control"], cause["nodes"]) for cause in report["path"]["causes"]]


def test_in_kernel_mode_the_key_does_not_follow_from_the_pools_identity() -> None:
    found = named("app_pool/built-in-identity", "windows_authentication/machine-key")
    assert found == [("AUTH-3", ["web2"]), ("POOL-1", ["web2"])]


def test_a_node_with_its_own_key_is_told_beside_the_wrong_holder() -> None:
    found = named("spn/on-a-former-account", "windows_authentication/machine-key")
    assert found == [("SPN-2", []), ("AUTH-3", ["web2"])]


def test_a_pool_that_could_not_log_on_follows_from_the_account() -> None:
    assert named("account_state/locked", "app_pool/logon-failed") == [("POOL-2", ["web2"])]


def test_a_pool_that_somebody_has_stopped_does_not() -> None:
    found = named("account_state/locked", "app_pool/pool-stopped")
    assert sorted(found) == [("POOL-2", []), ("POOL-4", ["web2"])]
