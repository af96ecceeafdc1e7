"""A lab inside the test process, whose wire a test can cut and whose requests it can count and look at."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine import audit as driver
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import emulation, intranet, simulation
from lab.node_files import NodeState, States
from lab.winrm.endpoint import Counters, Endpoint, Execute, Faults, Output
from lab.winrm.server import Ports, Server

INVENTORY = """
kerberos:
  hosts:
    web1:
      ansible_host: {address}
  vars:
    ansible_connection: winrm
    ansible_port: {port}
    ansible_winrm_scheme: {scheme}
    ansible_winrm_transport: {transport}
    ansible_winrm_ca_trust_path: {folder}/ca.pem
    ansible_user: administrator
    ansible_password: "{{{{ lookup('ansible.builtin.file', '{folder}/password') }}}}"
    kerberos_farm:
      name: intranet
      names: [intranet.example.com, intranet]
      virtual_addresses: [10.0.0.50, "2001:db8::50"]
      nodes:
        web1:
          own_addresses: [10.0.0.11, "2001:db8::1:1"]
"""


class WiredLab:
    """payloads: what the nodes have run, in order. endpoint: of the first node.

    watch: is told of each request, once it was carried out: which node, what it was asked, and the states before.
    """

    def __init__(self, folder: Path, network: str, nodes: int = 1) -> None:
        self.folder = folder
        self.network = network
        self.payloads: list[str] = []
        self.watch: Callable[[str, bytes, Mapping[str, NodeState]], None] | None = None
        self._states = States(folder)
        self._running = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        simulation.prepare(folder, nodes, network)
        self.server: Server
        self.server, endpoints = self._call(simulation.start(folder, network, Ports(), None))
        self.endpoint: Endpoint = endpoints[0]
        for number, endpoint in enumerate(endpoints, 1):
            endpoint.execute = self._recorded(intranet.name(number), endpoint.execute)

    def close(self) -> None:
        self._call(self.server.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)

    def settle(self) -> None:
        """Until what a killed client has asked for is done: its last request may still be on its way."""
        seen, quiet = -1, 0
        while quiet < 10:
            time.sleep(0.02)
            now = self.endpoint.counters.requests
            quiet = quiet + 1 if now == seen and not self._running else 0
            seen = now

    def _recorded(self, node: str, execute: Execute) -> Execute:
        async def recorded(command_line: str, stdin: bytes) -> Output:
            self.payloads += [call["payload"] for call in asked(stdin)["calls"]]
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

    def inventory(self, path: Path, *, ntlm: bool = False) -> Path:
        port, scheme, transport = (5985, "http", "ntlm") if ntlm else (5986, "https", "basic")
        address = simulation.address(self.network, 1)
        text = INVENTORY.format(address=address, port=port, scheme=scheme, transport=transport, folder=self.folder)
        path.write_text(text, encoding="utf-8")
        return path


def asked(stdin: bytes) -> dict[str, Any]:
    """The request without its secrets."""
    request: dict[str, Any] = json.loads(stdin.splitlines()[0])
    return request


def half_a_minute_later(state: NodeState) -> NodeState:
    """Every lease is over."""
    return {**state, "lease": {"run": None, "until": None}}


def given_back(state: NodeState, number: int = 1) -> NodeState:
    """The state of the node of this number after all runs in its journal were taken back, the newest first."""
    now = state

    def ask(calls: Any, stop: bool = False) -> exchange.Reply:
        nonlocal now
        stdin = exchange.request(calls, intranet.own_addresses(number), scripts(), stop)
        stdout, now = emulation.answer(stdin, half_a_minute_later(now))
        return exchange.reply(stdout, b"", calls, stop)

    for newer, run in enumerate(reversed(journal.undoable(journal.parse(state["journal"])))):
        outcomes = rollback.undo(run, ask, driver.Run(f"99991231T00000{newer}Z-undo", "9999-12-31T00:00:00+00:00"))
        assert not [conflict for outcome in outcomes for conflict in outcome.conflicts]
    return now
