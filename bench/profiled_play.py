"""ansible-playbook with every process of it profiled. Imports nothing of the collection: Ansible must be the first."""

from __future__ import annotations

import cProfile
import os
import sys
import time
from pathlib import Path
from typing import Any

FOLDER = "NLB_KERBEROS_BENCH_PROFILES"
MAIN, WORKER = "main", "worker"


def play() -> None:
    from ansible.cli.playbook import main as ansible_playbook
    from ansible.executor.process.worker import WorkerProcess

    worker_run = WorkerProcess.run

    def run(worker: Any) -> None:
        with _kept(f"{WORKER}-{os.getpid()}"):
            worker_run(worker)

    WorkerProcess.run = run
    with _kept(MAIN):
        ansible_playbook(["ansible-playbook", *sys.argv[1:]])


class _kept:  # noqa: N801  # used as a function
    def __init__(self, name: str) -> None:
        self._path = Path(os.environ[FOLDER]) / f"{name}.profile"
        self._profile = cProfile.Profile(time.process_time)

    def __enter__(self) -> None:
        # A worker inherits the main process's profiler, and there is one at a time.
        sys.setprofile(None)
        self._profile.enable()

    def __exit__(self, *_: object) -> None:
        self._profile.disable()
        self._profile.dump_stats(self._path)


if __name__ == "__main__":
    play()
