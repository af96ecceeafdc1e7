"""A client that is nobody's invention: kinit and curl, with the settings of one domain controller."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from lab import intranet
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


class Client:
    """inside: makes a command one in the domain's namespaces. folder: with the settings, and for the tickets."""

    def __init__(self, inside: Callable[..., list[str]], folder: Path, controller: str = "dc1") -> None:
        self._inside, self._folder, self._controller = inside, folder, controller

    def log_on(self, user: str, password: str) -> str:
        """Empty, or what kinit says. Tickets of before are forgotten."""
        self._run("kdestroy", "-q")
        done = self._run("kinit", user, given=password)
        return done.stderr.strip() if done.returncode else ""

    def ask(self, address: str, name: str = intranet.NAMES[0]) -> str:
        """Status codes of one request by name to this address, such as 401,200; what is not answered is 000."""
        options = ("--silent", "--negotiate", "--user", ":", "--output", "/dev/null", "--max-time", "10")
        done = self._run(
            *("curl", *options, "--include", "--resolve", f"{name}:80:{address}", "--dump-header", "-"),
            f"http://{name}/",
        )
        codes = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("HTTP/")]
        return ",".join(codes) or "000"

    def ticket(self, name: str) -> str:
        """Empty where the domain controller gives one for this service principal name, or what kvno says."""
        done = self._run("kvno", "-q", name)
        return done.stderr.strip() if done.returncode else ""

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
