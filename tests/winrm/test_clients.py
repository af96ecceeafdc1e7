"""pywinrm, over every connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import requests
from winrm import Response, Session
from winrm.exceptions import (
    InvalidCredentialsError,
    WinRMOperationTimeoutError,
    WinRMTransportError,
    WSManFaultError,
)
from winrm.protocol import Protocol

from lab.winrm.certificate import CertificateFiles
from lab.winrm.endpoint import Account, Endpoint, Output
from lab.winrm.server import Server

Connect = Callable[..., Protocol]
Run = Callable[..., Response]


def test_a_command_without_input(connect: Connect, run: Run, endpoint: Endpoint, way: str) -> None:
    assert run(connect(endpoint, way), "hostname").std_out == b"hostname"


def test_input_of_several_hundred_kilobytes(connect: Connect, run: Run, endpoint: Endpoint, way: str) -> None:
    pieces = [bytes([number]) * 300_000 for number in range(3)]
    assert run(connect(endpoint, way), "x", *pieces).std_out == b"".join(pieces)


def test_output_of_any_bytes_with_its_exit_code(connect: Connect, run: Run, endpoint: Endpoint, way: str) -> None:
    async def execute(line: str, stdin: bytes) -> Output:
        return Output("ü→😀".encode(), bytes(range(256)), 3)

    endpoint.execute = execute
    response = run(connect(endpoint, way), "x")
    assert (response.std_out, response.std_err, response.status_code) == ("ü→😀".encode(), bytes(range(256)), 3)


def test_output_larger_than_an_envelope(connect: Connect, run: Run, endpoint: Endpoint) -> None:
    async def execute(line: str, stdin: bytes) -> Output:
        return Output(b"o" * 200_000, b"e" * 200_000, 0)

    endpoint.execute = execute
    response = run(connect(endpoint), "x")
    assert (response.std_out, response.std_err) == (b"o" * 200_000, b"e" * 200_000)
    assert endpoint.counters.messages == 4 + 4  # Create, Command, four Receive, Signal, Delete


def test_a_session_of_pywinrm_runs_powershell(
    server: Server, certificates: CertificateFiles, endpoint: Endpoint
) -> None:
    session = Session(
        f"https://{endpoint.address}:{server.ports.https}/wsman",
        (endpoint.account.user, endpoint.account.password),
        transport="basic",
        ca_trust_path=str(certificates.authority),
        proxy=None,
    )
    assert session.run_ps("1").std_out == b"powershell -encodedcommand MQA="


def test_a_command_in_a_shell_that_is_kept(connect: Connect, endpoint: Endpoint, way: str) -> None:
    client = connect(endpoint, way)
    shell = client.open_shell()
    for line in ("one", "two"):
        command = client.run_command(shell, line, ["and", "more"])
        assert client.get_command_output(shell, command)[0] == f"{line} and more".encode()
        client.cleanup_command(shell, command)
    client.close_shell(shell)


def test_a_wrong_password_is_rejected(connect: Connect, endpoint: Endpoint, way: str) -> None:
    with pytest.raises(InvalidCredentialsError):
        connect(endpoint, way, Account(endpoint.account.user, "wrong")).open_shell()
    assert endpoint.counters.messages == 0


def test_each_endpoint_has_its_own_account(
    connect: Connect, run: Run, endpoint: Endpoint, other_endpoint: Endpoint, way: str
) -> None:
    assert run(connect(other_endpoint, way), "here").std_out == b"here"
    with pytest.raises(InvalidCredentialsError):
        connect(other_endpoint, way, endpoint.account).open_shell()


def test_a_certificate_that_is_not_trusted_ends_the_connection(connect: Connect, endpoint: Endpoint) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        connect(endpoint, ca_trust_path=None).open_shell()


def test_basic_over_plain_http_is_refused(connect: Connect, endpoint: Endpoint) -> None:
    with pytest.raises(InvalidCredentialsError):
        connect(endpoint, "basic over http", message_encryption="never").open_shell()


def test_an_unencrypted_message_over_plain_http_is_refused(connect: Connect, endpoint: Endpoint) -> None:
    with pytest.raises(WinRMTransportError) as error:
        connect(endpoint, "ntlm over http", message_encryption="never").open_shell()
    assert error.value.code == 500
    assert endpoint.counters.messages == 0


def test_a_shell_that_does_not_exist(connect: Connect, endpoint: Endpoint, way: str) -> None:
    client = connect(endpoint, way)
    shell = client.open_shell()
    client.close_shell(shell, close_session=False)
    with pytest.raises(WSManFaultError) as error:
        client.run_command(shell, "x")
    assert (error.value.wsman_fault_code, error.value.fault_subcode) == (2150858843, "w:InvalidSelectors")


def test_a_command_that_does_not_exist(connect: Connect, endpoint: Endpoint) -> None:
    client = connect(endpoint)
    with pytest.raises(WSManFaultError) as error:
        client.cleanup_command(client.open_shell(), "00000000-0000-0000-0000-000000000000")
    assert error.value.wsman_fault_code == 2150858843


def test_a_receive_times_out_and_the_client_asks_again(
    connect: Connect, endpoint: Endpoint, loop: asyncio.AbstractEventLoop
) -> None:
    release = asyncio.Event()

    async def execute(line: str, stdin: bytes) -> Output:
        await release.wait()
        return Output(b"late", b"", 0)

    endpoint.execute = execute
    client = connect(endpoint, "ntlm over http", operation_timeout_sec=1, read_timeout_sec=5)
    shell = client.open_shell()
    command = client.run_command(shell, "x")
    with pytest.raises(WinRMOperationTimeoutError):
        client.get_command_output_raw(shell, command)
    loop.call_soon_threadsafe(loop.call_later, 1.2, release.set)
    assert client.get_command_output(shell, command) == (b"late", b"", 0)
    assert endpoint.counters.messages == 2 + 3  # Create, Command, three Receive: two came too early


def test_what_passed_is_counted(connect: Connect, run: Run, endpoint: Endpoint, way: str) -> None:
    run(connect(endpoint, way), "x", b"i" * 1000)
    counters = endpoint.counters
    handshake = {"basic over https": 0, "ntlm over http": 3, "ntlm over https": 2}[way]
    assert (counters.connections, counters.messages, counters.requests) == (1, 6, 6 + handshake)
    assert counters.bytes_in > 1000 < counters.bytes_out
