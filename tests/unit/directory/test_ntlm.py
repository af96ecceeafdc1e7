"""Logons with NTLM at servers that answer them badly."""

from __future__ import annotations

from typing import Any

import pytest
import sansldap
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, LogonRefusedError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ntlm import Ntlm

from tests.unit.directory.scripted_server import ScriptedServer

PASSWORD = "s3cret-canary"
IN_PROGRESS = sansldap.LDAPResultCode.SASL_BIND_IN_PROGRESS
# Challenges of NTLM without anything in them but, in the second one, flags: what follows is signed and sealed.
EMPTY = b"NTLMSSP\0\x02\0\0\0" + bytes(44)
FLAGS = 0xE28A8235
SEALING = b"NTLMSSP\0\x02\0\0\0" + bytes(8) + FLAGS.to_bytes(4, "little") + b"challeng" + bytes(24)


def log_on(*tokens: bytes | None) -> None:
    """The server's answers: in progress with each of these, then a success."""
    answers = iter(tokens)

    def script(server: Any, message: Any) -> None:
        token = next(answers, b"ended")
        if token == b"ended":
            server.bind_response(message.message_id)
        else:
            server.bind_response(message.message_id, sasl_creds=token, result_code=IN_PROGRESS)

    logon = Logon(r"EXAMPLE\reader", PASSWORD)
    with ScriptedServer(script) as server:
        server.session().bind_sealed(logon, Ntlm(logon, "dc1.example.com", "dc1"))


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ((), "has not proved that it knows the key"),
        ((None,), "cannot be read"),
        ((b"",), "cannot be read"),
        ((b"x",), "cannot be read"),
        ((b"NTLMSSP\0\x02\0\0\0",), "cannot be read"),
        ((b"\x60\x82\xff\xff",), "cannot be read"),
    ],
)
def test_an_answer_that_is_none_is_an_error_in_words(tokens: tuple[bytes | None, ...], words: str) -> None:
    with pytest.raises(DirectoryError, match=f"dc1: .*{words}") as caught:
        log_on(*tokens)
    assert not isinstance(caught.value, LogonRefusedError)
    assert PASSWORD not in str(caught.value)


def test_a_server_that_does_not_seal_is_not_asked() -> None:
    with pytest.raises(DirectoryError, match="does not offer to seal"):
        log_on(EMPTY)


def test_a_challenge_that_goes_on_for_ever_ends() -> None:
    with pytest.raises(DirectoryError, match="cannot be read"):
        log_on(SEALING, SEALING, SEALING)


def test_a_server_that_accepts_everybody_does_not_know_the_key() -> None:
    """It has not proved anything yet: what it sends next is refused."""
    session = None

    def script(server: Any, message: Any) -> bytes | None:
        if isinstance(message, sansldap.BindRequest):
            more = message.message_id == 1
            code = IN_PROGRESS if more else sansldap.LDAPResultCode.SUCCESS
            server.bind_response(message.message_id, sasl_creds=SEALING if more else None, result_code=code)
            return None
        return b""

    logon = Logon(r"EXAMPLE\reader", PASSWORD)
    with ScriptedServer(script) as server:
        session = server.session(0.5)
        session.bind_sealed(logon, Ntlm(logon, "dc1.example.com", "dc1"))
        with pytest.raises(DirectoryError):
            session.entry("", ["cn"])
