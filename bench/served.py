"""The bench's lab, in a process of its own, so that its CPU is not the controller's: python -m bench.served.

Prints one line when it answers ({"https": port}), then one for each line it is given: what each node has seen since the
last one. Ends when its standard input does, so that it does not outlive the bench.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import astuple
from pathlib import Path

from bench import wrapper
from bench.counts import Counts
from bench.farm import NETWORK
from lab import simulation
from lab.node_files import NodeState, States
from lab.winrm.endpoint import Counters, Endpoint, Execute, Output
from lab.winrm.server import Ports


class Counted:
    """A node that answers modules of ansible.windows too, and counts the processes that Windows would have started."""

    def __init__(self, endpoint: Endpoint, state: NodeState) -> None:
        self._endpoint = endpoint
        self._state = state
        self._execute: Execute = endpoint.execute
        self._processes = 0
        endpoint.execute = self._counted

    async def _counted(self, command_line: str, stdin: bytes) -> Output:
        self._processes += 1
        return wrapper.answer(stdin, self._state) or await self._execute(command_line, stdin)

    def take(self) -> Counts:
        """What was seen since the last time."""
        seen, processes = self._endpoint.counters, self._processes
        self._endpoint.counters, self._processes = Counters(), 0
        return Counts(processes, seen.messages, seen.requests, seen.connections, seen.bytes_in, seen.bytes_out)


async def serve(folder: Path, nodes: int) -> None:
    simulation.prepare(folder, nodes, NETWORK)
    server, endpoints = await simulation.start(folder, NETWORK, Ports(0, 0), None)
    states = States(folder)
    counted = [Counted(endpoint, states.read(f"web{number}")) for number, endpoint in enumerate(endpoints, 1)]
    asked = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(asked), sys.stdin)
    print(json.dumps({"https": server.ports.https}), flush=True)
    while await asked.readline():
        print(json.dumps([astuple(node.take()) for node in counted]), flush=True)
    await server.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.served", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the lab lives")
    parser.add_argument("--nodes", type=int, required=True)
    options = parser.parse_args()
    asyncio.run(serve(options.folder, options.nodes))


if __name__ == "__main__":
    main()
