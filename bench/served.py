"""The labs of the bench, one a farm, in a process of their own, whose CPU is not counted: python -m bench.served.

Prints one line when all of them answer ({"https": ports, farm by farm}), then one for each line it is given: what each
node has seen since the last one. Ends when its standard input does, so that it does not outlive the bench.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sys
from dataclasses import astuple
from pathlib import Path

from bench import wrapper
from bench.counts import Counts
from bench.farm import folder, network
from bench.faulty import faults
from bench.shape import Shape
from lab import intranet, simulation
from lab.node_files import NodeState, States
from lab.winrm.endpoint import Counters, Endpoint, Execute, Output
from lab.winrm.server import Ports, Server


class Counted:
    """A node that answers modules of ansible.windows too, and counts the processes that Windows would have started.

    delay: seconds that each of them takes.
    """

    def __init__(self, endpoint: Endpoint, state: NodeState, delay: float) -> None:
        self._endpoint = endpoint
        self._delay = delay
        self._state = state
        self._execute: Execute = endpoint.execute
        self._processes = 0
        endpoint.execute = self._counted

    async def _counted(self, command_line: str, stdin: bytes) -> Output:
        self._processes += 1
        await asyncio.sleep(self._delay)
        return wrapper.answer(stdin, self._state) or await self._execute(command_line, stdin)

    def take(self) -> Counts:
        """What was seen since the last time."""
        seen, processes = self._endpoint.counters, self._processes
        self._endpoint.counters, self._processes = Counters(), 0
        return Counts(processes, seen.messages, seen.requests, seen.connections, seen.bytes_in, seen.bytes_out)


async def serve(labs: Path, shape: Shape) -> None:
    started = [await _farm(labs, farm, shape) for farm in range(1, shape.farms + 1)]
    counted = [node for _, nodes in started for node in nodes]
    asked = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(asked), sys.stdin)
    print(json.dumps({"https": [server.ports.https for server, _ in started]}), flush=True)
    while await asked.readline():
        print(json.dumps([astuple(node.take()) for node in counted]), flush=True)
    for server, _ in started:
        await server.close()


async def _farm(labs: Path, farm: int, shape: Shape) -> tuple[Server, list[Counted]]:
    lab = folder(labs, farm)
    simulation.prepare(lab, shape.nodes, network(farm))
    states = States(lab)
    for (where, number), fault in faults(shape.farms, shape.nodes, shape.faulty).items():
        if where == farm:
            state = states.read(intranet.name(number))
            fault.inject(state, number)
            states.write(intranet.name(number), state)
    server, endpoints = await simulation.start(lab, network(farm), Ports(0, 0), None)
    read = (states.read(intranet.name(number)) for number in range(1, shape.nodes + 1))
    return server, [Counted(endpoint, state, shape.delay) for endpoint, state in zip(endpoints, read, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.served", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the labs live")
    parser.add_argument("--shape", type=Shape.parse, required=True)
    options = parser.parse_args()
    # Each node listens on two sockets, and shells allow 1,024 open files unless they are asked for more.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(serve(options.folder, options.shape))


if __name__ == "__main__":
    main()
