"""One command of a shell: it gathers stdin, runs once, and hands its output out in pieces."""

from __future__ import annotations

import asyncio
import logging

from .answer import Piece
from .endpoint import Execute, Output
from .wsman_fault import (
    CommandFailed,
    CommandNotFound,
    OperationAborted,
    OperationTimedOut,
    StdinClosed,
    WsmanFaultError,
)

_log = logging.getLogger(__name__)


async def too_long(line: str, stdin: bytes) -> Output:
    """What cmd.exe does with a command line beyond its limit."""
    return Output(b"", b"The command line is too long.\r\n", 1)


class Command:
    """Starts when the whole of its stdin is known.

    Windows starts at once and lets the process wait for its stdin; here the process gets all of it in one piece. So a
    command whose client announced a pipe starts when the client ends it, and never before: an execution with half its
    stdin would be one that Windows does not do. A command with a console for stdin (all that pywinrm and Ansible run
    without input) starts at its first Receive, unless something was sent, which then must be ended too.
    """

    def __init__(self, line: str, piped_stdin: bool, execute: Execute) -> None:
        self._line = line
        self._awaits_end = piped_stdin
        self._execute = execute
        self._stdin = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._result: asyncio.Future[Output] = asyncio.get_running_loop().create_future()
        self._handed_out = 0
        self._finished = False

    def feed(self, data: bytes, end: bool) -> None:
        if self._task is not None:
            raise StdinClosed
        self._awaits_end = True
        self._stdin += data
        if end:
            self._start()

    async def receive(self, timeout: float, room: int) -> Piece:
        """The next piece of at most `room` bytes; waits `timeout` seconds for it, else raises OperationTimedOut."""
        if self._finished:
            raise CommandNotFound
        if self._task is None and not self._awaits_end:
            self._start()
        try:
            output = await asyncio.wait_for(asyncio.shield(self._result), timeout)
        except TimeoutError as error:
            raise OperationTimedOut from error
        return self._next_piece(output, room)

    def terminate(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._fail(OperationAborted())

    def _start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            output = await self._execute(self._line, bytes(self._stdin))
        except Exception as error:
            _log.exception("a command could not be run")
            self._fail(CommandFailed(error))
        else:
            if not self._result.done():
                self._result.set_result(output)

    def _fail(self, fault: WsmanFaultError) -> None:
        if not self._result.done():
            self._result.set_exception(fault)
            self._result.exception()  # perhaps no task waits, and asyncio complains of errors never retrieved

    def _next_piece(self, output: Output, room: int) -> Piece:
        everything = len(output.stdout) + len(output.stderr)
        begin, end = self._handed_out, min(self._handed_out + room, everything)
        split = len(output.stdout)
        self._handed_out = end
        self._finished = end == everything
        return Piece(
            stdout=output.stdout[begin:end],
            stderr=output.stderr[max(begin - split, 0) : max(end - split, 0)],
            exit_code=output.exit_code if self._finished else None,
        )
