"""One connection of the lab's directory, without a socket: whatever arrives, it answers or ends."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sansldap
import spnego

from lab.directory import healthy
from lab.directory.directory import Directory
from lab.directory.session import Port, Session

PAGED = sansldap.PagedResultControl(critical=True, size=1, cookie=b"")
FLAGS = sansldap.LDAPControl("1.2.840.113556.1.4.801", True, bytes.fromhex("3003020107"))
BASE = "DC=example,DC=com"
FILTER = (
    "(&(|(servicePrincipalName=HTTP/intranet)(objectSid=S-1-5-21-1-2-3-4)(cn=*a*b))(!(userAccountControl>=1))"
    "(memberOf:1.2.840.113556.1.4.1941:=CN=x)(userAccountControl:1.2.840.113556.1.4.803:=2))"
)


@pytest.fixture
def port(tmp_path: Path) -> Port:
    (tmp_path / "password").write_text("secret", encoding="utf-8")
    directory = Directory(tmp_path)
    directory.file.write(healthy.directory(2))
    return Port(directory, "dc1", tls=True)


def bound(port: Port) -> Session:
    session = Session(port)
    client = sansldap.LDAPClient()
    client.bind_simple("EXAMPLE\\auditor", "secret")
    assert session.receive(client.data_to_send())
    return session


def requests() -> list[bytes]:
    client = sansldap.LDAPClient()
    found = []
    given = sansldap.LDAPFilter.from_string(FILTER)
    client.search_request(BASE, filter=given, controls=[PAGED, FLAGS], attributes=["member;range=0-5", "*"])
    found.append(client.data_to_send())
    client.search_request("", sansldap.SearchScope.BASE, attributes=["tokenGroups", "*"])
    found.append(client.data_to_send())
    client.extended_request("1.3.6.1.4.1.4203.1.11.3")
    found.append(client.data_to_send())
    return found


@pytest.mark.parametrize("request_", requests(), ids=("search", "rootDSE", "who am I"))
def test_changed_octets_are_answered_or_end_the_connection(port: Port, request_: bytes) -> None:
    for changed in changes(request_):
        assert isinstance(bound(port).receive(changed), bytes)


def changes(request: bytes) -> Iterator[bytes]:
    chosen = random.Random(7)
    for _ in range(120):
        changed = bytearray(request)
        for _ in range(chosen.choice((1, 1, 2, 5))):
            changed[chosen.randrange(len(changed))] = chosen.randrange(256)
        yield bytes(changed[: chosen.choice((len(changed), len(changed) - 3))])


def test_changed_octets_of_a_logon_are_answered_or_end_the_connection(port: Port) -> None:
    context: Any = spnego.client(
        "EXAMPLE\\auditor", "secret", protocol="negotiate", options=spnego.NegotiateOptions.use_negotiate
    )
    first = as_bind(context.step())
    session = Session(replace(port, tls=False))
    client = sansldap.LDAPClient()
    client.bind_sasl("GSS-SPNEGO", cred=None)  # so that it takes an answer
    client.data_to_send()
    (answer,) = client.receive(session.receive(first))
    assert isinstance(answer, sansldap.BindResponse)
    last = as_bind(context.step(answer.server_sasl_creds))
    for changed in changes(first):
        assert isinstance(Session(replace(port, tls=False)).receive(changed), bytes)
    for changed in changes(last):
        session = Session(replace(port, tls=False))
        session.receive(first)
        assert isinstance(session.receive(changed), bytes)
        port.directory.file.write(healthy.directory(2))  # it may have counted as a wrong password


def as_bind(token: bytes) -> bytes:
    client = sansldap.LDAPClient()
    client.bind_sasl("GSS-SPNEGO", cred=token)
    return client.data_to_send()


def test_octets_may_arrive_one_by_one(port: Port) -> None:
    session = bound(port)
    client = sansldap.LDAPClient()
    client.search_request(BASE, filter=sansldap.FilterEquality("cn", b"WEB1"), attributes=["cn"])
    answered = b"".join(session.receive(bytes([octet])) for octet in client.data_to_send())
    entry, *_, done = client.receive(answered)
    assert isinstance(entry, sansldap.SearchResultEntry)
    assert entry.attributes[0].values == [b"WEB1"]
    assert isinstance(done, sansldap.SearchResultDone)


def test_a_filter_in_very_many_brackets_ends_the_connection(port: Port) -> None:
    given: sansldap.LDAPFilter = sansldap.FilterPresent("cn")
    for _ in range(300):
        given = sansldap.FilterNot(given)
    client = sansldap.LDAPClient()
    client.search_request(BASE, filter=given)
    assert isinstance(bound(port).receive(client.data_to_send()), bytes)
