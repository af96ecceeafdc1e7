"""The domain controllers as LDAP servers: each at its own address, with and without TLS, and as global catalogs."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

from lab.directory.directory import Directory
from lab.directory.forest import CONTROLLERS
from lab.directory.session import Counters, Port, Session
from lab.winrm import loopback

PIECE = 65536
FIRST = 5  # the last number of the first domain controller's address


@dataclass(frozen=True)
class LdapPorts:
    """The same four for all domain controllers. 0: any free one; the server shows which."""

    ldap: int = 3890
    ldaps: int = 6360
    catalog: int = 3268
    catalog_tls: int = 3269


ANY = LdapPorts(0, 0, 0, 0)


class DirectoryServer:
    """Made by `serve`."""

    def __init__(self, ports: LdapPorts) -> None:
        self.ports = ports
        self.counters = Counters()
        self._listeners: list[asyncio.Server] = []
        self._connections: set[asyncio.Task[None]] = set()

    async def add(self, port: Port, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(_answer(port, reader, writer))
            self._connections.add(task)
            task.add_done_callback(self._connections.discard)

        self._listeners.append(await asyncio.start_server(connected, sock=listener, ssl=tls))

    async def close(self) -> None:
        """Stops listening and cuts every connection."""
        for listener in self._listeners:
            listener.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        for listener in self._listeners:
            await listener.wait_closed()


async def _answer(port: Port, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    port.counters.connections += 1
    session = Session(port)
    try:
        while not session.closed and (data := await reader.read(PIECE)):
            answers = port.directory.state()["controllers"][port.controller]["answers"]
            if answers == "no":
                break
            if answers == "silent":
                continue
            writer.write(session.receive(data))
            await writer.drain()
    except OSError:
        pass  # the client went away
    except asyncio.CancelledError:
        writer.transport.abort()  # closing politely waits for the client's part of the end of TLS
        raise
    finally:
        writer.close()


def addresses(network: str) -> dict[str, str]:
    """Short name of a domain controller -> where it is: 127.x.y.5 and on."""
    return {name: f"{network}.{FIRST + number}" for number, name in enumerate(CONTROLLERS)}


async def serve(
    directory: Directory, addresses: Mapping[str, str], ports: LdapPorts, tls: ssl.SSLContext
) -> DirectoryServer:
    """addresses: short name of a domain controller -> where it listens. Returns when all accept connections."""
    for address in addresses.values():
        loopback.require_loopback(address)
    catalogs = {name: at for name, at in addresses.items() if directory.state()["controllers"][name]["catalog"]}
    kinds = (
        Kind(addresses, ports.ldap, False, None),
        Kind(addresses, ports.ldaps, False, tls),
        Kind(catalogs, ports.catalog, True, None),
        Kind(catalogs, ports.catalog_tls, True, tls),
    )
    taken: list[list[socket.socket]] = []
    try:
        for kind in kinds:
            taken.append(loopback.listen(list(kind.addresses.values()), kind.port))
    except OSError:
        for sockets in taken:
            loopback.close(sockets)
        raise
    server = DirectoryServer(LdapPorts(*(sockets[0].getsockname()[1] for sockets in taken)))
    for sockets, kind in zip(taken, kinds, strict=True):
        for listener, controller in zip(sockets, kind.addresses, strict=True):
            port = Port(directory, controller, kind.catalog, kind.tls is not None, server.counters)
            await server.add(port, listener, kind.tls)
    return server


@dataclass(frozen=True)
class Kind:
    """One of the four ports."""

    addresses: Mapping[str, str]
    port: int
    catalog: bool
    tls: ssl.SSLContext | None
