"""Changes of service principal names, as a domain controller takes and refuses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import (
    DirectoryError,
    NotUniqueError,
    OutcomeUnknownError,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ldap_session import LdapSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.modify import ADD, DELETE, Change
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

from lab.directory import accounts, changes
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.changes import SPNS
from lab.directory.wired import WiredDirectory
from lab.intranet import DOMAIN

NAME = "HTTP/new"


class Directory:
    """As administrator, unless another user is named."""

    def __init__(self, lab: WiredDirectory, user: str = "administrator") -> None:
        self.lab = lab
        self._sessions = Sessions(f"EXAMPLE\\{user}", lab.password)
        self.close = self._sessions.close

    def at(self, controller: str, catalog: bool = False) -> LdapSession:
        ports = self.lab.ports
        return self._sessions.ldap(Server(self.lab.addresses[controller], ports.catalog if catalog else ports.ldap))

    def modify(self, operation: int, value: str, name: str = SERVICE_ACCOUNT, controller: str = "dc1") -> None:
        self.at(controller).modify(name, [Change(operation, SPNS, (value,))])

    def held(self, controller: str = "dc1", name: str = SERVICE_ACCOUNT, catalog: bool = False) -> list[str]:
        entry = self.at(controller, catalog).entry(name, [SPNS])
        assert entry is not None
        return entry.texts(SPNS)

    def state(self, **of_controller: Any) -> None:
        """Of dc1, or of dc2 where it lags."""
        state = self.lab.directory.file.read()
        state["controllers"]["dc2" if "lags" in of_controller else "dc1"] |= of_controller
        self.lab.directory.file.write(state)


@pytest.fixture
def directory(lab: WiredDirectory) -> Iterator[Directory]:
    found = Directory(lab)
    yield found
    found.close()


def test_a_value_is_added_and_removed_in_any_case(directory: Directory) -> None:
    before = directory.held()
    directory.modify(ADD, NAME)
    assert directory.held() == [*before, NAME]
    directory.modify(DELETE, NAME.upper())
    assert directory.held() == before


@pytest.mark.parametrize(
    ("operation", "value", "words"),
    [
        (ADD, "http/INTRANET", "is there already.*LDAP result 20"),
        (DELETE, "HTTP/other", "is not there any more.*LDAP result 16"),
    ],
)
def test_what_is_not_as_expected_is_refused(operation: int, value: str, words: str, directory: Directory) -> None:
    before = directory.held()
    with pytest.raises(DirectoryError, match=words):
        directory.modify(operation, value)
    assert directory.held() == before


def test_a_name_that_another_account_has_is_refused(directory: Directory) -> None:
    with pytest.raises(NotUniqueError, match="8647"):
        directory.modify(ADD, "http/INTRANET", accounts.computer(1))


def test_an_ordinary_user_may_change_nothing(lab: WiredDirectory) -> None:
    directory = Directory(lab, accounts.READER)
    with pytest.raises(DirectoryError, match=r"this account may not change it.*LDAP result 50"):
        directory.modify(ADD, NAME)
    directory.close()


def test_who_was_given_the_right_may_and_the_object_says_so(lab: WiredDirectory) -> None:
    state = lab.directory.file.read()
    state["writers"] = {SERVICE_ACCOUNT: [f"{DOMAIN}-1140"]}
    lab.directory.file.write(state)
    directory = Directory(lab, accounts.READER)
    effective = "allowedAttributesEffective"
    found = [directory.at("dc1").entry(name, [effective]) for name in (SERVICE_ACCOUNT, accounts.computer(1))]
    assert [entry.texts(effective) for entry in found if entry] == [[SPNS], []]
    directory.modify(ADD, NAME)
    with pytest.raises(DirectoryError, match="LDAP result 50"):
        directory.modify(ADD, "HTTP/another", accounts.computer(1))
    directory.close()


def test_a_controller_that_lags_shows_the_former_state(directory: Directory, lab: WiredDirectory) -> None:
    directory.state(lags=True)
    directory.modify(ADD, NAME)
    views = [directory.held(of, catalog=catalog) for of in ("dc1", "dc2") for catalog in (False, True)]
    assert [NAME in view for view in views] == [True, True, False, False]
    state = lab.directory.file.read()
    changes.replicate(state, "dc2")
    lab.directory.file.write(state)
    assert NAME in directory.held("dc2")


def test_two_controllers_that_do_not_know_of_each_other_make_two_holders(directory: Directory) -> None:
    directory.state(lags=True)
    directory.modify(ADD, NAME)
    directory.modify(ADD, NAME, accounts.computer(1), "dc2")
    assert NAME in directory.held("dc1")
    assert NAME in directory.held("dc1", accounts.computer(1))


@pytest.mark.parametrize(("trouble", "made"), [("cut before", False), ("cut after", True)])
def test_a_cut_connection_says_that_the_outcome_is_not_known(trouble: str, made: bool, directory: Directory) -> None:
    directory.state(writes={"skip": 0, "times": 1, "trouble": trouble})
    with pytest.raises(OutcomeUnknownError, match="whether it was made is not known"):
        directory.modify(ADD, NAME)
    assert (NAME in directory.held("dc2")) is made


def test_a_refusal_that_ends_after_some_times(directory: Directory) -> None:
    directory.state(writes={"skip": 1, "times": 2, "trouble": "not unique"})
    directory.modify(ADD, "HTTP/first")
    for _ in range(2):
        with pytest.raises(NotUniqueError):
            directory.modify(ADD, NAME)
    directory.modify(ADD, NAME)


@pytest.mark.parametrize("catalog", [True, False])
def test_what_only_reads_takes_no_change(catalog: bool, directory: Directory) -> None:
    directory.state(read_only=True)
    with pytest.raises(DirectoryError, match="LDAP result 53" if catalog else "takes no changes.*LDAP result 10"):
        directory.at("dc1", catalog).modify(SERVICE_ACCOUNT, [Change(ADD, SPNS, (NAME,))])


def test_an_object_that_is_not_there(directory: Directory) -> None:
    with pytest.raises(DirectoryError, match=r"is not there any more.*LDAP result 32"):
        directory.modify(ADD, NAME, f"CN=nobody,{SERVICE_ACCOUNT.partition(',')[2]}")
