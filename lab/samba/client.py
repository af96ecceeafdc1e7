"""A client that is nobody's invention: kinit and curl, with the settings of one domain controller."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from lab.samba.controller import ADDRESSES

SETTINGS = """[libdefaults]
    default_realm = EXAMPLE.COM
    dns_lookup_kdc = false
    dns_lookup_realm = false
    dns_canonicalize_hostname = false
    rdns = false
[realms]
    EXAMPLE.COM = {{
        kdc = {address}
    }}
"""


def settings(folder: Path, controllers: Sequence[str]) -> None:
    """A file for each domain controller, for KRB5_CONFIG: of what a client asks that one alone."""
    for name in controllers:
        (folder / f"{name}.krb5.conf").write_text(SETTINGS.format(address=ADDRESSES[name]), encoding="utf-8")


def password(path: Path, of_all: str) -> None:
    """That of those who log on, and of the domain's administrator, for who reads it from a file."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(of_all)


class Client:
    """inside: makes a command one in the domain's namespaces. folder: with the settings, and for the tickets."""

    def __init__(self, inside: Callable[..., list[str]], folder: Path, controller: str = "dc1") -> None:
        self._inside, self._folder, self._controller = inside, folder, controller

    def log_on(self, user: str, password: str) -> str:
        """Empty, or what kinit says. Tickets of before are forgotten."""
        self._run("kdestroy", "-q")
        done = self._run("kinit", user, given=password)
        return done.stderr.strip() if done.returncode else ""

    def ask(self, address: str, name: str, port: int = 80) -> str:
        """The status of one request by name to this address; 000 where nothing answers."""
        options = ("--silent", "--negotiate", "--user", ":", "--output", "/dev/null", "--max-time", "10")
        where = ("--resolve", f"{name}:{port}:{address}", f"http://{name}:{port}/")
        return self._run("curl", *options, "--write-out", "%{http_code}", *where).stdout

    def _run(self, *command: str, given: str = "") -> subprocess.CompletedProcess[str]:
        files = {
            "KRB5_CONFIG": self._folder / f"{self._controller}.krb5.conf",
            "KRB5CCNAME": self._folder / f"{self._controller}.tickets",
        }
        return subprocess.run(
            self._inside("env", *(f"{name}={path}" for name, path in files.items()), *command),
            input=given,
            text=True,
            capture_output=True,
            check=False,
        )
