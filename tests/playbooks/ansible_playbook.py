"""Runs of ansible-playbook: forks of a server where one will do, else the command."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
LIMIT = 120  # seconds; a run that takes longer is ended


@dataclass(frozen=True)
class Ended:
    """code: exit code. output: what was printed, then what was printed as errors."""

    code: int
    output: str


def run(arguments: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Ended:
    """environment: what this run has besides that of the tests.

    Ansible reads its configuration as it is imported, from the working folder and from variables of its own. A run for
    which they are others than the server's is a process of its own.
    """
    if cwd == ROOT and not any(name.startswith("ANSIBLE_") for name in environment):
        return by_fork(arguments, environment)
    return by_command(arguments, cwd, environment)


def by_command(arguments: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Ended:
    done = subprocess.run(
        ["ansible-playbook", *arguments],
        cwd=cwd, env=_environment() | environment, capture_output=True, text=True, check=False, timeout=LIMIT,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout + done.stderr)


def by_fork(arguments: Sequence[str], environment: Mapping[str, str]) -> Ended:
    return _server().run(arguments, _environment() | environment)


def _environment() -> dict[str, str]:
    return {**os.environ, "ANSIBLE_NOCOLOR": "1"}


@cache
def _server() -> Server:
    server = Server()
    atexit.register(server.close)
    return server


class Server:
    """tests/playbooks/fork_server.py, which also ends when this process has ended."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.playbooks.fork_server"],
            cwd=ROOT, env=_environment() | (environment or {}), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(self, arguments: Sequence[str], environment: Mapping[str, str], limit: float = LIMIT) -> Ended:
        """Raises subprocess.TimeoutExpired after limit seconds."""
        with TemporaryDirectory() as folder:
            output, errors = Path(folder, "output"), Path(folder, "errors")
            output.touch()
            errors.touch()
            code = self._asked(
                {
                    "arguments": list(arguments),
                    "cwd": str(ROOT),
                    "environment": dict(environment),
                    "output": str(output),
                    "errors": str(errors),
                    "limit": limit,
                }
            )
            if code is None:
                raise subprocess.TimeoutExpired(["ansible-playbook", *arguments], limit)
            return Ended(code, output.read_text(encoding="utf-8") + errors.read_text(encoding="utf-8"))

    def _asked(self, request: Mapping[str, object]) -> int | None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        code: int | None = json.loads(self._process.stdout.readline())["code"]
        return code

    def close(self) -> None:
        self._process.communicate()
