"""A domain of Samba, with one domain controller or two: started from a copy of a baked one in about a second.

It runs in a network namespace of its own at 10.0.0.5 and 10.0.0.6, with its real ports; this process reaches those of
the first one through free ports of 127.0.0.1, so that runs beside each other never meet. Nothing of it is left when it
is closed.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lab.samba import baked
from lab.samba.baked import APART, PYTHON, USERS, copied, environment
from lab.samba.controller import ADDRESSES

PORTS = {"ldap": 389, "ldaps": 636, "catalog": 3268}
NEEDED = ("samba", "samba-tool", "unshare", "ip", "openssl")


def lacking(plan: Mapping[str, Any]) -> str:
    """What keeps a domain of this plan from running here; empty where it can."""
    if absent := [name for name in NEEDED if shutil.which(name, path=environment()["PATH"]) is None]:
        return f"no {', '.join(absent)}: run lab/samba/install.sh"
    if subprocess.run([*APART, "true"], capture_output=True, check=False).returncode:
        return "no network namespace may be made here"
    return baked.lacking(plan)


class Domain:
    """ports: of 127.0.0.1. folder: a copy that belongs to this one alone, with a folder for each domain controller."""

    def __init__(self, plan: Mapping[str, Any], folder: Path) -> None:
        self.folder = folder
        self._administrator = plan["administrator"]
        copied(plan, folder)
        self.controllers = [name for name in ADDRESSES if (folder / name).exists()]
        listeners = {name: _listener() for name in PORTS}
        self.ports = {name: listener.getsockname()[1] for name, listener in listeners.items()}
        first = ADDRESSES[self.controllers[0]]
        given = {
            "folders": [str(folder / name) for name in self.controllers],
            "relays": [[listener.fileno(), first, PORTS[name]] for name, listener in listeners.items()],
        }
        self._child = subprocess.Popen(
            [*APART, PYTHON, "-m", "lab.samba.serve", json.dumps(given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[listener.fileno() for listener in listeners.values()],
            env=environment(),
        )
        for listener in listeners.values():
            listener.close()  # the child has them
        self._done()

    def inside(self, *command: str) -> list[str]:
        """A command in the namespaces of the domain controllers, where they have their real ports and names."""
        users = ("--user", "--preserve-credentials") if USERS else ()
        enter = ("nsenter", "--target", str(self._child.pid), *users, "--net", "--mount", "--")
        return [*enter, "env", f"--chdir={Path.cwd()}", *command]

    def change(self, controller: str, *changes: Sequence[Any]) -> None:
        """In the directory as this domain controller alone has it; changes.py says what a change is."""
        self._program("changes", str(self.folder / controller), given=json.dumps(changes))

    def replicate(self, into: str, source: str) -> None:
        """All that the one has not yet of the other. Nothing replicates by itself."""
        self._program("replicate", str(self.folder / into), source, given=self._administrator)

    def kill(self, controller: str) -> None:
        """As a power failure does: connections break."""
        self._order("kill", controller)

    def start(self, controller: str) -> None:
        """Again, after it was killed."""
        self._order("start", controller)

    @property
    def authority(self) -> Path:
        return self.folder / self.controllers[0] / "tls" / "ca.pem"

    def close(self) -> None:
        """It ends when its stdin does, also where this process is killed."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.wait(60)
        self._child.stdout.close()

    def _order(self, what: str, controller: str) -> None:
        assert self._child.stdin is not None
        self._child.stdin.write(f"{what} {controller}\n".encode())
        self._child.stdin.flush()
        self._done()

    def _done(self) -> None:
        assert self._child.stdout is not None
        if self._child.stdout.readline() != b"done\n":
            self.close()
            said = [path.read_text(encoding="utf-8", errors="replace") for path in self.folder.glob("dc*/stdout")]
            raise RuntimeError("\n".join(said))

    def _program(self, name: str, *arguments: str, given: str) -> None:
        command = self.inside(PYTHON, "-m", f"lab.samba.{name}", *arguments)
        done = subprocess.run(command, input=given, text=True, capture_output=True, env=environment(), check=False)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stdout}{done.stderr}")


def _listener() -> socket.socket:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(50)
    return listener
