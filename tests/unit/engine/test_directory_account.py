"""With which account the directory is asked, and when none is tried."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import (
    Given,
    Node,
    logon,
    logon_of_probe,
    logon_of_writer,
)

ACCEPTED = Node(True, True, "WEB1", "example.com")
SILENT = Node(asked=True)


def connection(user: str, password: str = "secret") -> Given:
    return Given(connection_user=user, connection_password=password)


@pytest.mark.parametrize("node", [ACCEPTED, SILENT])
@pytest.mark.parametrize("user", [r"EXAMPLE\svc-audit", "svc-audit@example.com"])
def test_an_account_of_its_own_is_used_whatever_the_node_says(user: str, node: Node) -> None:
    found = logon(Given(user, "secret", r".\admin", "another"), node, "")
    assert (found.user, found.password) == (user, "secret")
    assert "secret" not in repr(found)


def test_a_name_alone_is_an_account_of_the_farms_domain() -> None:
    assert logon(Given("svc-audit", "secret"), ACCEPTED, "").user == "svc-audit@example.com"
    assert logon(Given("svc-audit", "secret"), ACCEPTED, "corp.example.com").user == "svc-audit@corp.example.com"
    with pytest.raises(DirectoryError, match=r"the domain is not known; write name@domain, or set kerberos_farm\.dir"):
        logon(Given("svc-audit", "secret"), SILENT, "")


@pytest.mark.parametrize(("given", "lacks"), [(Given("svc-audit"), "password"), (Given("", "secret"), "user")])
def test_half_of_an_account_is_not_filled_from_the_connection(given: Given, lacks: str) -> None:
    with pytest.raises(DirectoryError, match=rf"kerberos_directory_{lacks} is not; set both$"):
        logon(given, ACCEPTED, "")


@pytest.mark.parametrize("user", ["admin@EXAMPLE.COM", r"EXAMPLE\admin"])
def test_the_connections_account_is_used_once_the_node_has_accepted_it(user: str) -> None:
    assert logon(connection(user), ACCEPTED, "").user == user
    with pytest.raises(DirectoryError, match="not tried on a domain controller, because the farm's first node has not"):
        logon(connection(user), SILENT, "")


@pytest.mark.parametrize(
    "user",
    ["Administrator", r"WEB1\admin", r"web1\admin", r".\admin", r"\admin", "admin@web1", r"web1.example.com\admin"],
)
def test_an_account_that_may_be_the_nodes_own_is_never_tried_on_the_domain(user: str) -> None:
    with pytest.raises(DirectoryError, match=r"not tried on a domain controller: .*set kerberos_directory_user") as no:
        logon(connection(user), ACCEPTED, "example.com")
    assert "secret" not in str(no.value)


@pytest.mark.parametrize("given", [connection("", "secret"), connection("admin@EXAMPLE.COM", "")])
def test_a_connection_without_a_password_has_none_for_the_directory(given: Given) -> None:
    with pytest.raises(DirectoryError, match="the connection to the nodes has no password for the directory"):
        logon(given, ACCEPTED, "")


def test_tickets_are_asked_for_by_the_account_that_was_given_for_it_and_no_other() -> None:
    others = {"user": "reader@example.com", "password": "other", "connection_user": "admin@example.com"}
    given = Given(**others, probe_user="probe", probe_password="secret")
    found = logon_of_probe(given, ACCEPTED, "")
    assert (found.user, found.password) == ("probe@example.com", "secret")
    assert "secret" not in repr(given)
    with pytest.raises(DirectoryError, match=r"^kerberos_probe_user: found probe, and the domain is not known"):
        logon_of_probe(given, SILENT, "")
    with pytest.raises(DirectoryError, match=r"kerberos_probe_password is not; set both$"):
        logon_of_probe(Given(**others, probe_user="probe"), ACCEPTED, "")


def test_nobody_writes_without_an_account_for_it() -> None:
    assert logon_of_writer(Given(writer_user="writer@example.com", writer_password="secret"), ACCEPTED, "").user
    with pytest.raises(DirectoryError, match=r"^no account that is to write is given .kerberos_directory"):
        logon_of_writer(connection("admin@EXAMPLE.COM"), ACCEPTED, "example.com")
