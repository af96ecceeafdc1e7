"""A fix that is killed at any moment: the next run converges, nothing is lost, nothing is written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import reported
from tests.playbooks.controller import Controller
from tests.playbooks.killed import kill_a_fix
from tests.playbooks.wire import BROKEN, WiredLab, broken_node, leases_expired, rolled_back
from tests.settings import settings_of

MESSAGES = 50  # of a whole fix, from its first questions to the release of the lease after the proof
MOMENTS = range(0, MESSAGES + 1, 4)
WRITE = "write_dns_registration"


@pytest.fixture
def controller(wired: WiredLab, tmp_path: Path) -> Controller:
    return broken_node(wired, tmp_path)


def test_a_fix_has_so_many_messages(wired: WiredLab, controller: Controller) -> None:
    """Else the moments below would not be those of a whole one."""
    assert controller.play("fix-kerberos.yml").code == 0
    assert wired.messages() == MESSAGES


@pytest.mark.parametrize("messages", MOMENTS)
def test_the_next_run_converges(messages: int, wired: WiredLab, controller: Controller) -> None:
    first = controller.settings()["web1"]
    kill_a_fix(controller, wired, messages, workers=True)
    controller.states.write("web1", leases_expired(controller.states.read("web1")))
    again = controller.play("fix-kerberos.yml")
    assert again.code == 0, again.output
    assert again.reported() == {"web1": reported.pending(BROKEN, 1)}
    assert wired.payloads.count(WRITE) == 1
    back = rolled_back(leases_expired(controller.states.read("web1")))
    assert settings_of(back) == first
