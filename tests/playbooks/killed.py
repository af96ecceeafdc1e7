"""A fix that is killed: the real command, with real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from tests.playbooks.controller import ROOT, Controller
from tests.playbooks.wire import WiredLab


def kill_a_fix(controller: Controller, lab: WiredLab, after: int, *, workers: bool) -> None:
    """Kills it once its nodes have received so many messages, and waits until nothing more comes from it.

    workers: whether its processes for single nodes are killed with it, as when the machine stops. They are process
    groups of their own; else they end what they have begun.
    """
    first = lab.messages()
    process = subprocess.Popen(
        ["ansible-playbook", "fix-kerberos.yml", "-i", str(controller.inventory)],
        cwd=ROOT, env={**os.environ, "NLB_KERBEROS_LAB": str(controller.lab)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while lab.messages() - first < after and process.poll() is None:
        time.sleep(0.001)
    left = []
    if process.poll() is None:
        process.send_signal(signal.SIGSTOP)  # it starts no further ones
        left = _children(process.pid)
        for pid in (process.pid, *(left if workers else ())):
            os.kill(pid, signal.SIGKILL)
    process.wait()
    while any(_runs(pid) for pid in left):
        time.sleep(0.01)
    lab.settle()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def _runs(pid: int) -> bool:
    """Not where it has ended and nothing has asked for its exit code yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
