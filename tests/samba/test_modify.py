"""The same changes of service principal names on Samba and in the lab's directory: both take and refuse them alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, NotUniqueError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ldap_session import LdapSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.modify import ADD, DELETE, Change
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

from lab.directory.accounts import SERVICE_ACCOUNT, computer
from lab.directory.wired import WiredDirectory
from lab.samba.domain import Domain
from lab.samba.plan import PASSWORD
from tests.playbooks.controller import own_network
from tests.samba.states import READER

pytestmark = pytest.mark.xdist_group("samba")

ADMINISTRATOR, SPN, NEW = r"EXAMPLE\administrator", "servicePrincipalName", "HTTP/new.example.com"
Log = Callable[[str], LdapSession]  # a user's connection


@pytest.fixture(scope="module")
def of_samba(domain: Domain) -> Iterator[Log]:
    yield from logged_on(Server("127.0.0.1", domain.ports["ldap"]), PASSWORD)


@pytest.fixture(scope="module")
def of_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    lab = WiredDirectory(Path(tmp_path_factory.mktemp("lab")), own_network(3))
    yield from logged_on(Server(lab.addresses["dc1"], lab.ports.ldap), lab.password)
    lab.close()


def logged_on(server: Server, password: str) -> Iterator[Log]:
    made: list[Sessions] = []

    def log_on(user: str) -> LdapSession:
        made.append(Sessions(user, password))
        return made[-1].ldap(server)

    yield log_on
    for sessions in made:
        sessions.close()


@pytest.fixture(params=["of_samba", "of_lab"])
def log_on(request: pytest.FixtureRequest) -> Iterator[Log]:
    found = request.getfixturevalue(request.param)
    session = found(ADMINISTRATOR)
    before = held(session)
    yield found
    assert held(session) == before, "the next test begins with the same names"


def held(session: LdapSession, name: str = SERVICE_ACCOUNT) -> list[str]:
    entry = session.entry(name, [SPN])
    return sorted(entry.texts(SPN)) if entry else []


def modify(session: LdapSession, operation: int, value: str, name: str = SERVICE_ACCOUNT) -> None:
    session.modify(name, [Change(operation, SPN, (value,))])


def test_a_name_is_added_and_removed_in_any_case(log_on: Log) -> None:
    session = log_on(ADMINISTRATOR)
    modify(session, ADD, NEW)
    assert NEW in held(session)
    modify(session, DELETE, NEW.upper())
    assert NEW not in held(session)


def test_a_name_moves_at_once(log_on: Log) -> None:
    """The domain controller that takes the removal takes the addition, without a pause."""
    session, name = log_on(ADMINISTRATOR), "HTTP/intranet"
    for former, new in ((SERVICE_ACCOUNT, computer(1)), (computer(1), SERVICE_ACCOUNT)):
        modify(session, DELETE, name, former)
        modify(session, ADD, name, new)
        assert (name in held(session, former), name in held(session, new)) == (False, True)


def test_all_of_a_change_or_nothing_is_made(log_on: Log) -> None:
    session = log_on(ADMINISTRATOR)
    with pytest.raises(DirectoryError, match="LDAP result 16"):
        session.modify(SERVICE_ACCOUNT, [Change(ADD, SPN, (NEW,)), Change(DELETE, SPN, ("HTTP/other",))])
    assert NEW not in held(session)


@pytest.mark.parametrize("value", ["HTTP/intranet", "http/INTRANET"])
def test_a_name_that_another_account_has_is_refused(value: str, log_on: Log) -> None:
    with pytest.raises(NotUniqueError, match="another account of the forest has this name"):
        modify(log_on(ADMINISTRATOR), ADD, value, computer(1))


@pytest.mark.parametrize(
    ("user", "operation", "value", "name", "words"),
    [
        (ADMINISTRATOR, DELETE, NEW, SERVICE_ACCOUNT, r"is not there any more.*LDAP result 16"),
        (ADMINISTRATOR, ADD, NEW, SERVICE_ACCOUNT.replace("svc", "no"), r"the object is not there.*LDAP result 32"),
        (READER, ADD, NEW, SERVICE_ACCOUNT, r"this account may not change it.*LDAP result 50"),
        (READER, DELETE, "HTTP/intranet", SERVICE_ACCOUNT, r"this account may not change it.*LDAP result 50"),
    ],
)
def test_what_is_refused(user: str, operation: int, value: str, name: str, words: str, log_on: Log) -> None:
    with pytest.raises(DirectoryError, match=words):
        modify(log_on(user), operation, value, name)


@pytest.mark.parametrize(("user", "may"), [(ADMINISTRATOR, True), (READER, False)])
def test_the_object_says_who_may_write_it(user: str, may: bool, log_on: Log) -> None:
    entry = log_on(user).entry(SERVICE_ACCOUNT, ["allowedAttributesEffective"])
    assert entry is not None
    assert (SPN in entry.texts("allowedAttributesEffective")) is may
