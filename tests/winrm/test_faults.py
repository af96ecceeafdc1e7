"""Faults that are switched on, as a client meets them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import requests
from winrm import Response
from winrm.exceptions import WinRMOperationTimeoutError, WinRMTransportError, WSManFaultError
from winrm.protocol import Protocol

from lab.winrm.endpoint import Endpoint, Faults, Output

Connect = Callable[..., Protocol]
Run = Callable[..., Response]


@pytest.fixture
def executed(endpoint: Endpoint) -> list[bytes]:
    """The stdin of every command that ran."""
    stdin_of: list[bytes] = []

    async def execute(line: str, stdin: bytes) -> Output:
        stdin_of.append(stdin)
        return Output(stdin, b"", 0)

    endpoint.execute = execute
    return stdin_of


# Create, Command, Send, Receive, Signal, Delete: the command runs when Send has ended its input.
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_a_message_cut_before_it_is_handled_has_no_effect(
    connect: Connect, run: Run, endpoint: Endpoint, executed: list[bytes], number: int, way: str
) -> None:
    endpoint.faults = Faults(cut_before=frozenset({number}))
    with pytest.raises(requests.exceptions.ConnectionError):
        run(connect(endpoint, way), "x", b"input")
    assert len(executed) == (number > 3)
    assert endpoint.counters.messages == number


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_a_message_cut_after_it_was_handled_has_its_effect(
    connect: Connect, run: Run, endpoint: Endpoint, executed: list[bytes], number: int, way: str
) -> None:
    endpoint.faults = Faults(cut_after=frozenset({number}))
    with pytest.raises(requests.exceptions.ConnectionError):
        run(connect(endpoint, way), "x", b"input")
    assert len(executed) == (number >= 3)
    assert run(connect(endpoint, way), "x", b"again").std_out == b"again"


def test_output_lost_with_its_answer_is_not_given_again(connect: Connect, endpoint: Endpoint) -> None:
    endpoint.faults = Faults(cut_after=frozenset({3}))
    client = connect(endpoint)
    shell = client.open_shell()
    command = client.run_command(shell, "x")
    with pytest.raises(requests.exceptions.ConnectionError):
        client.get_command_output(shell, command)
    with pytest.raises(WSManFaultError) as error:
        client.get_command_output(shell, command)
    assert error.value.wsman_fault_code == 2150858843
    client.cleanup_command(shell, command)


def test_what_pywinrm_encrypted_for_a_lost_connection_is_a_bad_request(connect: Connect, endpoint: Endpoint) -> None:
    endpoint.faults = Faults(cut_after=frozenset({2}))
    client = connect(endpoint, "ntlm over http")
    shell = client.open_shell()
    with pytest.raises(requests.exceptions.ConnectionError):
        client.run_command(shell, "x")
    with pytest.raises(WinRMTransportError) as error:
        client.run_command(shell, "x")
    assert error.value.code == 400
    assert connect(endpoint, "ntlm over http").run_command(shell, "x")


def test_answers_can_be_held_back(connect: Connect, endpoint: Endpoint) -> None:
    endpoint.faults = Faults(delay=0.2)
    before = time.monotonic()
    connect(endpoint).open_shell()
    assert time.monotonic() - before >= 0.2


def test_a_receive_can_end_sooner_than_its_client_would_wait(connect: Connect, endpoint: Endpoint) -> None:
    client = connect(endpoint)
    shell = client.open_shell()
    command = client.run_command(shell, "x", console_mode_stdin=False)  # and waits for its stdin
    endpoint.faults = Faults(patience=0.01)
    with pytest.raises(WinRMOperationTimeoutError):
        client.get_command_output_raw(shell, command)


def test_an_account_that_is_no_administrator_is_denied(connect: Connect, endpoint: Endpoint, way: str) -> None:
    endpoint.faults = Faults(deny=True)
    with pytest.raises(WSManFaultError, match="Access is denied") as error:
        connect(endpoint, way).open_shell()
    assert (error.value.wsman_fault_code, error.value.fault_subcode) == (5, "w:AccessDenied")
