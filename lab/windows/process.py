"""One worker process: an engine that has loaded its classes and waits for jobs."""

import contextlib
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import assembly, module_text

SCRIPT = Path(__file__).with_name("worker.ps1")
MARK = "nlb.kerberos answer "
SECONDS_A_JOB = 120.0

# What payloads expect of Windows, and what keeps an ordinary pwsh from calling home.
_ENVIRONMENT = {
    "SystemDrive": "C:",
    "SystemRoot": "C:\\Windows",
    "ProgramData": "C:\\ProgramData",
    "POWERSHELL_TELEMETRY_OPTOUT": "1",
    "POWERSHELL_UPDATECHECK": "Off",
}


class WorkerEndedError(RuntimeError):
    """A worker ended, or was ended after SECONDS_A_JOB, before it answered; the message holds what it printed."""


class WorkerProcess:
    """Runs one job at a time; not for two threads at once."""

    def __init__(self, executable: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="nlb.kerberos-")
        self._errors = Path(self._folder.name, "stderr")
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [executable, "-NoProfile", "-NonInteractive", "-File", SCRIPT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **_ENVIRONMENT},
            )
        self._send({"sources": assembly.sources(), "assembly": str(assembly.path()), "standins": module_text.compose()})

    def run(self, script: str, lines: list[str], state: Mapping[str, Any]) -> dict[str, Any]:
        """The worker's answer: stdout, stderr, exit_code, state. Raises WorkerEndedError."""
        limit = threading.Timer(SECONDS_A_JOB, self._process.kill)
        limit.start()
        try:
            with tempfile.TemporaryDirectory(dir=self._folder.name) as root:
                self._send({"script": script, "input": lines, "state": state, "root": root})
                return self._answer()
        finally:
            limit.cancel()

    def close(self) -> None:
        """Ends the process, and with it a job that still runs."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        self._folder.cleanup()

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._death("") from None

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        printed: list[str] = []
        for line in self._process.stdout:
            text = line.decode("utf-8", "replace")
            if text.startswith(MARK):
                answer: dict[str, Any] = json.loads(text.removeprefix(MARK))
                # A job that writes to the console itself is captured as well; the mark comes with its own line break.
                return {**answer, "stdout": "".join(printed).removesuffix("\n") + answer["stdout"]}
            printed.append(text)
        raise self._death("".join(printed))

    def _death(self, printed: str) -> WorkerEndedError:
        code = self._process.wait()
        text = printed + self._errors.read_text(encoding="utf-8", errors="replace")
        return WorkerEndedError(f"the PowerShell worker ended with {code}: {text.strip() or 'it printed nothing'}")
