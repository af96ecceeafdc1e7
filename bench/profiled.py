"""Where the CPU of a contender goes: python -m bench.profiled audit --nodes 50.

Ansible works in the main process, which decides and forks, and in one worker for each node and task. Each is
profiled on its own, by its CPU time, which cProfile itself about doubles: the shares count, not the seconds.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import laboratory, peers
from bench.contender import ROOT
from bench.contenders import BY_NAME
from bench.environment import environment

FOLDER = "NLB_KERBEROS_BENCH_PROFILES"
PART = "worker"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.profiled", description=__doc__)
    parser.add_argument("contender", choices=[name for name in BY_NAME if name != "floor"])
    parser.add_argument("--nodes", type=int, default=50)
    parser.add_argument("--lines", type=int, default=40)
    options = parser.parse_args()
    peers.fetch()
    with tempfile.TemporaryDirectory() as name, laboratory.running(Path(name) / "lab", options.nodes) as lab:
        work = Path(name)
        _, *arguments = BY_NAME[options.contender].command(lab.farm, work)
        command = [sys.executable, "-c", "from bench.profiled import play; play()", *arguments]
        with (work / "output").open("wb") as output:
            subprocess.run(command, cwd=ROOT, env={**environment(), FOLDER: name}, stdout=output, check=True)
        for part in ("main", PART):
            _show(part, sorted(work.glob(f"{part}*.profile")), options.lines)


def play() -> None:
    """ansible-playbook, with every process of it profiled."""
    from ansible.cli.playbook import main as ansible_playbook
    from ansible.executor.process.worker import WorkerProcess

    worker_run = WorkerProcess.run

    def run(worker: Any) -> None:
        with _kept(f"{PART}-{os.getpid()}"):
            worker_run(worker)

    WorkerProcess.run = run
    with _kept("main"):
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


def _show(part: str, profiles: list[Path], lines: int) -> None:
    print(f"--- {part}: {len(profiles)} processes")
    stats = pstats.Stats(*map(str, profiles)).strip_dirs()
    stats.sort_stats("cumulative").print_stats(lines)
    stats.sort_stats("tottime").print_stats(lines // 2)


if __name__ == "__main__":
    main()
