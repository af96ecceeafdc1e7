"""The lab's DNS servers inside the process that uses them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from lab.directory.file import DirectoryState
from lab.dns.server import DnsServers, serve


class WiredDns:
    """addresses: short name of a domain controller -> where it listens. Ends with close."""

    def __init__(self, state: Callable[[], DirectoryState], addresses: Mapping[str, str]) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.dns: DnsServers = self._call(serve(state, addresses, 0))
        self.port = self.dns.port

    def close(self) -> None:
        self._call(self.dns.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)
