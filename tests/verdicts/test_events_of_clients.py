"""A client's event 4 proves what a node's settings only imply: who could not decrypt is the account in it."""

from __future__ import annotations

import pytest

from lab.faults import BY_NAME
from tests.verdicts.injected import report_with

COMPUTER, HOLDER = "evidence/event-4-on-a-client", "evidence/event-4-of-the-holder-on-a-client"
THIRD = "evidence/event-4-of-a-third-account-on-a-client"
MACHINE_KEY, OTHER_POOL = "windows_authentication/machine-key", "app_pool/another-account"
OLD_PROCESS = "app_pool/old-worker-process"


def causes(*faults: str, node: int = 1) -> dict[str, str]:
    """Control -> how sure, where nobody has asked the directory."""
    report = report_with([BY_NAME[fault] for fault in faults], (node,), asked=False)
    return {cause["control"]: cause["sure"] for cause in report["path"]["causes"]}


@pytest.mark.parametrize(
    ("fault", "control", "event", "node", "sure"),
    [
        (MACHINE_KEY, "AUTH-3", COMPUTER, 1, "proved"),
        (MACHINE_KEY, "AUTH-3", COMPUTER, 2, "implied"),  # the event names web1
        (MACHINE_KEY, "AUTH-3", HOLDER, 1, "implied"),
        (OLD_PROCESS, "POOL-6", HOLDER, 1, "proved"),
        (OLD_PROCESS, "POOL-6", THIRD, 1, "implied"),
        (OTHER_POOL, "POOL-1", THIRD, 1, "proved"),
        (OTHER_POOL, "POOL-1", COMPUTER, 1, "implied"),
    ],
)
def test_what_an_event_of_a_client_proves(fault: str, control: str, event: str, node: int, sure: str) -> None:
    assert causes(fault, node=node)[control] == "implied"
    assert causes(fault, event, node=node)[control] == sure
