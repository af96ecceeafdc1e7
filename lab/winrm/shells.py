"""The remote shells of one endpoint, and what each operation of WinRS does to them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from . import answer
from .command import Command, too_long
from .endpoint import Endpoint
from .request import (
    CreateShell,
    DeleteShell,
    ReceiveOutput,
    Request,
    RunCommand,
    SendInput,
    SignalCommand,
    parse,
)
from .wsman_fault import AccessDenied, CommandNotFound, ShellNotFound, TooManyShells, WsmanFaultError

Shell = dict[str, Command]
"""Commands by identifier, from Command to Signal."""


@dataclass(frozen=True)
class Answer:
    """An envelope, and the HTTP status it travels with."""

    status: int
    envelope: bytes


class Shells:
    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._shells: dict[str, Shell] = {}

    async def answer(self, envelope: bytes) -> Answer:
        message_id = ""
        try:
            request = parse(envelope)
            message_id = request.message_id
            return Answer(200, await self._perform(request))
        except WsmanFaultError as fault:
            return Answer(500, answer.fault(fault, message_id))

    def close(self) -> None:
        for shell in self._shells.values():
            _terminate(shell)
        self._shells.clear()

    async def _perform(self, request: Request) -> bytes:
        if self._endpoint.faults.deny:
            raise AccessDenied
        match request.operation:
            case CreateShell():
                return self._create(request)
            case RunCommand() as run:
                return self._run(request, run)
            case SendInput() as send:
                self._command(request, send.command_id).feed(send.data, send.end)
                return answer.input_taken(request)
            case ReceiveOutput() as receive:
                return await self._receive(request, receive.command_id)
            case SignalCommand() as signal:
                self._command(request, signal.command_id).terminate()
                del self._shell(request)[signal.command_id]
                return answer.signalled(request)
            case DeleteShell():
                _terminate(self._shell(request))
                del self._shells[request.shell_id]
                return answer.shell_deleted(request)

    def _create(self, request: Request) -> bytes:
        allowed = self._endpoint.limits.shells
        if len(self._shells) >= allowed:
            raise TooManyShells(allowed)
        shell_id = _identifier()
        self._shells[shell_id] = {}
        return answer.shell_created(request, shell_id)

    def _run(self, request: Request, run: RunCommand) -> bytes:
        shell = self._shell(request)
        refused = run.through_cmd and len(run.line) > self._endpoint.limits.command_line
        command_id = _identifier()
        shell[command_id] = Command(run.line, run.piped_stdin, too_long if refused else self._endpoint.execute)
        return answer.command_started(request, command_id)

    async def _receive(self, request: Request, command_id: str) -> bytes:
        room = answer.output_room(min(request.max_envelope, self._endpoint.limits.envelope))
        patience = min(request.timeout, self._endpoint.faults.patience)
        piece = await self._command(request, command_id).receive(patience, room)
        return answer.output(request, command_id, piece)

    def _shell(self, request: Request) -> Shell:
        shell = self._shells.get(request.shell_id)
        if shell is None:
            raise ShellNotFound(request.shell_id)
        return shell

    def _command(self, request: Request, command_id: str) -> Command:
        command = self._shell(request).get(command_id)
        if command is None:
            raise CommandNotFound
        return command


def _identifier() -> str:
    return str(uuid.uuid4()).upper()


def _terminate(shell: Shell) -> None:
    for command in shell.values():
        command.terminate()
