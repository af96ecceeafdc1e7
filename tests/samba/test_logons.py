"""Logons and searches at a real domain controller: sealed with NTLM, inside TLS, and refused."""

from __future__ import annotations

import re

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import stream
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, LogonRefusedError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.filters import AnyOf, Equal
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ldap_session import LdapSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions

from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.forest import ROOT
from lab.samba.domain import Domain
from tests.samba import states
from tests.samba.states import LOCKED_AFTER, PASSWORD, READER, STATES

pytestmark = pytest.mark.xdist_group("samba")
CANARY = "HTTP/a-name-that-is-searched-for"


def sessions(domain: Domain, user: str = READER, password: str = PASSWORD, tls: bool = False) -> Sessions:
    host, port = ("localhost", "ldaps") if tls else ("127.0.0.1", "ldap")
    return Sessions(
        *(user, password),
        domain="example.com",
        domain_controllers=[f"{host}:{domain.ports[port]}"],
        protocol="ldaps" if tls else "ldap",
        authority=str(domain.authority),
    )


def spns(known: Sessions, *names: str) -> list[str]:
    session = known.first(known.controllers("example.com"))
    wanted = AnyOf([Equal("servicePrincipalName", name) for name in names])
    return [one.dn for one in session.search(ROOT, wanted, ["cn"])]


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("user", [READER, "auditor@example.com"])
def test_an_ordinary_user_finds_the_holder(domain: Domain, user: str, tls: bool) -> None:
    with sessions(domain, user, tls=tls) as known:
        assert spns(known, "http/INTRANET") == [SERVICE_ACCOUNT]


def test_what_is_asked_and_answered_is_sealed(domain: Domain, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = bytearray()
    plain = stream.Stream._piece

    def piece(self: stream.Stream) -> bytes:
        seen.extend(data := plain(self))
        return data

    monkeypatch.setattr(stream.Stream, "_piece", piece)
    with sessions(domain) as known:
        assert spns(known, CANARY, "HTTP/intranet") == [SERVICE_ACCOUNT]
    assert len(seen) > 300
    assert b"svc-intranet" not in seen


def test_without_a_logon_samba_tells_nothing(domain: Domain) -> None:
    host, port = "127.0.0.1", domain.ports["ldap"]
    session = LdapSession(stream.Stream(stream.connected(host, port, "dc1", 5), "dc1", 5), 5)
    with pytest.raises(DirectoryError, match=r"dc1: it answers this only after a logon"):
        session.search(ROOT, Equal("cn", "a"), ["cn"])
    session.close()


@pytest.fixture(scope="module")
def locked(domain: Domain) -> None:
    for _ in range(LOCKED_AFTER):
        with sessions(domain, r"EXAMPLE\locked", "wrong") as known, pytest.raises(LogonRefusedError):
            known.first(known.controllers("example.com"))


# A simple bind of a member of Protected Users is accepted.
REFUSED = [
    pytest.param(name, tls, id=f"{name}, {'TLS' if tls else 'NTLM'}") for name in STATES for tls in (False, True)
]


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize(("name", "tls"), [one for one in REFUSED if one.values != ("protected", True)])
def test_a_refused_logon_says_why(domain: Domain, name: str, tls: bool) -> None:
    password = "not-this-one" if name == "wrong" else PASSWORD
    refused = pytest.raises(LogonRefusedError, match=re.escape(STATES[name][1]))
    with sessions(domain, rf"EXAMPLE\{name}", password, tls) as known, refused as caught:
        spns(known, "HTTP/intranet")
    assert password not in str(caught.value)


@pytest.mark.parametrize("tls", [False, True], ids=["NTLM", "TLS"])
def test_a_wrong_password_costs_one_try(domain: Domain, tls: bool) -> None:
    before = tries_of(domain, "wrong")
    with sessions(domain, r"EXAMPLE\wrong", "another", tls) as known:
        for _ in range(3):
            with pytest.raises(LogonRefusedError, match="wrong"):
                spns(known, "HTTP/intranet")
    assert tries_of(domain, "wrong") == before + 1


def tries_of(domain: Domain, account: str) -> int:
    """Wrong passwords in a row."""
    with sessions(domain) as reader:
        found = reader.first(reader.controllers("example.com")).entry(states.name(account), ["badPwdCount"])
    assert found is not None
    return found.number("badPwdCount") or 0


@pytest.mark.parametrize(
    "name", ["*", "HTTP/*", "a)(cn=*", "\\2a", "(|", "é ü \u202e", "x" * 1000, "HTTP/intranet)(cn=a"]
)
def test_a_hostile_name_finds_nothing(domain: Domain, name: str) -> None:
    with sessions(domain) as known:
        assert spns(known, name) == []
