"""Authentication and encryption of one connection, without a network."""

from __future__ import annotations

import base64
import os

import pytest
import spnego

from lab.winrm import sealed
from lab.winrm.endpoint import Account
from lab.winrm.gate import Gate, RefusedError
from lab.winrm.http_message import Head, Headers
from lab.winrm.sealed import Sealed

ACCOUNT = Account("LAB\\Jörg", "Pä:ss\n\\ wörd")


def head(authorization: str = "", content_type: str = "") -> Head:
    return Head("POST", "/wsman", {"authorization": authorization, "content-type": content_type})


def basic(user: str, password: str, encoding: str = "latin-1") -> Head:
    return head("Basic " + base64.b64encode(f"{user}:{password}".encode(encoding)).decode())


def refusal(gate: Gate, request: Head) -> tuple[int, Headers]:
    with pytest.raises(RefusedError) as refused:
        gate.admit(request)
    return refused.value.response.status, refused.value.response.headers


def client(protocol: str, password: str = ACCOUNT.password) -> spnego.ContextProxy:
    return spnego.client(
        ACCOUNT.user,
        password,
        protocol=protocol,
        options=spnego.NegotiateOptions.use_negotiate if protocol == "negotiate" else spnego.NegotiateOptions.use_ntlm,
    )


def shake_hands(gate: Gate, context: spnego.ContextProxy) -> None:
    token = context.step()
    while token:
        request = head("Negotiate " + base64.b64encode(token).decode())
        try:
            answer = gate.admit(request)
        except RefusedError as refused:
            answer = refused.response.headers
        value = dict(answer).get("WWW-Authenticate", "").partition(" ")[2]
        token = None if context.complete and not value else context.step(base64.b64decode(value))


@pytest.mark.parametrize("user", ["LAB\\Jörg", "lab\\JÖRG"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_basic_proves_the_password_within_tls(user: str, encoding: str) -> None:
    assert Gate(ACCOUNT, tls=True).admit(basic(user, ACCOUNT.password, encoding)) == ()


@pytest.mark.parametrize(
    "request_head",
    [
        basic(ACCOUNT.user, "wrong"),
        basic("Jörg", ACCOUNT.password),
        basic(ACCOUNT.user, ""),
        head("Basic *"),
        head("Basic"),
        head(),
        head("Digest x"),
        head("Negotiate *"),
        head("Negotiate TlRMTVNTUAAB"),
    ],
)
def test_without_valid_credentials_both_schemes_are_offered_within_tls(request_head: Head) -> None:
    status, headers = refusal(Gate(ACCOUNT, tls=True), request_head)
    assert status == 401
    assert [value.split()[0] for _, value in headers] == ["Negotiate", "Basic"]


def test_basic_is_neither_offered_nor_taken_without_tls() -> None:
    answer = refusal(Gate(ACCOUNT, tls=False), basic(ACCOUNT.user, ACCOUNT.password))
    assert answer == (401, (("WWW-Authenticate", "Negotiate"),))


@pytest.mark.parametrize("protocol", ["ntlm", "negotiate"])
def test_a_handshake_admits_the_connection_and_leaves_keys(protocol: str) -> None:
    gate, context = Gate(ACCOUNT, tls=False), client(protocol)
    shake_hands(gate, context)
    request = head(content_type=sealed.CONTENT_TYPE)
    assert gate.admit(request) == ()
    wrapped = context.wrap_winrm(b"<question/>")
    assert gate.open(request, sealed.pack(Sealed(wrapped.header, wrapped.data, 11))) == b"<question/>"
    answer = sealed.unpack(gate.close(request, 200, b"<answer/>").body)
    assert context.unwrap_winrm(answer.signature, answer.ciphertext) == b"<answer/>"


def test_a_handshake_with_a_wrong_password_admits_nothing() -> None:
    gate = Gate(ACCOUNT, tls=False)
    context = client("ntlm", "wrong")
    challenge = refusal(gate, head("Negotiate " + base64.b64encode(context.step() or b"").decode()))[1]
    token = context.step(base64.b64decode(challenge[0][1].partition(" ")[2]))
    assert refusal(gate, head("Negotiate " + base64.b64encode(token or b"").decode()))[0] == 401
    assert refusal(gate, head())[0] == 401


def test_half_a_handshake_admits_nothing() -> None:
    gate = Gate(ACCOUNT, tls=False)
    refusal(gate, head("Negotiate " + base64.b64encode(client("ntlm").step() or b"").decode()))
    assert refusal(gate, head())[0] == 401


def test_an_open_message_is_taken_within_tls_only() -> None:
    assert Gate(ACCOUNT, tls=True).open(head(content_type="application/soap+xml"), b"<open/>") == b"<open/>"
    with pytest.raises(RefusedError) as refused:
        Gate(ACCOUNT, tls=False).open(head(content_type="application/soap+xml"), b"<open/>")
    assert refused.value.response.status == 500


def open_status(gate: Gate, message: Sealed) -> int:
    with pytest.raises(RefusedError) as refused:
        gate.open(head(content_type=sealed.CONTENT_TYPE), sealed.pack(message))
    return refused.value.response.status


def test_a_message_sealed_for_another_connection_is_a_bad_request() -> None:
    gate = Gate(ACCOUNT, tls=False)
    shake_hands(gate, client("ntlm"))
    assert open_status(gate, Sealed(b"\x01" * 16, b"<stale/>", 8)) == 400


def test_a_sealed_message_without_keys_is_a_bad_request() -> None:
    assert open_status(Gate(ACCOUNT, tls=True), Sealed(b"\x01" * 16, b"<early/>", 8)) == 400


def test_a_message_of_another_length_than_announced_is_a_bad_request() -> None:
    gate, context = Gate(ACCOUNT, tls=False), client("ntlm")
    shake_hands(gate, context)
    wrapped = context.wrap_winrm(b"<short/>")
    assert open_status(gate, Sealed(wrapped.header, wrapped.data, 9)) == 400


@pytest.mark.parametrize("before", [None, "/somewhere"])
def test_a_handshake_leaves_no_trace_in_the_environment(before: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NTLM_USER_FILE", raising=False)
    if before is not None:
        monkeypatch.setenv("NTLM_USER_FILE", before)
    shake_hands(Gate(ACCOUNT, tls=False), client("ntlm"))
    assert os.environ.get("NTLM_USER_FILE") == before
