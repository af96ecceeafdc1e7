"""The directory's servers inside the process that uses them, with or without the nodes of a lab beside them."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from lab.directory import healthy, server
from lab.directory.directory import Directory
from lab.directory.server import ANY, DirectoryServer, LdapPorts, addresses
from lab.winrm import certificate


class WiredDirectory:
    """folder: with a password and a directory that are there, else a healthy one. Ends with close."""

    def __init__(self, folder: Path, network: str, nodes: int = 3, ports: LdapPorts = ANY) -> None:
        self.addresses = addresses(network)
        self.directory = Directory(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "password").exists():
            (folder / "password").write_text(secrets.token_urlsafe(16), encoding="utf-8")
        if not self.directory.file.path.exists():
            self.directory.file.write(healthy.directory(nodes))
        files = certificate.CertificateFiles(folder / "ca.pem", folder / "server.pem", folder / "server.key")
        if not files.authority.exists():
            files = certificate.issue(folder, list(self.addresses.values()))
        self.authority = files.authority
        self.password = (folder / "password").read_text(encoding="utf-8")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.server: DirectoryServer = self._call(
            server.serve(self.directory, self.addresses, ports, certificate.load(files))
        )
        self.ports = self.server.ports

    def close(self) -> None:
        self._call(self.server.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)
