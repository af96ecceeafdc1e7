"""Logging on to the lab's directory: over NTLM with sealing, and with a simple bind inside TLS."""

from __future__ import annotations

import pytest
import sansldap

from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.wired import WiredDirectory
from tests.lab.directory.client import Client

CANARY = "a-name-that-is-searched-for"
BASE = "DC=example,DC=com"


@pytest.mark.parametrize("user", ["EXAMPLE\\auditor", "example.com\\Auditor", "auditor@example.com", "auditor"])
def test_ntlm_takes_each_form_of_a_name(lab: WiredDirectory, user: str) -> None:
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        assert client.negotiate(user, lab.password).code == 0


def test_what_is_searched_for_is_sealed(bound: Client) -> None:
    sent = len(bound.seen)
    answer = bound.search(BASE, sansldap.FilterEquality("sAMAccountName", CANARY.encode()))
    assert answer.code == 0
    assert len(bound.seen) > sent
    assert CANARY.encode() not in bound.seen
    assert b"child.example.com" not in bound.seen  # of the answer


def test_a_changed_octet_ends_the_connection(lab: WiredDirectory) -> None:
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        client.negotiate("auditor", lab.password)
        client.socket.sendall(b"\0\0\0\x20" + b"x" * 32)
        assert client.socket.recv(100) == b""


def test_a_bind_that_neither_signs_nor_seals_is_refused(lab: WiredDirectory) -> None:
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        answer = client.negotiate("auditor", lab.password, seals=False)
    assert answer.code == sansldap.LDAPResultCode.STRONG_AUTH_REQUIRED
    assert answer.text.startswith("00002028: LdapErr: DSID-")


def test_a_simple_bind_needs_tls(lab: WiredDirectory) -> None:
    user = "auditor@example.com"
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        assert client.simple(user, lab.password).code == sansldap.LDAPResultCode.STRONG_AUTH_REQUIRED
    with Client(lab.addresses["dc1"], lab.ports.ldaps, lab.authority) as client:
        assert client.simple(user, lab.password).code == 0
        assert client.search(BASE, "(sAMAccountName=svc-intranet)").entries.keys() == {SERVICE_ACCOUNT}


def test_sealing_inside_tls_is_refused(lab: WiredDirectory) -> None:
    with Client(lab.addresses["dc1"], lab.ports.ldaps, lab.authority) as client:
        answer = client.negotiate("auditor", lab.password)
    assert answer.code == sansldap.LDAPResultCode.UNWILLING_TO_PERFORM


def test_who_has_not_logged_on_sees_rootdse_only(lab: WiredDirectory) -> None:
    with Client(lab.addresses["dc2"], lab.ports.ldap) as client:
        answer = client.search("", attributes=["dnsHostName", "currentTime"], scope=sansldap.SearchScope.BASE)
        assert answer.entries[""]["dnsHostName"] == [b"dc2.example.com"]
        assert set(answer.entries[""]) == {"dnsHostName", "currentTime"}
        refused = client.search(BASE)
    assert refused.code == sansldap.LDAPResultCode.OPERATIONS_ERROR
    assert "a successful bind must be completed" in refused.text


def test_a_bind_without_a_password_is_anonymous(lab: WiredDirectory) -> None:
    with Client(lab.addresses["dc1"], lab.ports.ldaps, lab.authority) as client:
        assert client.simple("auditor@example.com", "").code == 0
        assert client.search(BASE).code == sansldap.LDAPResultCode.OPERATIONS_ERROR


CHANGES = {
    "533": {"userAccountControl": [0x10202]},
    "701": {"accountExpires": ["2020-01-01T00:00:00+00:00"]},
    "530": {"logonHours": ["00" * 21]},
    "531": {"userWorkstations": ["OTHER"]},
    "773": {"pwdLastSet": [0]},
    "775": {"lockoutTime": ["2999-01-01T00:00:00+00:00"]},
}


@pytest.mark.parametrize("data", CHANGES)
def test_the_reason_for_a_refusal_is_in_the_text(lab: WiredDirectory, data: str) -> None:
    lab.directory.change("CN=auditor,CN=Users,DC=example,DC=com", **CHANGES[data])
    with Client(lab.addresses["dc1"], lab.ports.ldaps, lab.authority) as client:
        simple = client.simple("EXAMPLE\\auditor", lab.password)
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        sealed = client.negotiate("EXAMPLE\\auditor", lab.password)
    assert simple.code == sealed.code == sansldap.LDAPResultCode.INVALID_CREDENTIALS
    assert f"comment: AcceptSecurityContext error, data {data}, v4563\0" in simple.text
    assert f"comment: AcceptSecurityContext error, data {data}, v4563\0" in sealed.text
    assert (simple.text[:8], sealed.text[:8]) == ("80090308", "8009030C")


def test_an_unknown_user(lab: WiredDirectory) -> None:
    for user in ("EXAMPLE\\nobody", "OTHER\\auditor"):
        with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
            assert "data 525," in client.negotiate(user, lab.password).text


def test_each_wrong_password_counts_once_and_the_fifth_locks(lab: WiredDirectory) -> None:
    def count() -> int:
        found: int = lab.directory.state()["objects"]["CN=auditor,CN=Users,DC=example,DC=com"]["badPwdCount"][0]
        return found

    for number in range(1, 6):
        with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
            assert "data 52e," in client.negotiate("EXAMPLE\\auditor", "wrong").text
        assert count() == number
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        assert "data 775," in client.negotiate("EXAMPLE\\auditor", lab.password).text
    assert lab.server.counters.refused == 6


def test_a_right_password_forgives_the_wrong_ones(lab: WiredDirectory) -> None:
    for password in ("wrong", lab.password):
        with Client(lab.addresses["dc1"], lab.ports.ldaps, lab.authority) as client:
            client.simple("EXAMPLE\\auditor", password)
    assert lab.directory.state()["objects"]["CN=auditor,CN=Users,DC=example,DC=com"]["badPwdCount"] == [0]


def test_members_of_protected_users_cannot_use_ntlm(lab: WiredDirectory) -> None:
    lab.directory.change(
        "CN=Protected Users,CN=Users,DC=example,DC=com", member=["CN=auditor,CN=Users,DC=example,DC=com"]
    )
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        assert "data 52f," in client.negotiate("EXAMPLE\\auditor", lab.password).text
