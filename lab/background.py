"""The lab as a process in the background: started, waited for, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from lab import simulation

STARTS_WITHIN = 30.0  # seconds; a second is usual, a loaded machine may take longer


def start(folder: Path, options: Sequence[str]) -> simulation.Running:
    """python -m lab up, with these options, until it answers. Raises ValueError with what it has printed."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "lab", "--folder", str(folder), "up", "--foreground", *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        if found := simulation.running(folder):
            return found
        time.sleep(0.02)
    text = (folder / "log").read_text(encoding="utf-8", errors="replace").strip()
    raise ValueError(f"the lab did not start: {text or 'its log is empty'}")


def stop(folder: Path, running: simulation.Running) -> None:
    os.kill(running.pid, signal.SIGTERM)
    end = time.monotonic() + STARTS_WITHIN
    while simulation.running(folder):
        if time.monotonic() > end:
            raise ValueError(f"process {running.pid} does not stop")
        time.sleep(0.02)
