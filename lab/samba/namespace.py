"""The network that a domain of Samba has for itself: addresses on its loopback, and names without a DNS server.

Runs in the system's Python, within namespaces of its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def run(*command: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stdout}")


def addresses(given: Sequence[str]) -> None:
    """On the loopback, where nobody else sees them."""
    commands = ["link set lo up", *(f"address add {one}{_network(one)} dev lo" for one in given)]
    subprocess.run(["ip", "-batch", "-"], input="\n".join(commands), text=True, check=True)


def _network(address: str) -> str:
    """Samba takes no network of one address."""
    return "/64" if ":" in address else "/24"


def names(folder: Path, given: Sequence[tuple[str, str]]) -> None:
    """(address, names): /etc/hosts and /etc/resolv.conf in these namespaces, from files made in the folder."""
    contents = {
        "hosts": "".join(f"{address} {of}\n" for address, of in (("127.0.0.1", "localhost"), *given)),
        "resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
    }
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8")
        run("mount", "--bind", str(folder / name), str(Path("/etc", name).resolve()))
