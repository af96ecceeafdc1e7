"""The process of the labs as the bench sees it: started, asked for its counts, ended."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.counts import Counts
from bench.farm import Farms
from bench.shape import Shape

ROOT = Path(__file__).parent.parent


class Laboratory:
    def __init__(self, process: subprocess.Popen[str], folder: Path, shape: Shape) -> None:
        self._process = process
        self.farms = Farms(shape, folder, self._answer()["https"])

    def take(self) -> Counts:
        """The most that any node has seen since the last time."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Counts.most(Counts(*node) for node in self._answer())

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the bench's lab has ended; its message stands above")
        return json.loads(line)


@contextmanager
def running(folder: Path, shape: Shape) -> Iterator[Laboratory]:
    command = [sys.executable, "-m", "bench.served", "--folder", str(folder), "--shape", str(shape)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        # Leaving closes its standard input, which ends it, and waits for that.
        yield Laboratory(process, folder, shape)
