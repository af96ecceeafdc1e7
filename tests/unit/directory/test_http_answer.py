"""One answer of HTTP, over a real connection, from whatever listens there."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import http_answer
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.http_answer import HttpAnswer, NotHttpError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.negotiate import Request, outcome_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_ticket import Outcome


def ask(answer: bytes, then: Callable[[socket.socket], Any] = socket.socket.close, seconds: float = 5) -> HttpAnswer:
    """then: what the other end does after its answer."""
    mine, other = socket.socketpair()
    with mine, other:
        other.sendall(answer)
        other.shutdown(socket.SHUT_WR) if then is socket.socket.close else then(other)
        return http_answer.ask(mine, "intranet", "/", "Negotiate YII=", seconds)


def test_the_request_is_one_that_a_browser_would_send() -> None:
    mine, other = socket.socketpair()
    with mine, other, ThreadPoolExecutor(1) as pool:
        done = pool.submit(http_answer.ask, mine, "intranet:81", "/a", "Negotiate YII=", 5)
        sent = other.recv(4096).decode()
        other.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        other.shutdown(socket.SHUT_WR)
        assert done.result(5).code == 200
    first, *headers = sent.split("\r\n")
    assert first == "GET /a HTTP/1.1"
    assert {"Host: intranet:81", "Authorization: Negotiate YII=", "Connection: close"} <= {*headers}


def test_status_offers_and_who_answers() -> None:
    found = ask(
        b"HTTP/1.1 401 Unauthorized\r\nServer: Microsoft-IIS/10.0\r\nWWW-Authenticate: Negotiate\r\n"
        b"WWW-Authenticate: NTLM\r\n\r\n<h2>HTTP Error 401.2 - Unauthorized</h2>"
    )
    assert (found.code, found.status, found.server) == (401, "401.2", "Microsoft-IIS/10.0")
    assert (found.offered("negotiate"), found.offered("NTLM"), found.offered("Basic")) == ([""], [""], [])


def test_what_a_server_calls_itself_is_one_line_of_text() -> None:
    assert ask(b"HTTP/1.1 302 Found\r\nLocation: /\x1b[31m\xe9\r\n\r\n").location == "/?[31m?"


@pytest.mark.parametrize("answer", [b"220 mail ESMTP\r\n", b"HTTP/1.1\r\n\r\n", b"HTTP/2 200\r\n\r\n", b"HTT"])
def test_what_is_no_http(answer: bytes) -> None:
    with pytest.raises(NotHttpError):
        ask(answer)


def test_a_connection_that_is_ended() -> None:
    with pytest.raises(ConnectionResetError):
        ask(b"")


def test_silence_has_an_end() -> None:
    with pytest.raises(TimeoutError):
        ask(b"", lambda other: None, 0.05)


def test_a_body_that_does_not_come_is_not_needed() -> None:
    assert ask(b"HTTP/1.1 503 x\r\nContent-Length: 9\r\n\r\n", lambda other: None, 0.05).code == 503


@pytest.mark.parametrize(
    ("scheme", "port", "host"), [("http", 80, "intranet"), ("http", 443, "intranet:443"), ("https", 443, "intranet")]
)
def test_the_usual_port_is_not_in_the_host(scheme: str, port: int, host: str) -> None:
    assert Request("intranet", scheme, "/").host_header(port) == host


@pytest.mark.parametrize(
    ("code", "offers", "token", "error", "outcome"),
    [
        (401, ("Negotiate x",), b"x", 41, Outcome.REFUSED),
        (200, ("Negotiate x",), b"x", None, Outcome.FORGED),
        (401, ("Negotiate x",), b"NTLMSSP\0", None, Outcome.NTLM),
        (401, ("NTLM",), b"", None, Outcome.NTLM),
        (401, ("Negotiate", "NTLM"), b"", None, Outcome.UNAUTHORIZED),
        (401, ("Basic realm=x",), b"", None, Outcome.UNAUTHORIZED),
        (200, (), b"", None, Outcome.NOT_ASKED_FOR),
        (307, (), b"", None, Outcome.REDIRECT),
        (503, (), b"", None, Outcome.UNAVAILABLE),
        (304, (), b"", None, Outcome.STATUS),
        (404, (), b"", None, Outcome.STATUS),
    ],
)
def test_what_is_no_proof_is_told_apart(
    code: int, offers: tuple[str, ...], token: bytes, error: int | None, outcome: Outcome
) -> None:
    assert outcome_of(HttpAnswer(code, str(code), offers, "", ""), token, error) is outcome
