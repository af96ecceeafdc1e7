"""When a command starts, and how its output is handed out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from lab.winrm.answer import Piece
from lab.winrm.command import Command
from lab.winrm.endpoint import Output
from lab.winrm.wsman_fault import CommandFailed, CommandNotFound, OperationAborted, OperationTimedOut, StdinClosed

SOON = 0.05


class Recorder:
    """Runs commands, and remembers what stdin they had."""

    def __init__(self) -> None:
        self.stdin: list[bytes] = []

    async def __call__(self, line: str, stdin: bytes) -> Output:
        self.stdin.append(stdin)
        return Output(b"out", b"err", 7)


def play(scene: Callable[[Recorder], Awaitable[None]]) -> list[bytes]:
    """What the executed commands of a scene had for stdin."""
    recorder = Recorder()

    async def scene_in_loop() -> None:
        await scene(recorder)

    asyncio.run(scene_in_loop())
    return recorder.stdin


def test_a_console_command_starts_at_its_first_receive() -> None:
    async def scene(recorder: Recorder) -> None:
        command = Command("x", False, recorder)
        assert await command.receive(1, 100) == Piece(b"out", b"err", 7)

    assert play(scene) == [b""]


@pytest.mark.parametrize("piped", [True, False])
def test_a_command_that_is_sent_input_starts_at_its_end(piped: bool) -> None:
    async def scene(recorder: Recorder) -> None:
        command = Command("x", piped, recorder)
        command.feed(b"one", False)
        with pytest.raises(OperationTimedOut):
            await command.receive(SOON, 100)
        command.feed(b"two", True)
        assert (await command.receive(1, 100)).exit_code == 7

    assert play(scene) == [b"onetwo"]


def test_a_piped_command_never_starts_without_its_input() -> None:
    async def scene(recorder: Recorder) -> None:
        with pytest.raises(OperationTimedOut):
            await Command("x", True, recorder).receive(SOON, 100)

    assert play(scene) == []


def test_input_after_the_end_is_refused() -> None:
    async def scene(recorder: Recorder) -> None:
        command = Command("x", True, recorder)
        command.feed(b"", True)
        with pytest.raises(StdinClosed):
            command.feed(b"more", True)
        await command.receive(1, 100)

    assert play(scene) == [b""]


def test_output_is_handed_out_in_pieces_and_once() -> None:
    async def scene(recorder: Recorder) -> None:
        command = Command("x", False, recorder)
        pieces = [await command.receive(1, 2) for _ in range(3)]
        assert pieces == [Piece(b"ou", b"", None), Piece(b"t", b"e", None), Piece(b"", b"rr", 7)]
        with pytest.raises(CommandNotFound):
            await command.receive(1, 2)

    play(scene)


def test_a_receive_that_waits_ends_when_the_command_is_terminated() -> None:
    async def scene(recorder: Recorder) -> None:
        command = Command("x", True, recorder)
        waiting = asyncio.create_task(command.receive(1, 100))
        await asyncio.sleep(0)
        command.terminate()
        with pytest.raises(OperationAborted):
            await waiting

    assert play(scene) == []


def test_terminating_cancels_what_runs() -> None:
    cancelled: list[bool] = []

    async def endless(line: str, stdin: bytes) -> Output:
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.append(True)
        raise AssertionError("never so far")

    async def scene(recorder: Recorder) -> None:
        command = Command("x", False, endless)
        with pytest.raises(OperationTimedOut):
            await command.receive(SOON, 100)
        command.terminate()
        await asyncio.sleep(0)

    play(scene)
    assert cancelled == [True]


def test_a_failure_of_the_lab_itself_is_reported_to_the_client() -> None:
    async def broken(line: str, stdin: bytes) -> Output:
        raise KeyError("no such\x00payload")

    async def scene(recorder: Recorder) -> None:
        with pytest.raises(CommandFailed, match=r"KeyError\('no such\\x00payload'\)"):
            await Command("x", False, broken).receive(1, 100)

    play(scene)
