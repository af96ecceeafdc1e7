"""One command: CPU and wall time, and the most memory that all of its processes held at once."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.1  # seconds between two looks at the memory, at the least
SHARE = 10  # looking at a hundred forks takes long: a tenth of the time is spent on it, at the most
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Cost:
    """Seconds and bytes. largest: of any one process, as the kernel keeps it, which a look now and then may miss.

    peak: of all processes at once, by proportional set sizes, which count a shared page once. None: not measured.
    """

    cpu: float
    wall: float
    largest: int
    peak: int | None


class CommandFailedError(Exception):
    pass


def measure(command: Sequence[str], environment: Mapping[str, str], output: Path, *, memory: bool) -> Cost:
    """memory: looking costs CPU too, though not that of the command. Raises CommandFailedError."""
    with output.open("wb") as file:
        begun = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        watch = _Watch(process.pid) if memory else None
        # Its usage holds that of every process it has waited for, as Ansible does for its workers.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    peak = watch.end() if watch else None
    if process.returncode:
        printed = output.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise CommandFailedError(f"{' '.join(command)} ended with {process.returncode}:\n{printed}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, peak)


class _Watch:
    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        self._ended.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        pause = EVERY
        while not self._ended.wait(pause):
            begun = time.thread_time()
            self._peak = max(self._peak, sum(map(_proportional, _tree(self._pid))))
            pause = max(EVERY, SHARE * (time.thread_time() - begun))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    # A process may end between two looks at it.
    with suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text(encoding="ascii").split():
                yield from _tree(int(child))


def _proportional(pid: int) -> int:
    with suppress(OSError):
        found = PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))
        return int(found[1]) * 1024 if found else 0
    return 0
