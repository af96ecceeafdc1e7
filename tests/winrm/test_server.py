"""Starting and stopping."""

from __future__ import annotations

import asyncio
import socket
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from lab.winrm.certificate import CertificateFiles, load
from lab.winrm.endpoint import Counters, Endpoint
from lab.winrm.server import Ports, Server, serve

ADDRESSES = ("127.0.41.1", "127.0.41.2", "127.0.41.3")


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.1", "node1", "::1"])
def test_nothing_but_loopback_is_listened_on(certificates: CertificateFiles, endpoint: Endpoint, address: str) -> None:
    with pytest.raises(ValueError, match=r"loopback|octets|address"):
        asyncio.run(serve([replace(endpoint, address=address)], Ports(0, 0), load(certificates)))


def ask(endpoint: Endpoint, ports: Ports, scheme: str, authority: Path) -> requests.Response:
    """A request without credentials."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(authority)
        port = ports.https if scheme == "https" else ports.http
        return session.post(f"{scheme}://{endpoint.address}:{port}/wsman", b"<soap/>")


def test_three_endpoints_share_their_ports_and_start_fast(
    start: Callable[..., Server], endpoint: Endpoint, certificates: CertificateFiles
) -> None:
    before = time.monotonic()
    endpoints = [replace(endpoint, address=address, counters=Counters()) for address in ADDRESSES]
    server = start(*endpoints)
    assert time.monotonic() - before < 0.5
    for each in endpoints:
        assert ask(each, server.ports, "https", certificates.authority).status_code == 401
        assert ask(each, server.ports, "http", certificates.authority).status_code == 401
        assert each.counters.requests == 2


def test_a_port_that_is_taken_is_named(server: Server, certificates: CertificateFiles, endpoint: Endpoint) -> None:
    with pytest.raises(OSError, match=rf"127\.0\.41\.1 port {server.ports.http}"):
        asyncio.run(serve([endpoint], Ports(server.ports.http, 0), load(certificates)))


def test_closing_does_not_wait_for_clients_that_keep_their_connection(
    certificates: CertificateFiles, endpoint: Endpoint
) -> None:
    async def scene() -> float:
        server = await serve([endpoint], Ports(0, 0), load(certificates))
        _, writer = await asyncio.open_connection(endpoint.address, server.ports.http)
        while not endpoint.counters.connections:
            await asyncio.sleep(0.01)
        before = time.monotonic()
        await server.close()
        writer.close()
        return time.monotonic() - before

    assert asyncio.run(scene()) < 1


def test_a_request_without_credentials_is_offered_the_schemes(
    server: Server, certificates: CertificateFiles, endpoint: Endpoint
) -> None:
    https = ask(endpoint, server.ports, "https", certificates.authority)
    http = ask(endpoint, server.ports, "http", certificates.authority)
    assert (https.status_code, http.status_code) == (401, 401)
    assert https.headers["WWW-Authenticate"] == 'Negotiate, Basic realm="WSMAN"'
    assert http.headers["WWW-Authenticate"] == "Negotiate"


@pytest.mark.parametrize("garbage", [b"\r\n\r\n", b"nonsense\r\n\r\n", b"x" * 100_000])
def test_garbage_is_a_bad_request(server: Server, endpoint: Endpoint, garbage: bytes) -> None:
    with socket.create_connection((endpoint.address, server.ports.http), 1) as connection:
        connection.sendall(garbage)
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


def test_the_key_can_be_read_by_its_owner_only(certificates: CertificateFiles) -> None:
    assert stat.S_IMODE(certificates.key.stat().st_mode) == 0o600
