"""A fix that is killed at any moment: the next run converges, nothing is lost, nothing is written twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from lab import healthy
from lab.faults import BY_NAME
from tests.playbooks.controller import ROOT, Controller
from tests.playbooks.wire import WiredLab, given_back, half_a_minute_later

MOMENTS = 50
BATCH = 5
WRITE = "write_dns_registration"


def killed_after(controller: Controller, seconds: float) -> None:
    """Kills the whole process group: ansible-playbook has a process for each host."""
    command = ["ansible-playbook", "fix-kerberos.yml", "-i", str(controller.inventory)]
    report = ["-e", f"kerberos_audit_path={controller.work / 'report.json'}"]
    process = subprocess.Popen(
        [*command, *report], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def controller(wired: WiredLab, tmp_path: Path) -> Controller:
    wired.reset()
    return Controller(wired.folder, wired.inventory(tmp_path / "hosts.yml"), tmp_path, nodes=1)


@pytest.mark.parametrize("batch", range(MOMENTS // BATCH))
def test_the_next_run_converges(batch: int, wired: WiredLab, controller: Controller) -> None:
    moments = random.Random(batch)
    first = controller.settings()["web1"]
    for fault in (
        "dns_registration/virtual-address-registered",
        "dns_registration/dynamic-update-disabled",
        "dns_registration/own-adapter-not-registered",
    ):
        BY_NAME[fault].inject(first, 1)
    for _ in range(BATCH):
        wired.reset()
        wired.payloads.clear()
        controller.states.write("web1", {**healthy.node(1), **first})
        # From the start of Ansible to after the report; a whole run takes about two seconds.
        moment = moments.uniform(0.3, 2.3)
        killed_after(controller, moment)
        wired.settle()
        controller.states.write("web1", half_a_minute_later(controller.states.read("web1")))
        again = controller.play("fix-kerberos.yml")
        assert again.code == 0, again.output
        assert not [finding for findings in again.said().values() for finding in findings]
        assert wired.payloads.count(WRITE) == 1, f"killed after {moment} seconds"
        back = given_back(controller.states.read("web1"))
        assert {name: back[name] for name in first} == first, f"killed after {moment} seconds"
