"""The limits Windows has, as pywinrm meets them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from winrm import Response
from winrm.exceptions import WinRMTransportError, WSManFaultError
from winrm.protocol import Protocol

from lab.winrm.endpoint import Endpoint, Limits

Connect = Callable[..., Protocol]
Run = Callable[..., Response]


def test_cmd_takes_8191_characters_and_no_more(connect: Connect, run: Run, endpoint: Endpoint) -> None:
    assert run(connect(endpoint), "x" * 8191).std_out == b"x" * 8191
    response = run(connect(endpoint), "x" * 8192)
    assert (response.std_out, response.std_err) == (b"", b"The command line is too long.\r\n")
    assert response.status_code == 1


def test_without_cmd_a_command_line_may_be_longer(connect: Connect, endpoint: Endpoint) -> None:
    client = connect(endpoint)
    shell = client.open_shell()
    command = client.run_command(shell, "x" * 8192, skip_cmd_shell=True)
    assert client.get_command_output(shell, command) == (b"x" * 8192, b"", 0)


def test_an_envelope_beyond_500_kilobytes_is_too_large(connect: Connect, endpoint: Endpoint, way: str) -> None:
    client = connect(endpoint, way)
    shell = client.open_shell()
    command = client.run_command(shell, "x", console_mode_stdin=False)
    client.send_command_input(shell, command, b"x" * 380_000)
    with pytest.raises(WinRMTransportError) as error:
        client.send_command_input(shell, command, b"x" * 390_000)
    assert error.value.code == 413


@pytest.mark.parametrize("allowed", [Limits().shells, 2])
def test_a_user_has_so_many_shells(connect: Connect, endpoint: Endpoint, allowed: int) -> None:
    endpoint.limits = Limits(shells=allowed)
    client = connect(endpoint)
    shells = [client.open_shell() for _ in range(allowed)]
    with pytest.raises(WSManFaultError, match=f"maximum number of {allowed} concurrent shells") as error:
        client.open_shell()
    assert error.value.wmierror_code == 2150859173
    client.close_shell(shells[0], close_session=False)
    assert client.open_shell() not in shells
