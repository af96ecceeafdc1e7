"""A lab inside the process that uses it, whose connections can be cut and whose requests can be counted and read."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lab import intranet, simulation
from lab.directory.server import DirectoryServer, LdapPorts
from lab.dns.server import DnsServers
from lab.node_files import NodeState, States
from lab.winrm.endpoint import Counters, Endpoint, Execute, Faults, Output
from lab.winrm.server import Ports, Server


class WiredLab:
    """payloads: what the nodes have run, in order. endpoint: of the first node.
    message_of: the message by which a payload was last handed to the first node. directory: its LDAP servers.

    watch: is called after each request that was carried out: with the node, what it was asked, and the states before.
    """

    def __init__(
        self,
        folder: Path,
        network: str,
        nodes: int = 1,
        ports: Ports = Ports(),  # noqa: B008  # frozen
        directory: LdapPorts = LdapPorts(),  # noqa: B008  # frozen
        dns: int = simulation.DNS,
    ) -> None:
        self.folder = folder
        self.network = network
        self.payloads: list[str] = []
        self.message_of: dict[str, int] = {}
        self.watch: Callable[[str, bytes, Mapping[str, NodeState]], None] | None = None
        self._states = States(folder)
        self._running = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        simulation.prepare(folder, nodes, network)
        self.server: Server
        self.server, endpoints = self._call(simulation.start(folder, network, ports, None))
        self.directory: DirectoryServer = self._call(simulation.start_directory(folder, network, directory))
        self.dns: DnsServers = self._call(simulation.start_dns(folder, network, dns))
        self.endpoint: Endpoint = endpoints[0]
        self._endpoints: list[Endpoint] = endpoints
        self._account = endpoints[0].account
        for number, endpoint in enumerate(endpoints, 1):
            endpoint.execute = self._recorded(intranet.name(number), endpoint.execute)

    def close(self) -> None:
        self._call(self.dns.close())
        self._call(self.directory.close())
        self._call(self.server.close())
        self._call(_end_the_rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)

    def messages(self) -> int:
        """That the nodes have received."""
        return sum(endpoint.counters.messages for endpoint in self._endpoints)

    def refused_logons(self) -> list[int]:
        """Of each node."""
        return [endpoint.counters.refused_logons for endpoint in self._endpoints]

    def forget_refused_logons(self) -> None:
        for endpoint in self._endpoints:
            endpoint.counters.refused_logons = 0

    def lock(self, node: int) -> None:
        """The account is locked, which only connections that begin from now on notice. Until unlock."""
        self._endpoints[node - 1].account = replace(self._endpoints[node - 1].account, password="another")

    def unlock(self) -> None:
        for endpoint in self._endpoints:
            endpoint.account = self._account

    def settle(self) -> None:
        """Until what a killed client has asked for is done: its last request may still be on its way."""
        seen, quiet = -1, 0
        while quiet < 10:
            time.sleep(0.02)
            now = sum(endpoint.counters.requests for endpoint in self._endpoints)
            quiet = quiet + 1 if now == seen and not self._running else 0
            seen = now

    def finish(self) -> None:
        """Until what a client of this process has asked for is done: all that it sent has arrived."""
        self._call(self._idle())

    async def _idle(self) -> None:
        await asyncio.sleep(0)  # a command that was just started begins in the next round
        while self._running:
            await asyncio.sleep(0)

    def _recorded(self, node: str, execute: Execute) -> Execute:
        async def recorded(command_line: str, stdin: bytes) -> Output:
            payloads = [call["payload"] for call in asked(stdin)["calls"]]
            self.payloads += payloads
            self.message_of |= dict.fromkeys(payloads, self.endpoint.counters.messages)
            before = {name: self._states.read(name) for name in self._states.nodes()} if self.watch else {}
            self._running += 1
            try:
                return await execute(command_line, stdin)
            finally:
                self._running -= 1
                if self.watch:
                    self.watch(node, stdin, before)

        return recorded

    def reset(self, faults: Faults = Faults()) -> None:  # noqa: B008  # frozen
        """From now on messages are counted from 1 again, and shells that a cut has left behind are gone."""
        self._loop.call_soon_threadsafe(self.server.end_shells)
        self.endpoint.faults = faults
        self.endpoint.counters = Counters()
        self.message_of.clear()


def asked(stdin: bytes) -> dict[str, Any]:
    """The request without its secrets."""
    request: dict[str, Any] = json.loads(stdin.splitlines()[0])
    return request


def leases_expired(state: NodeState) -> NodeState:
    """Every lease has expired."""
    return {**state, "lease": {"run": None, "until": None, "drained": False}}


async def _end_the_rest() -> None:
    """A connection whose TLS handshake was not done is no task of the server's yet. As asyncio.run ends them."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    await asyncio.sleep(0)  # what a cancelled task has closed is closed in the next round
