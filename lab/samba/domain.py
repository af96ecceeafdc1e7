"""A domain controller of Samba for the tests: baked once into .cache, and started from a copy in about a second.

It runs in a network namespace of its own at 10.0.0.5, with its real ports; this process reaches each of them through a
free port of 127.0.0.1, so that runs beside each other never meet. Nothing of it is left when it is closed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"
BAKED = ROOT / ".cache" / "samba"
PORTS = {"ldap": 389, "ldaps": 636, "catalog": 3268}
WHERE = "{folder}"  # stands for the folder in the settings of a baked domain
APART = ("unshare", "--net", "--mount", "--")  # in namespaces of its own
NEEDED = ("samba", "samba-tool", "unshare", "ip", "openssl")


def lacking() -> str:
    """What keeps it from running here; empty where it can."""
    if absent := [name for name in NEEDED if shutil.which(name, path=_path()) is None]:
        return f"no {', '.join(absent)}: run lab/samba/install.sh"
    if os.geteuid() != 0:
        return "a domain of Samba is made, and run in a network namespace, by root"
    if subprocess.run([*APART, "true"], capture_output=True, check=False).returncode:
        return "no network namespace may be made here"
    return ""


class Domain:
    """ports: of 127.0.0.1. folder: a copy that belongs to this one alone, with its own smb.conf."""

    def __init__(self, plan: Mapping[str, Any], folder: Path) -> None:
        self.folder = folder
        _copy(_baked(plan), folder)
        listeners = {name: _listener() for name in PORTS}
        self.ports = {name: listener.getsockname()[1] for name, listener in listeners.items()}
        pairs = [f"{listener.fileno()}:{PORTS[name]}" for name, listener in listeners.items()]
        self._child = subprocess.Popen(
            [*APART, PYTHON, str(HERE / "serve.py"), str(folder), *pairs],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[listener.fileno() for listener in listeners.values()],
            env={**os.environ, "PATH": _path()},
        )
        for listener in listeners.values():
            listener.close()  # the child has them
        assert self._child.stdout is not None
        if self._child.stdout.readline() != b"serving\n":
            self.close()
            raise RuntimeError((folder / "stdout").read_text(encoding="utf-8", errors="replace"))

    def inside(self, *command: str) -> list[str]:
        """A command in the namespace of the domain controller, where it has its real ports at 10.0.0.5."""
        return ["nsenter", "--target", str(self._child.pid), "--net", "--mount", "--", *command]

    @property
    def authority(self) -> Path:
        return self.folder / "tls" / "ca.pem"

    def close(self) -> None:
        """It ends when its stdin does, also where this process is killed."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.wait(60)
        self._child.stdout.close()


def _baked(plan: Mapping[str, Any]) -> Path:
    """The folder with the domain of this plan, made where it is not there."""
    given = json.dumps(plan, sort_keys=True)
    version = subprocess.run(["samba", "--version"], capture_output=True, check=True, env={"PATH": _path()}).stdout
    key = hashlib.sha256(version + (HERE / "bake.py").read_bytes() + given.encode()).hexdigest()[:16]
    folder = BAKED / key
    BAKED.mkdir(parents=True, exist_ok=True)
    with (BAKED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            new = BAKED / f"{key}.new"
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(mode=0o700)
            subprocess.run(
                [*APART, PYTHON, str(HERE / "bake.py"), str(new)],
                input=given,
                text=True,
                check=True,
                env={**os.environ, "PATH": _path()},
            )
            settings = new / "smb.conf"  # without where it was made: a checkout may be moved or copied
            settings.write_text(settings.read_text(encoding="utf-8").replace(f"{new}/", f"{WHERE}/"), encoding="utf-8")
            new.rename(folder)
    return folder


def _copy(baked: Path, folder: Path) -> None:
    shutil.copytree(baked, folder)
    settings = folder / "smb.conf"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(f"{WHERE}/", f"{folder}/"), encoding="utf-8")


def _listener() -> socket.socket:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(50)
    return listener


def _path() -> str:
    return f"{os.environ['PATH']}:/usr/sbin:/sbin"
