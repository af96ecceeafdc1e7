"""A simulated node: runs the bootstrap's requests, emulated or in the real PowerShell engine, over the node's state."""

from __future__ import annotations

import asyncio
import base64
import binascii

from lab import emulation
from lab.facts import cluster
from lab.node_files import States
from lab.windows.worker import Engine, Job
from lab.winrm.endpoint import Output

ENCODED = "-EncodedCommand "


class Node:
    """engine: None for emulation."""

    def __init__(self, name: str, states: States, engine: Engine | None) -> None:
        self.name = name
        self.states = states
        self.engine = engine
        self._one_at_a_time = asyncio.Lock()  # as the bootstrap's mutex sees to it on Windows

    async def execute(self, command_line: str, stdin: bytes) -> Output:
        script = script_of(command_line)
        if script is None:
            program = command_line.split(" ", 1)[0]
            return Output(b"", f"The lab's nodes run encoded PowerShell commands only, not {program}.\r\n".encode(), 1)
        async with self._one_at_a_time:
            before = cluster.joined(self.states.read(self.name), self.states.others(self.name))
            if self.engine is None:
                stdout, after = emulation.answer(stdin, before)
                output = Output(stdout, b"", 0)
            else:
                result = await self.engine.run(Job(script, stdin, before))
                output, after = Output(result.stdout.encode(), result.stderr.encode(), result.exit_code), result.state
            if after != before:
                self.states.write(self.name, cluster.parted(after))
        return output


def script_of(command_line: str) -> str | None:
    """The script of a command line such as "PowerShell -NoProfile ... -EncodedCommand <base64 of UTF-16>"."""
    program, _, encoded = command_line.partition(ENCODED)
    if not encoded or not program.lower().startswith("powershell"):
        return None
    try:
        return base64.b64decode(encoded.strip().strip('"'), validate=True).decode("utf-16-le")
    except (binascii.Error, UnicodeDecodeError):
        return None
