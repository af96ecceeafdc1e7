"""A domain controller's log proves what settings only imply: which name was refused, and whose key tickets have."""

from __future__ import annotations

import pytest

from lab.faults import BY_NAME
from tests.verdicts.injected import report_with

MACHINE_KEY, OTHER_POOL = "windows_authentication/machine-key", "app_pool/another-account"
ISSUED, THIRD = "evidence/event-11-on-a-domain-controller", "evidence/tickets-of-a-third-account"
NO_KEY = "evidence/event-27-on-a-domain-controller"


def causes(*faults: str, asked: bool = False) -> dict[str, str]:
    """Control -> how sure. asked: the directory and DNS."""
    report = report_with([BY_NAME[fault] for fault in faults], (1,), asked=asked)
    return {cause["control"]: cause["sure"] for cause in report["path"]["causes"]}


@pytest.mark.parametrize(
    ("fault", "control", "logged", "sure"),
    [
        (MACHINE_KEY, "AUTH-3", ISSUED, "proved"),  # the tickets of the run have the service account's key
        (OTHER_POOL, "POOL-1", ISSUED, "proved"),
        (OTHER_POOL, "POOL-1", THIRD, "implied"),  # the key of the very account that the pool runs as
        (MACHINE_KEY, "AUTH-3", THIRD, "proved"),
    ],
)
def test_whose_key_the_tickets_of_the_run_have_is_held_against_the_nodes(
    fault: str, control: str, logged: str, sure: str
) -> None:
    assert causes(fault)[control] == "implied"
    assert causes(fault, logged)[control] == sure


def test_a_name_that_was_refused_proves_what_the_directory_implies() -> None:
    fault = "spn/no-aes-key"
    assert causes(fault, asked=True)["SPN-4"] == "implied"
    assert causes(fault, NO_KEY, asked=True)["SPN-4"] == "proved"
    assert causes(fault, ISSUED, asked=True)["SPN-4"] == "implied"  # event 11 tells of several accounts
