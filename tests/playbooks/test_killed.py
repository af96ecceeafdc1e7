"""A fix that is killed at any moment: the next run converges, nothing is lost, nothing is written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab import healthy
from lab.faults import BY_NAME
from tests.playbooks.controller import OURS, Controller
from tests.playbooks.killed import kill_a_fix
from tests.playbooks.wire import WiredLab, leases_expired, rolled_back

MESSAGES = 32  # of a whole fix, from its first audit to the release of the lease after the proof
MOMENTS = range(0, MESSAGES + 1, 3)
WRITE = "write_dns_registration"
BROKEN = (
    "dns_registration/virtual-address-registered",
    "dns_registration/dynamic-update-disabled",
    "dns_registration/own-adapter-not-registered",
)


@pytest.fixture
def controller(wired: WiredLab, tmp_path: Path) -> Controller:
    """Of a node with all that is broken."""
    wired.reset()
    wired.payloads.clear()
    controller = Controller(wired.folder, wired.inventory(tmp_path / "hosts.yml"), tmp_path, nodes=1)
    state = healthy.node(1)
    for fault in BROKEN:
        BY_NAME[fault].inject(state, 1)
    controller.states.write("web1", state)
    return controller


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
    assert again.reported() == {"web1": set()}
    assert wired.payloads.count(WRITE) == 1
    back = rolled_back(leases_expired(controller.states.read("web1")))
    assert {name: value for name, value in back.items() if name not in OURS} == first
