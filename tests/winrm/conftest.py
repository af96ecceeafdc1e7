"""A server in its own thread, and real clients to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from winrm import Response
from winrm.protocol import Protocol

from lab.winrm.certificate import CertificateFiles, issue, load
from lab.winrm.endpoint import Account, Endpoint, Output
from lab.winrm.server import Ports, Server, serve

ADDRESSES = ("127.0.41.1", "127.0.41.2", "127.0.41.3")
HOSTILE_PASSWORD = "Pä:ss \"w<ö>rd' %&\\$"


async def echo(line: str, stdin: bytes) -> Output:
    """Stdin as it came, or the command line where there was none."""
    return Output(stdin or line.encode(), b"", 0)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> CertificateFiles:
    return issue(tmp_path_factory.mktemp("certificates"), ADDRESSES)


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint(ADDRESSES[0], Account("Administrator", HOSTILE_PASSWORD), echo)


@pytest.fixture
def other_endpoint() -> Endpoint:
    return Endpoint(ADDRESSES[1], Account("LAB\\Jörg", "other"), echo)


@pytest.fixture
def start(loop: asyncio.AbstractEventLoop, certificates: CertificateFiles) -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(*endpoints: Endpoint) -> Server:
        starting = serve(endpoints, Ports(0, 0), load(certificates))
        servers.append(asyncio.run_coroutine_threadsafe(starting, loop).result(5))
        return servers[-1]

    yield start
    for server in servers:
        asyncio.run_coroutine_threadsafe(server.close(), loop).result(5)


@pytest.fixture
def server(start: Callable[..., Server], endpoint: Endpoint, other_endpoint: Endpoint) -> Server:
    return start(endpoint, other_endpoint)


@pytest.fixture(params=["basic over https", "ntlm over http", "ntlm over https"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def connect(server: Server, certificates: CertificateFiles) -> Callable[..., Protocol]:
    """A pywinrm client; without its own account it uses the endpoint's."""

    def connect(
        endpoint: Endpoint, way: str = "basic over https", account: Account | None = None, **options: object
    ) -> Protocol:
        transport, _, scheme = way.split()
        account = account or endpoint.account
        port = server.ports.https if scheme == "https" else server.ports.http
        settings: dict[str, object] = {
            "message_encryption": "always" if scheme == "http" else "auto",
            "ca_trust_path": str(certificates.authority),
            "proxy": None,
            **options,
        }
        url = f"{scheme}://{endpoint.address}:{port}/wsman"
        return Protocol(url, transport, account.user, account.password, **settings)  # type: ignore[arg-type]

    return connect


@pytest.fixture
def run() -> Callable[..., Response]:
    """One command in its own shell; pieces of stdin, if any, are sent one by one and ended."""

    def run(client: Protocol, line: str, *pieces: bytes) -> Response:
        shell = client.open_shell()
        command = client.run_command(shell, line, console_mode_stdin=not pieces)
        for number, piece in enumerate(pieces, start=1):
            client.send_command_input(shell, command, piece, end=number == len(pieces))
        response = Response(client.get_command_output(shell, command))
        client.cleanup_command(shell, command)
        client.close_shell(shell)
        return response

    return run
