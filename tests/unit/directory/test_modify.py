"""A change on the wire: what a client of another make sends, and answers that are none."""

from __future__ import annotations

import pytest
import sansldap
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import (
    DirectoryError,
    NotUniqueError,
    OutcomeUnknownError,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.modify import ADD, DELETE, Change, request
from sansldap import LDAPResultCode as Code

from lab.directory.modify_message import ModifyRequest, answered
from tests.unit.directory.scripted_server import ScriptedServer

OPTIONS = sansldap.LDAPClient()._packing_options
CHANGES = [Change(DELETE, "servicePrincipalName", ("HTTP/a",)), Change(ADD, "servicePrincipalName", ("HTTP/ö", "x"))]


def result(code: Code, text: str = "") -> bytes:
    return answered(1 << 30, code, "", text, []).pack(OPTIONS)


def test_the_bytes_are_those_of_rfc_4511() -> None:
    """Message 2, of the object cn=a: delete the value c of the attribute b."""
    expected = "301c 020102 6617 0404636e3d61 300f 300d 0a0101 3008 040162 3103 040163"
    assert request(2, "cn=a", [Change(DELETE, "b", ("c",))]) == bytes.fromhex(expected)


def test_what_is_sent_and_answered() -> None:
    asked = []

    def script(server: object, message: object) -> bytes | None:
        asked.append(message)
        return result(Code.SUCCESS)

    with ScriptedServer(script) as server:
        server.session().modify("CN=svc,DC=example", CHANGES)
    (message,) = asked
    assert isinstance(message, ModifyRequest)
    assert message.name == "CN=svc,DC=example"
    assert [(one.operation, one.attribute, one.values) for one in message.changes] == [
        (one.operation, one.attribute, one.values) for one in CHANGES
    ]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        (Code.CONSTRAINT_VIOLATION, "0000200B: other", "breaks a rule of the directory"),
        (Code.INSUFFICIENT_ACCESS_RIGHTS, "", "may not change it"),
        (Code.STRONG_AUTH_REQUIRED, "", "demands signing or TLS"),
        (Code.UNWILLING_TO_PERFORM, "", "is unwilling"),
        (Code.LOOP_DETECT, "", "has refused the change"),
    ],
)
def test_a_refusal_is_a_sentence(code: Code, text: str, words: str) -> None:
    with ScriptedServer(lambda server, message: result(code, text)) as server:
        with pytest.raises(DirectoryError, match=words) as caught:
            server.session().modify("CN=svc", CHANGES)
        assert type(caught.value) is DirectoryError


def test_a_name_that_is_taken_is_told_apart() -> None:
    text = "000021C7: AtrErr: DSID-03200E97, #1:\n\t0: 000021C7: DSID-03200E97, problem 1005\n\0"
    words = "another account of the forest has this name"
    with (
        ScriptedServer(lambda server, message: result(Code.CONSTRAINT_VIOLATION, text)) as server,
        pytest.raises(NotUniqueError, match=words),
    ):
        server.session().modify("CN=svc", CHANGES)


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x03\x02\x01\x07",
        result(Code.SUCCESS)[:-1] + b"\x04",
        sansldap.ExtendedResponse(0, [], sansldap.LDAPResult(Code.UNAVAILABLE, "", ""), None, None).pack(OPTIONS),
        answered(1, Code.SUCCESS, "", "", []).pack(OPTIONS),
    ],
    ids=["http", "endless", "short", "broken", "disconnected", "of another question"],
)
def test_whatever_comes_back_the_outcome_is_not_known(data: bytes) -> None:
    with ScriptedServer(lambda server, message: data) as server:
        session = server.session(0.3)
        with pytest.raises(OutcomeUnknownError, match="whether it was made is not known"):
            session.modify("CN=svc", CHANGES)
        with pytest.raises(DirectoryError):
            session.modify("CN=svc", CHANGES)
        assert len(server.asked) == 1, "the next answer could be the one to the first"
