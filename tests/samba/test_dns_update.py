"""Secure dynamic updates of a real DNS server of a domain: made, refused, and not made because someone was faster."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sansldap

from lab import intranet
from lab.dns.zones import computer
from lab.samba.baked import PYTHON, ROOT
from lab.samba.domain import Domain
from tests.samba.conftest import not_here
from tests.samba.states import DNS_WRITER, OTHER_DNS, PASSWORD, READER
from tests.samba.test_logons import tries_of

pytestmark = pytest.mark.xdist_group("samba")

CLIENT = Path(__file__).with_name("dns_client.py")
PACKAGES = Path(sansldap.__file__).parents[1]  # of Python alone, but for what NTLM needs, which all Pythons can use
WRITER = rf"EXAMPLE\{DNS_WRITER}"
NODE, OWN = "web2.example.com", list(intranet.own_addresses(2))
STALE, VIRTUAL = "10.0.0.77", intranet.VIRTUAL[0]
HOST = "dc1.example.com"


Step = tuple[str, dict[str, Any]]
Run = Callable[..., list[Any]]


@pytest.fixture(scope="module")
def run(domain: Domain) -> Iterator[Run]:
    """What came of each step of a user, in one process for all tests."""
    if subprocess.run([PYTHON, "-c", "import gssapi"], capture_output=True, check=False).returncode:
        not_here(f"no python3-gssapi: run lab/samba/install.sh, so that {PYTHON} can import gssapi")
    path = f"{ROOT / 'collections'}:{ROOT}:{PACKAGES}"
    with subprocess.Popen(
        domain.inside(PYTHON, str(CLIENT)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as child:

        def ask(user: str, *steps: Step, password: str = PASSWORD) -> list[Any]:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(json.dumps({"user": user, "password": password, "steps": steps}) + "\n")
            child.stdin.flush()
            line = child.stdout.readline()
            assert password not in line
            answers: list[Any] = json.loads(line)
            return answers

        yield ask


ASK = ("ask", {"name": NODE})


def write(added: list[str], removed: list[str], name: str = NODE) -> Step:
    return "write", {"name": name, "added": added, "removed": removed}


def send(host: str = HOST, **update: Any) -> Step:
    return "send", {"host": host, "name": NODE, **update}


def test_an_address_is_replaced_and_given_back(run: Run) -> None:
    """The last step finds everything done: nothing is sent."""
    there, back = write([STALE], OWN[:1]), write(OWN[:1], [STALE])
    assert run(WRITER, ASK, there, ASK, back, ASK, back) == [
        *(OWN, [NODE]),
        *(sorted([STALE, OWN[1]]), [NODE]),
        *(OWN, []),
    ]


def test_a_farm_is_fixed_and_its_fix_undone(run: Run) -> None:
    """Read, planned, journaled, written, read again."""
    wrong, fix = sorted([*OWN, VIRTUAL]), ("fix", {"number": 1})
    steps = [write([VIRTUAL], []), ASK, fix, ASK, ("fix", {"number": 2}), ("undo", {"number": 3, "undoes": 1}), ASK]
    assert run(WRITER, *steps, write([], [VIRTUAL])) == [
        *([NODE], wrong, [True, []], OWN),
        *([False, []], None, wrong, [NODE]),
    ]


def test_the_owner_and_what_the_zone_takes_are_read(run: Run) -> None:
    (found,) = run(READER, ("zones", {"node": "web2"}))
    assert (found["updates"], found["owner"], found["account"]) == ("secure", computer(2), computer(2))
    assert all(record["registered"] for record in found["records"])


@pytest.mark.parametrize("before", [[STALE], []])
def test_nothing_is_changed_where_someone_was_faster(run: Run, before: list[str]) -> None:
    (kind, words), now = run(WRITER, send(before={"A": before}, removed=[["A", OWN[0]]]), ASK)
    assert (kind, now) == ("ChangedSinceError", OWN)
    assert f"someone has changed the records of {NODE} since they were read" in words


def test_an_account_without_rights_changes_nothing(run: Run) -> None:
    (kind, words), now = run(READER, write([], OWN[:1]), ASK)
    assert (kind, now) == ("DirectoryError", OWN)
    assert f"the record of {NODE} could not be written" in words
    assert "often the account may not write this record, which belongs to another one (SERVFAIL)" in words


def test_a_name_is_not_left_without_an_address(run: Run) -> None:
    (_, words), now = run(WRITER, write([], OWN), ASK)
    assert now == OWN
    assert "would be left without an address" in words


def test_a_ticket_for_another_computer_gives_no_key(run: Run) -> None:
    update = send(host=OTHER_DNS, before={}, added=[["A", STALE]])
    (kind, words), now = run(WRITER, update, ASK)
    assert (kind, now) == ("DirectoryError", OWN)
    assert "it does not agree on a key for secure updates (BADKEY)" in words


@pytest.mark.parametrize("step", [write([STALE], []), send(before={}, added=[["A", STALE]])])
def test_a_wrong_password_is_tried_once(domain: Domain, run: Run, step: Step) -> None:
    before = tries_of(domain, DNS_WRITER)
    ((kind, words),) = run(WRITER, step, password="not-this-one")
    assert kind == "LogonRefusedError"
    assert "the user name or the password is wrong" in words
    assert tries_of(domain, DNS_WRITER) == before + 1
