"""Copies of the project in which guards are switched off, and the tests that should notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.mutation.guards import ROOT, Guard

# Layer or folder below module_utils -> the tests that mirror it. What they do not notice, WIDER must.
TESTS = {
    "access_control": ("tests/unit/access_control",),
    "model": ("tests/unit/model", "tests/unit/farm", "tests/unit/engine"),
    "farm": ("tests/unit/farm", "tests/unit/plugin_utils/descriptions"),
    "node": ("tests/unit/node", "tests/winrm/test_own_connection.py"),
    "facts": ("tests/unit/facts", "tests/unit/concerns"),
    "concerns": ("tests/unit/concerns",),
    "engine": ("tests/unit/engine",),
    "preflight": ("tests/unit/preflight",),
}
WIDER = ("tests/unit", "tests/faults", "tests/wire")
SECONDS = 600  # of one run of tests; a run that goes on longer has noticed


class Checkout:
    """One copy; not for two runs at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, names.split("\0")):
            if (ROOT / name).exists() or (ROOT / name).is_symlink():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)

    def noticed_by(self, guard: Guard) -> str | None:
        """What fails without the guard: the tests that mirror it, or wider ones; None where nothing does."""
        file = self.folder / "plugins" / "module_utils" / guard.file
        whole = file.read_text(encoding="utf-8")
        file.write_text(guard.switched_off(whole), encoding="utf-8")
        try:
            for tests in (TESTS[guard.file.split("/")[0]], WIDER):
                if not self.passes(tests):
                    return " ".join(tests)
            return None
        finally:
            file.write_text(whole, encoding="utf-8")

    def passes(self, tests: tuple[str, ...]) -> bool:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        # Two edits of one file may come in the same second, so that compiled files would be taken for current.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, check=False, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return False
        if done.returncode not in (0, 1, 2):
            raise RuntimeError(f"pytest ended with {done.returncode}: {done.stdout.decode()[-2000:]}")
        return done.returncode == 0
