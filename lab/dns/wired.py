"""The lab's DNS servers inside the process that uses them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from lab.directory.file import DirectoryState
from lab.dns.server import DnsServer, Listening, listen


class WiredDns:
    """addresses: short name of a domain controller -> where it listens; all on one port. Ends with close."""

    def __init__(self, state: Callable[[], DirectoryState], addresses: Mapping[str, str]) -> None:
        hosts = {f"{name}.example.com": address for name, address in addresses.items()}
        self.servers = {name: DnsServer(name, state, hosts) for name in addresses}
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._listening: list[Listening] = []
        for name, address in addresses.items():
            self._listening.append(self._call(listen(self.servers[name], address, self.port)))
            self.port = self._listening[0].port

    def close(self) -> None:
        for one in self._listening:
            self._call(one.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)
