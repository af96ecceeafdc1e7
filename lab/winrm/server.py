"""The WinRM server: every endpoint on its own address, https and http beside each other."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from . import loopback
from .connection import Connection
from .endpoint import Endpoint
from .shells import Shells


@dataclass(frozen=True)
class Ports:
    """The same two for all endpoints. 0: any free one; the server shows which."""

    https: int = 5986
    http: int = 5985


class Server:
    """Made by `serve`."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self._listeners: list[asyncio.Server] = []
        self._connections: set[asyncio.Task[None]] = set()
        self._shells: list[Shells] = []

    async def add(self, endpoint: Endpoint, https: socket.socket, http: socket.socket, tls: ssl.SSLContext) -> None:
        shells = Shells(endpoint)
        self._shells.append(shells)
        for listener, context in ((https, tls), (http, None)):

            def connected(
                reader: asyncio.StreamReader, writer: asyncio.StreamWriter, encrypted: bool = context is not None
            ) -> None:
                self._track(Connection(endpoint, shells, (reader, writer), encrypted))

            self._listeners.append(await asyncio.start_server(connected, sock=listener, ssl=context))

    def end_shells(self) -> None:
        """As Windows does with shells that were idle for long: those of clients that never deleted them."""
        for shells in self._shells:
            shells.close()

    async def close(self) -> None:
        """Stops listening, cuts every connection and terminates every command."""
        for listener in self._listeners:
            listener.close()
        self.end_shells()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        for listener in self._listeners:
            await listener.wait_closed()

    def _track(self, connection: Connection) -> None:
        task = asyncio.create_task(connection.run())
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)


async def serve(endpoints: Sequence[Endpoint], ports: Ports, tls: ssl.SSLContext) -> Server:
    """Returns when all endpoints accept connections. Raises ValueError for an address that is not loopback."""
    addresses = [endpoint.address for endpoint in endpoints]
    for address in addresses:
        loopback.require_loopback(address)
    https = loopback.listen(addresses, ports.https)
    try:
        http = loopback.listen(addresses, ports.http)
    except OSError:
        loopback.close(https)
        raise
    server = Server(Ports(https[0].getsockname()[1], http[0].getsockname()[1]))
    for endpoint, secure, plain in zip(endpoints, https, http, strict=True):
        await server.add(endpoint, secure, plain, tls)
    return server
