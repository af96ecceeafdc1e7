"""A DNS server at an address of the loopback, over UDP and TCP, for one domain controller of the lab."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Mapping
from typing import Any

import dns.exception
import dns.flags
import dns.message
import dns.rdatatype

from lab.directory.file import DirectoryState
from lab.directory.view import View
from lab.dns.answers import answer, with_hosts, zones
from lab.dns.zones import SERVERS
from lab.winrm import loopback

HOLDERS = tuple(server.partition(".")[0] for server in SERVERS)
UDP = 512  # bytes of an answer, without EDNS


class DnsServer:
    """state: the directory's, at this moment. hosts: where the lab's domain controllers listen, host name -> address.

    asked: the questions so far, as name and type. received, sent: the bytes of these, and of the answers.
    """

    def __init__(self, controller: str, state: Callable[[], DirectoryState], hosts: Mapping[str, str]) -> None:
        self._controller, self._state, self._hosts = controller, state, hosts
        self._seen: tuple[DirectoryState, Any] | None = None
        self.asked: list[tuple[str, str]] = []
        self.received = self.sent = 0

    def reply(self, message: bytes, size: int | None = None) -> bytes | None:
        """As _reply, and counted."""
        found = self._reply(message, size)
        self.received += len(message)
        self.sent += len(found or b"")
        return found

    def _reply(self, message: bytes, size: int | None) -> bytes | None:
        """None for what is no question, and where the controller is silent. size: bytes that an answer may have."""
        state = self._state()
        if state["controllers"][self._controller]["answers"] != "yes":
            return None
        try:
            query = dns.message.from_wire(message)
        except dns.exception.DNSException:
            return None
        if not query.question or query.flags & dns.flags.QR:
            return None
        found = answer(query, self._zones(state))
        self.asked.append((query.question[0].name.to_text(), dns.rdatatype.to_text(query.question[0].rdtype)))
        if size is None:
            return found.to_wire()
        return found.to_wire(max_size=max(size, query.payload or 0), prefer_truncation=True)

    def _zones(self, state: DirectoryState) -> Any:
        if self._seen is None or self._seen[0] is not state:
            self._seen = (state, with_hosts(zones(View(state, self._controller)), self._hosts))
        return self._seen[1]


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, server: DnsServer) -> None:
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if (reply := self._server.reply(data, UDP)) is not None:
            self._transport.sendto(reply, addr)


class Listening:
    """Both sockets of one server, on one port."""

    def __init__(self, port: int, udp: asyncio.BaseTransport, tcp: asyncio.Server) -> None:
        self.port, self._udp, self._tcp = port, udp, tcp

    async def close(self) -> None:
        self._udp.close()
        self._tcp.close()
        await self._tcp.wait_closed()


async def listen(server: DnsServer, address: str, port: int) -> Listening:
    """port: 0 for any."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                (length,) = struct.unpack(">H", await reader.readexactly(2))
                reply = server.reply(await reader.readexactly(length))
                if reply is None:
                    break
                writer.write(struct.pack(">H", len(reply)) + reply)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    tcp = await asyncio.start_server(connected, address, port)
    port = tcp.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()
    udp, _ = await loop.create_datagram_endpoint(lambda: _Udp(server), local_addr=(address, port))
    return Listening(port, udp, tcp)


class DnsServers:
    """One for each domain controller that holds the zones, at its address; all on one port. Made by `serve`."""

    def __init__(self, servers: Mapping[str, DnsServer]) -> None:
        self.servers = servers
        self.port = 0
        self._listening: list[Listening] = []

    async def add(self, server: DnsServer, address: str, port: int) -> None:
        self._listening.append(await listen(server, address, self.port or port))
        self.port = self._listening[0].port

    async def close(self) -> None:
        for one in self._listening:
            await one.close()


async def serve(state: Callable[[], DirectoryState], addresses: Mapping[str, str], port: int) -> DnsServers:
    """addresses: short name of a domain controller -> where it listens. port: 0 for any."""
    at = {name: addresses[name] for name in HOLDERS}
    hosts = {state()["controllers"][name]["host"]: address for name, address in addresses.items()}
    found = DnsServers({name: DnsServer(name, state, hosts) for name in at})
    for name, address in at.items():
        loopback.require_loopback(address)
        await found.add(found.servers[name], address, port)
    return found
