"""PowerShell jobs on a lab node, run by a small pool of worker processes."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .process import WorkerEndedError, WorkerProcess

__all__ = ["Engine", "Job", "Result", "WorkerEndedError"]


@dataclass(frozen=True)
class Job:
    """One PowerShell process on a node: the script of its command line, its stdin, and the node's state."""

    script: str
    stdin: bytes
    state: Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What the process printed and left behind."""

    stdout: str
    stderr: str
    exit_code: int
    state: dict[str, Any]


class Engine:
    """Workers start with the first jobs that need them. Threads, not a loop's own processes: any loop may ask."""

    def __init__(self, executable: Path, size: int = 2) -> None:
        self._executable = executable
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="powershell")
        # The last one that worked is the first to work again: it is the warmest.
        self._idle: list[WorkerProcess] = []

    async def run(self, job: Job) -> Result:
        """Raises WorkerEndedError; the next job gets a new worker."""
        return await asyncio.wrap_future(self._threads.submit(self._run, job))

    async def close(self) -> None:
        """Waits for jobs that have begun; those that have not are cancelled."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        while self._idle:
            self._idle.pop().close()

    def _run(self, job: Job) -> Result:
        worker = self._take()
        try:
            answer = worker.run(job.script, job.stdin.decode("utf-8").splitlines(), job.state)
        except WorkerEndedError:
            worker.close()
            raise
        self._idle.append(worker)
        return Result(**answer)

    def _take(self) -> WorkerProcess:
        # Not asked first whether there is one: another thread could take it in between.
        try:
            return self._idle.pop()
        except IndexError:
            return WorkerProcess(self._executable)
