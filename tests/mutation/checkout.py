"""Copies of the project in which guards are switched off, and the tests that should notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.mutation.guards import ROOT, Guard
from tests.mutation.mirror import Tests, mirrors

PROCESSES = 2
SECONDS = 300  # of one run of tests; a run that goes on longer has noticed


class Checkout:
    """One copy; not for two runs at once. sound: tests that are known to pass with every guard on, added to."""

    def __init__(self, folder: Path, sound: set[Tests]) -> None:
        self.folder, self.sound = folder, sound
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, names.split("\0")):
            if (ROOT / name).exists() or (ROOT / name).is_symlink():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)

    def caught(self, guard: Guard) -> bool:
        """By the tests that mirror its file; wider ones, which take minutes for each, are not asked."""
        file = self.folder / "plugins" / "module_utils" / guard.file
        whole = file.read_text(encoding="utf-8")
        for tests in mirrors(guard.file):
            file.write_text(guard.switched_off(whole), encoding="utf-8")
            try:
                noticed = self._run(tests)
            finally:
                file.write_text(whole, encoding="utf-8")
            if noticed:
                self._must_pass(tests)
                return True
        return False

    def _must_pass(self, tests: Tests) -> None:
        """A failure shows nothing of a guard where the same tests fail with every guard on."""
        if tests not in self.sound and (failure := self._run(tests)):
            raise RuntimeError(f"{' '.join(tests)} fails with every guard on:\n{failure}")
        self.sound.add(tests)

    def _run(self, tests: Tests) -> str:
        """How the run failed; empty where it passed."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=line", "-p", "no:cacheprovider", *tests]
        # Two edits of one file may come in the same second, so that what is compiled would be taken for current.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, check=False, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return f"still running after {SECONDS} s"
        return f"pytest ended with {done.returncode}: {done.stdout.decode()[-2000:]}" if done.returncode else ""


def each(guards: Iterable[Guard]) -> Iterator[tuple[Guard, bool]]:
    """In their order, several at once."""
    listed, sound = list(guards), set[Tests]()
    free: SimpleQueue[Checkout] = SimpleQueue()

    def caught(guard: Guard) -> bool:
        checkout = free.get()
        try:
            return checkout.caught(guard)
        finally:
            free.put(checkout)

    with TemporaryDirectory() as folder, ThreadPoolExecutor(PROCESSES) as pool:
        for number in range(min(PROCESSES, len(listed))):
            free.put(Checkout(Path(folder) / str(number), sound))
        yield from zip(listed, pool.map(caught, listed), strict=True)
