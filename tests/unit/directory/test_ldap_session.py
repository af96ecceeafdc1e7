"""Searches, against servers that answer in parts, too late, too much, or something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sansldap
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import stream
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, LogonRefusedError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.filters import EVERY_OBJECT, AnyOf, Equal
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ldap_session import BASE, ONE
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.directory.scripted_server import ScriptedServer, done, entry

NAME = "servicePrincipalName"
PASSWORD = "s3cret-canary"


def search(server: ScriptedServer, **options: Any) -> Any:
    return server.session().search("DC=example,DC=com", EVERY_OBJECT, [NAME], **options)


def test_pages_are_asked_for_until_there_is_no_cookie() -> None:
    def script(server: Any, message: Any) -> None:
        (control,) = message.controls
        number = len(control.cookie)
        entry(server, message, f"CN={number}")
        done(server, message, cookie=b"x" * (number + 1) if number < 3 else b"")

    with ScriptedServer(script) as server:
        assert [one.dn for one in search(server)] == ["CN=0", "CN=1", "CN=2", "CN=3"]


@pytest.mark.parametrize("size", [1, 3, 7])
def test_values_that_come_in_ranges_are_read_to_the_end(size: int) -> None:
    values = [f"HTTP/{number}".encode() for number in range(7)]

    def script(server: Any, message: Any) -> None:
        (asked,) = message.attributes
        first = int(asked.partition("=")[2].split("-")[0]) if ";" in asked else 0
        last = "*" if first + size >= len(values) else str(first + size - 1)
        entry(server, message, "CN=a", **{NAME: [], f"{NAME};range={first}-{last}": values[first : first + size]})
        done(server, message)

    with ScriptedServer(script) as server:
        (found,) = search(server)
    assert found.values(NAME) == tuple(values)
    assert set(found.attributes) == {NAME.lower()}


def test_ranges_that_do_not_go_on_are_an_error() -> None:
    def script(server: Any, message: Any) -> None:
        entry(server, message, "CN=a", **{f"{NAME};range=0-1": [b"1", b"2"]})
        done(server, message)

    with ScriptedServer(script) as server, pytest.raises(DirectoryError, match="was not given completely"):
        search(server)


def test_references_to_other_servers_are_not_followed() -> None:
    def script(server: Any, message: Any) -> None:
        server.search_result_reference(message.message_id, ["ldap://child.example.com/DC=child,DC=example,DC=com"])
        entry(server, message, "CN=a")
        done(server, message)

    with ScriptedServer(script) as server:
        assert [one.dn for one in search(server)] == ["CN=a"]
        assert server.accepted == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, "only after a logon"),
        (3, "longer than the server allows"),
        (4, r"has refused the question \(LDAP result 4"),
        (8, "demands signing or TLS"),
        (10, "names another server"),
        (32, r"LDAP result 32"),
        (50, "this account may not read it"),
        (51, "busy"),
        (53, "unwilling"),
    ],
)
def test_a_result_that_is_no_success_is_an_error_in_words(code: int, words: str) -> None:
    def script(server: Any, message: Any) -> None:
        entry(server, message, "CN=a")
        done(server, message, code, "0000208D: NameErr: DSID-0310021B")

    with ScriptedServer(script) as server, pytest.raises(DirectoryError, match=f"dc1: .*{words}.*0000208D"):
        search(server)


def test_an_object_that_is_not_there_is_none() -> None:
    with ScriptedServer(lambda server, message: done(server, message, 32)) as server:
        assert server.session().entry("CN=a", ["cn"]) is None


def test_an_object_that_the_filter_is_not_true_of_is_none() -> None:
    with ScriptedServer(lambda server, message: done(server, message)) as server:
        assert server.session().entry("CN=a", ["cn"], only=Equal("memberOf", "CN=b", "1.2.840.113556.1.4.1941")) is None


def test_more_objects_than_expected_are_an_error() -> None:
    def script(server: Any, message: Any) -> None:
        for number in range(4):
            entry(server, message, f"CN={number}")
        done(server, message)

    with ScriptedServer(script) as server, pytest.raises(DirectoryError, match="more than 3 objects"):
        search(server, most=3)


def test_security_descriptors_are_asked_for_without_the_part_that_needs_a_right() -> None:
    with ScriptedServer(lambda server, message: done(server, message)) as server:
        search(server, descriptors=True, scope=ONE)
        flags, page = server.asked[0].controls
    assert (flags.control_type, flags.critical, flags.value.hex()) == ("1.2.840.113556.1.4.801", True, "3003020105")
    assert isinstance(page, sansldap.PagedResultControl)


def _nothing(server: Any, message: Any) -> bytes:
    return b""


def _garbage(server: Any, message: Any) -> bytes:
    return b"HTTP/1.1 400 Bad Request\r\n\r\n"


def _large(server: Any, message: Any) -> bytes:
    return b"\x30\x84\x7f\xff\xff\xff" + b"x" * 100


def _of_another_question(server: Any, message: Any) -> None:
    object.__setattr__(message, "message_id", 1000)
    server._outstanding_requests.add(1000)
    server._search_requests.add(1000)
    done(server, message)


def _disconnection(server: Any, message: Any) -> None:
    server.extended_response(message.message_id, sansldap.ExtendedOperations.LDAP_NOTICE_OF_DISCONNECTION)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (_nothing, "no answer came within 0.3 seconds"),
        (_garbage, "not one of LDAP"),
        (_large, "no answer came within"),
        (_of_another_question, "not one of LDAP"),
        (_disconnection, "not one of LDAP"),
    ],
)
def test_a_server_that_gives_no_answer_is_not_asked_again(script: Callable[..., Any], words: str) -> None:
    with ScriptedServer(script) as server:
        session = server.session(0.3)
        for _ in range(2):
            with pytest.raises(DirectoryError, match=words):
                session.search("", EVERY_OBJECT, ["cn"], BASE)
        assert len(server.asked) == 1


def test_an_answer_without_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "ANSWER", 100_000)

    def script(server: Any, message: Any) -> None:
        entry(server, message, "CN=a", cn=[b"x" * 200_000])
        done(server, message)

    with ScriptedServer(script) as server, pytest.raises(DirectoryError, match="more than 100000 octets"):
        search(server)


@settings(max_examples=60)
@given(data=st.binary(min_size=1, max_size=80))
def test_whatever_a_server_sends_the_error_is_a_sentence(data: bytes) -> None:
    with ScriptedServer(lambda server, message: data) as server:
        session = server.session(0.05)
        with pytest.raises(DirectoryError, match=r"^dc1: "):
            session.search("", EVERY_OBJECT, ["cn"], BASE)


@pytest.mark.parametrize("name", ["*", "a)(cn=*", "\\2a", "\0", "x" * 10000, "é ü \u202e", "HTTP/*.example.com", "(|"])
def test_a_name_is_the_whole_value_whatever_is_in_it(name: str) -> None:
    with ScriptedServer(lambda server, message: done(server, message)) as server:
        server.session().search("", AnyOf([Equal(NAME, name)]), ["cn"])
        (asked,) = server.asked
    assert asked.filter == sansldap.FilterOr([sansldap.FilterEquality(NAME, name.encode())])


def _refuses(code: int, text: str) -> Callable[..., None]:
    def script(server: Any, message: Any) -> None:
        server.bind_response(message.message_id, result_code=sansldap.LDAPResultCode(code), diagnostics_message=text)

    return script


def log_on(code: int, text: str = "") -> None:
    with ScriptedServer(_refuses(code, text)) as server:
        server.session().bind_simple(Logon(r"EXAMPLE\reader", PASSWORD))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("52e", "user name or the password is wrong"),
        ("525", "does not know this user"),
        ("52f", "Protected Users"),
        ("530", "this time of the day"),
        ("531", "from this computer"),
        ("532", "password has expired"),
        ("533", "disabled"),
        ("569", "from the network"),
        ("701", "account has expired"),
        ("773", "must change its password"),
        ("775", "locked"),
        ("57", "inside TLS"),
        ("7FF", r"was refused \(data 7FF\)"),
    ],
)
def test_a_refused_logon_says_why(data: str, words: str) -> None:
    text = f"80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data {data}, v4563"
    with pytest.raises(LogonRefusedError, match=rf"dc1: the logon of EXAMPLE\\reader was refused: .*{words}"):
        log_on(49, text)


def test_a_refused_logon_without_a_text_is_one() -> None:
    with pytest.raises(LogonRefusedError, match="the user name or the password was refused"):
        log_on(49)


@pytest.mark.parametrize(("code", "words"), [(7, "does not offer"), (8, "demands signing or TLS"), (53, "unwilling")])
def test_a_logon_that_was_not_tried_is_not_refused(code: int, words: str) -> None:
    with pytest.raises(DirectoryError, match=words) as caught:
        log_on(code, f"00002028: LdapErr: {PASSWORD}")
    assert not isinstance(caught.value, LogonRefusedError)
    assert PASSWORD not in str(caught.value)


@pytest.mark.parametrize(("user", "password"), [("", "x"), ("x", ""), ("", "")])
def test_without_a_password_nothing_is_tried(user: str, password: str) -> None:
    """A server takes a name without a password for nobody, and accepts it."""
    with pytest.raises(DirectoryError, match="kerberos_directory_password"):
        Logon(user, password)


def test_a_logon_does_not_show_its_password() -> None:
    assert PASSWORD not in repr(Logon("reader", PASSWORD))
