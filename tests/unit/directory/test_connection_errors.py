"""Connections that do not come about, each with its reason in words."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.connection_errors import explained, tls_explained
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions

from lab.directory.wired import WiredDirectory
from tests.playbooks.controller import own_network


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "does not resolve"),
        (UnicodeError("label too long"), "does not resolve"),
        (TimeoutError(), "no answer came within 3 seconds"),
        (ConnectionRefusedError(111, "x"), "nothing listens on this port"),
        (ConnectionResetError(104, "x"), "the connection broke"),
        (BrokenPipeError(32, "x"), "the connection broke"),
        (ssl.SSLEOFError(8, "x"), "the connection broke"),
        (OSError(113, "x"), "no route"),
        (OSError(22, "x"), r"failed \(error 22\)"),
        (ValueError("x"), r"failed \(ValueError\)"),
    ],
)
def test_each_error_has_words(error: Exception, words: str) -> None:
    with pytest.raises(DirectoryError, match=f"^dc1:389: .*{words}"):
        raise DirectoryError(explained(error, "dc1:389", 3))


@pytest.mark.parametrize(
    ("code", "words"), [(62, "another name"), (64, "another name"), (10, "expired"), (20, "not trusted")]
)
def test_a_certificate_has_words(code: int, words: str) -> None:
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_code = code
    assert words in tls_explained(error, "dc1:636")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredDirectory]:
    wired = WiredDirectory(Path(tmp_path_factory.mktemp("directory")), own_network(3))
    yield wired
    wired.close()


def said(server: str, authority: Path | str | None, seconds: float = 2) -> str:
    known = Sessions(
        *("auditor@example.com", "p4ssword-canary"),
        domain="example.com",
        domain_controllers=[server],
        protocol="ldaps",
        authority=str(authority) if authority else None,
        seconds=seconds,
    )
    with known, pytest.raises(DirectoryError) as caught:
        known.first(known.controllers("example.com"))
    assert "p4ssword-canary" not in str(caught.value)
    return str(caught.value)


def test_inside_tls_the_certificate_is_verified(lab: WiredDirectory) -> None:
    address, port = lab.addresses["dc1"], lab.ports.ldaps
    assert "not trusted" in said(f"{address}:{port}", None)
    assert "does not exist" in said(f"{address}:{port}", "/none")
    assert "does not use TLS" in said(f"{address}:{lab.ports.ldap}", lab.authority)


def test_inside_tls_the_password_is_enough(lab: WiredDirectory) -> None:
    with Sessions(
        *("auditor@example.com", lab.password),
        domain="example.com",
        domain_controllers=[f"{lab.addresses['dc1']}:{lab.ports.ldaps}"],
        protocol="ldaps",
        authority=str(lab.authority),
    ) as known:
        assert known.first(known.controllers("example.com")).entry("DC=example,DC=com", ["objectSid"])
        assert known.accepted


def test_a_port_that_is_silent_inside_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert "no answer to TLS" in said(f"127.0.0.1:{listener.getsockname()[1]}", None, 0.3)
