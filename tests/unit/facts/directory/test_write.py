"""Service principal names are written on a directory that refuses, lags and cuts, over real connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import (
    DirectoryError,
    NotUniqueError,
    OutcomeUnknownError,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.patience import Clock
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.permitted import refusal
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.rights import read_write_rights
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.writable_controller import (
    writable_controller,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.write import SHAPE, write_service_principals
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch

from lab.concerns.spn import faults
from lab.concerns.spn.faults import FORMER_ACCOUNT, NAMES
from lab.directory import accounts, changes, healthy
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState
from lab.directory.wired import WiredDirectory
from lab.intranet import ACCOUNT_SID, DOMAIN
from tests.playbooks.controller import own_network

FORMER, WEB1 = f"{DOMAIN}-1121", f"{DOMAIN}-{accounts.FIRST_NODE + 1}"
FULL = NAMES[0]
Broken = Callable[[DirectoryState, int], None]


class Time:
    """A clock that stands still but for the pauses. during: what happens meanwhile, after so many seconds."""

    def __init__(self, during: Callable[[float], None] = lambda now: None) -> None:
        self.at, self._during = 0.0, during

    def pause(self, seconds: float) -> None:
        self.at += seconds
        self._during(self.at)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.pause)


class Directory:
    def __init__(self, lab: WiredDirectory) -> None:
        self.lab = lab

    def broken(self, inject: Broken, **of_dc1: Any) -> None:
        state = healthy.directory(3)
        inject(state, 0)
        state["controllers"]["dc1"] |= of_dc1
        self.lab.directory.file.write(state)

    def lags(self, controller: str = "dc2") -> None:
        state = self.lab.directory.file.read()
        state["controllers"][controller]["lags"] = True
        self.lab.directory.file.write(state)

    def replicate(self) -> None:
        state = self.lab.directory.file.read()
        changes.replicate(state, "dc2")
        self.lab.directory.file.write(state)

    def held(self, account: str) -> list[str]:
        return sorted(self.lab.directory.state()["objects"][account].get(SPNS, []))

    def write(self, *changes: tuple[str, str, bool], time: Time | None = None, **arguments: Any) -> dict[str, Any]:
        lab = self.lab
        at = [f"{lab.addresses[name]}:{lab.ports.ldap}" for name in ("dc1", "dc2")]
        catalogs = [f"{lab.addresses['dc1']}:{lab.ports.catalog}"]
        given = {
            "controller": "dc1.example.com",
            "changes": [{"account": sid, "service_principal": name, "held": held} for name, sid, held in changes],
            "expected": [],
            "seconds": 60,
            **arguments,
        }
        user = r"EXAMPLE\administrator"
        with Sessions(user, lab.password, domain_controllers=at, global_catalogs=catalogs, seconds=2) as sessions:
            return write_service_principals(sessions, given, {}, (time or Time()).clock)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredDirectory]:
    found = WiredDirectory(Path(tmp_path_factory.mktemp("directory")), own_network(3))
    yield found
    found.close()


@pytest.fixture
def directory(lab: WiredDirectory) -> Directory:
    found = Directory(lab)
    found.broken(faults._on_a_former_account)
    return found


MOVE = ((FULL.upper(), FORMER, False), (FULL, ACCOUNT_SID, True))


def expected(*holders: str) -> list[dict[str, Any]]:
    return [{"service_principal": FULL, "on_controller": list(holders), "in_catalog": list(holders)}]


def test_a_name_is_moved_in_the_spelling_that_it_has(directory: Directory) -> None:
    answer = directory.write(*MOVE, expected=expected(FORMER))
    assert answer == {"controller": "dc1.example.com", "pending": [], "seconds": 0}
    assert mismatch(answer, SHAPE) is None
    assert (directory.held(FORMER_ACCOUNT), directory.held(SERVICE_ACCOUNT)) == ([NAMES[1]], [FULL])


@pytest.mark.parametrize("where", ["on_controller", "in_catalog"])
def test_other_holders_than_expected_stop_it_before_the_first_change(where: str, directory: Directory) -> None:
    (one,) = expected(FORMER)
    with pytest.raises(DirectoryError, match=r"nothing was written: .* shows other holders of .*; run again"):
        directory.write(*MOVE, expected=[{**one, where: [WEB1]}])
    assert directory.held(FORMER_ACCOUNT) == sorted(NAMES)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("HTTP/web1", WEB1, True), "is a name of the computer WEB1. itself"),
        (("HOST/intranet", FORMER, True), "no other is written"),
        (("HOST/WEB1", WEB1, False), "no other is written"),
        (("HTTP/web1", WEB1, False), "is a name of the computer WEB1. itself"),
        (("HTTP/http://x", FORMER, True), "is not of the form"),
        ((FULL, f"{DOMAIN}-4000", True), "is not there any more"),
    ],
)
def test_what_must_not_be_written_is_not(change: tuple[str, str, bool], words: str, directory: Directory) -> None:
    before = directory.lab.directory.file.read()
    with pytest.raises(DirectoryError, match=f"nothing was written: .*{words}"):
        directory.write(MOVE[0], change)
    assert directory.lab.directory.file.read() == before


def test_a_name_that_seems_taken_for_a_while_is_tried_again(directory: Directory) -> None:
    directory.broken(faults._on_a_former_account, writes={"skip": 1, "times": 4, "trouble": "not unique"})
    time = Time()
    directory.write(*MOVE, time=time)
    assert (directory.held(SERVICE_ACCOUNT), time.at) == ([FULL], 15)


def test_a_name_that_stays_taken_is_said(directory: Directory) -> None:
    time = Time()
    with pytest.raises(NotUniqueError, match=rf"nothing was written; then, of {FULL}, svc-intranet: .*for 60 seconds"):
        directory.write(MOVE[1], time=time)
    assert 50 < time.at <= 60


@pytest.mark.parametrize(
    ("trouble", "error", "words", "added"),
    [
        ("busy", DirectoryError, "it is busy", False),
        ("cut before", OutcomeUnknownError, "whether it was made is not known", False),
        ("cut after", OutcomeUnknownError, "whether it was made is not known", True),
    ],
)
def test_what_fails_half_way_says_what_was_done(
    trouble: str, error: type[Exception], words: str, added: bool, directory: Directory
) -> None:
    directory.broken(faults._on_a_former_account, writes={"skip": 1, "times": 1, "trouble": trouble})
    done = rf"{FULL} was removed from svc-old; then, of {FULL}, svc-intranet: .*{words}"
    with pytest.raises(error, match=done):
        directory.write(*MOVE)
    assert directory.held(SERVICE_ACCOUNT) == ([FULL] if added else [])


def test_the_other_domain_controllers_are_waited_for(directory: Directory) -> None:
    directory.lags()
    time = Time(lambda now: directory.replicate() if now > 10 else None)
    answer = directory.write(*MOVE, time=time)
    assert (answer["pending"], answer["seconds"]) == ([], 15)


def test_what_is_not_there_in_time_is_pending(directory: Directory) -> None:
    directory.lags()
    time = Time()
    answer = directory.write(*MOVE, time=time)
    assert {one["seen_by"] for one in answer["pending"]} == {
        f"{directory.lab.addresses['dc2']}:{directory.lab.ports.ldap}"
    }
    assert 50 < time.at <= 60


def test_a_controller_that_does_not_answer_is_not_waited_for(directory: Directory) -> None:
    state = directory.lab.directory.file.read()
    state["controllers"]["dc2"]["answers"] = "no"
    directory.lab.directory.file.write(state)
    assert directory.write(*MOVE)["pending"] == []


@pytest.mark.parametrize("fact", [{"read_only": True}, {"answers": "no"}])
def test_another_controller_than_the_one_that_was_read_takes_nothing(
    fact: dict[str, Any], directory: Directory
) -> None:
    directory.broken(faults._on_a_former_account, **fact)
    with pytest.raises(DirectoryError, match="nothing was written: "):
        directory.write(*MOVE)
    assert directory.held(FORMER_ACCOUNT) == sorted(NAMES)


@pytest.mark.parametrize(
    ("name", "held", "kind", "permitted"),
    [
        ("HTTP/intranet", True, "user", True),
        ("http/INTRANET:8080", True, "gmsa", True),
        ("HTTP/intranet", True, "computer", True),  # by a rollback; no fix plans it
        ("HTTP/web1", True, "computer", False),
        ("HTTP/intranet", False, "computer", True),
        ("HTTP/web1", False, "computer", False),
        ("HTTP/WEB1.example.com:80", False, "computer", False),
        ("HTTPS/intranet", False, "user", True),
        ("HTTPS/intranet", False, "computer", False),
        ("http://intranet/", False, "user", True),
        ("HTTP\\intranet", False, "user", True),
        ("HTTP\\intranet", True, "user", False),
        ("HOST/intranet", False, "user", False),
        ("TERMSRV/web1", False, "user", False),
        ("", True, "user", False),
    ],
)
def test_which_names_are_permitted(name: str, held: bool, kind: str, permitted: bool) -> None:
    assert (refusal(name, held, kind, "WEB1$", "web1.example.com") == "") is permitted


def test_a_domain_controller_of_another_domain_takes_nothing(directory: Directory) -> None:
    where = directory.lab.addresses["dc3"]
    with (
        Sessions(
            r"EXAMPLE\administrator",
            directory.lab.password,
            domain="example.com",
            domain_controllers=[f"{where}:{directory.lab.ports.ldap}"],
        ) as sessions,
        pytest.raises(DirectoryError, match=r"it is a domain controller of child\.example\.com, not of example\.com"),
    ):
        writable_controller(sessions, "example.com")


def test_what_the_writer_may_change_is_not_known_without_a_directory() -> None:
    with Sessions("svc@example.com", "unused") as sessions:
        assert read_write_rights(sessions, {}, {})["problem"] == "the directory could not be read"
