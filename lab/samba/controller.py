"""One domain controller of Samba: its settings, and its process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

ADDRESSES = {"dc1": "10.0.0.5", "dc2": "10.0.0.6"}
PORTS = (389, 88)
WAITS = 60.0  # seconds
# Nothing replicates by itself (no service drepl): replicate.py does, when it is asked to.
SETTINGS = """[global]
    netbios name = {name}
    realm = EXAMPLE.COM
    workgroup = EXAMPLE
    server role = active directory domain controller
    server services = ldap, kdc, cldap{more}
    interfaces = {address}/24
    bind interfaces only = yes
    private dir = {folder}/private
    state directory = {folder}/state
    cache directory = {folder}/cache
    lock directory = {folder}/lock
    pid directory = {folder}/run
    ncalrpc dir = {folder}/run/ncalrpc
    log file = {folder}/log
    tls enabled = yes
    tls keyfile = {folder}/tls/key.pem
    tls certfile = {folder}/tls/cert.pem
    tls cafile = {folder}/tls/ca.pem
    kdc default domain supported enctypes = 24
"""
FOLDERS = ("private", "state", "cache", "lock", "run", "tls")


def settings(folder: Path, alone: bool) -> str:
    """Of the domain controller that this folder is named after.

    alone: there is no other one to speak with. Then it has DNS.
    """
    more = ", dns" if alone else ", rpc"
    return SETTINGS.format(name=folder.name.upper(), address=ADDRESSES[folder.name], folder=folder, more=more)


class Controller:
    """folder: named after the domain controller. Its process ends with this one, whose end it sees at its stdin."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.address = folder, ADDRESSES[folder.name]
        self._samba: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it serves."""
        with (self.folder / "stdout").open("a") as log:
            self._samba = self._started(log)
        for port in PORTS:
            self._wait(port)

    def _started(self, log: IO[str]) -> subprocess.Popen[bytes]:
        """A host name of its own keeps two of them from being taken for one."""
        options = ("--interactive", "--no-process-group", "--debug-stdout", "--model=single")
        named = ("unshare", "--uts", "--", "sh", "-c", 'hostname "$0" && exec "$@"', self.folder.name)
        return subprocess.Popen(
            [*named, "samba", *options, "-s", f"{self.folder}/smb.conf"],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "KRB5_CONFIG": f"{self.folder}/private/krb5.conf"},
            start_new_session=True,
        )

    def _wait(self, port: int) -> None:
        assert self._samba is not None
        until = time.monotonic() + WAITS
        while time.monotonic() < until and self._samba.poll() is None:
            try:
                socket.create_connection((self.address, port), 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        sys.exit(f"Samba does not answer at {self.address} port {port}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._samba is None:
            return
        if self._samba.poll() is None:
            os.killpg(self._samba.pid, how)
        self._samba.wait(30)
        assert self._samba.stdin is not None
        self._samba.stdin.close()
        self._samba = None
