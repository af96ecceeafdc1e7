"""The same questions to Samba and to the lab's directory, which has the same objects: the same answers.

What Samba has not is in NOT_THERE, and what no two domain controllers have alike in OWN.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory import question
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.directory import Directory
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.read import read_directory
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.shape import SHAPE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch

from lab.directory.accounts import PROTECTED_USERS
from lab.directory.wired import WiredDirectory
from lab.intranet import ACCOUNT_SID, DOMAIN, NAMES
from lab.samba.domain import Domain
from tests.playbooks.controller import own_network
from tests.samba import states
from tests.samba.states import READER

pytestmark = pytest.mark.xdist_group("samba")

TWIN = ["twin.example.com"]
NODES = ["web1", "web2.example.com", "10.0.0.13"]
ACCOUNTS = [
    *(r"EXAMPLE\svc-intranet", r"example.com\SVC-INTRANET", "svc-intranet@example.com", ACCOUNT_SID),
    *(r"EXAMPLE\gmsa-intranet$", r"EXAMPLE\nobody", "nobody@example.com", f"{DOMAIN}-4000", r"OTHER\svc", "S-1-5-18"),
    *(r"EXAMPLE\*", r"EXAMPLE\svc-intranet)(cn=*", "EXAMPLE\\\u202esvc"),
]
# Not those whose wrong passwords are counted meanwhile.
STATES = [rf"EXAMPLE\{name}" for name in (*states.STATES, *states.OTHERS) if name not in ("wrong", "locked")]
# Samba 4.17: no second domain controller and no child domain here; CHILD is one of the lab's. Both domains began at
# another time.
NOT_THERE = ("trusts", "domains", "seen", "controllers", "catalog", "aes_since")
# Times and numbers that the two count for themselves, and groups that every computer has.
OWN = ("controller", "password_set", "must_change", "key_version", "bad_passwords")
BUILT_IN = "S-1-5-32-"


@pytest.fixture(scope="module")
def of_samba(domain: Domain) -> Iterator[Sessions]:
    with Sessions(
        *(READER, states.PASSWORD),
        domain="example.com",
        domain_controllers=[f"127.0.0.1:{domain.ports['ldap']}"],
        global_catalogs=[f"127.0.0.1:{domain.ports['catalog']}"],
    ) as sessions:
        yield sessions


@pytest.fixture(scope="module")
def of_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    lab = WiredDirectory(Path(tmp_path_factory.mktemp("lab")), own_network(3))
    state = lab.directory.file.read()
    state["objects"] |= states.objects()
    state["objects"][PROTECTED_USERS]["member"] = [states.name("protected")]
    lab.directory.file.write(state)
    with Sessions(
        *(READER, lab.password),
        domain="example.com",
        domain_controllers=[f"{lab.addresses['dc1']}:{lab.ports.ldap}"],
        global_catalogs=[f"{lab.addresses['dc1']}:{lab.ports.catalog}"],
    ) as sessions:
        yield sessions
    lab.close()


@pytest.fixture(params=["of_samba", "of_lab"])
def sessions(request: pytest.FixtureRequest) -> Sessions:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Sessions)
    return found


def answer(sessions: Sessions, names: Sequence[str] = NAMES, accounts: Sequence[str] = ACCOUNTS) -> dict[str, Any]:
    return read_directory(sessions, question.read(names, NODES, accounts).arguments, {})


def alike(value: Any) -> Any:
    """Without what is the server's own."""
    if isinstance(value, dict):
        kept = {name: alike(part) for name, part in value.items() if name not in OWN}
        if "problem" in kept:  # whose words name the server, or all domains of the forest
            kept["problem"] = bool(kept["problem"])
        return {**kept, "dn": value["dn"].lower()} if "dn" in value else kept
    if isinstance(value, list):
        return [alike(part) for part in value if not (isinstance(part, str) and part.startswith(BUILT_IN))]
    return value


@pytest.mark.parametrize(("names", "accounts"), [(NAMES, ACCOUNTS), (TWIN, STATES)], ids=["healthy", "states"])
def test_both_answer_alike(of_samba: Sessions, of_lab: Sessions, names: list[str], accounts: list[str]) -> None:
    samba, lab = answer(of_samba, names, accounts), answer(of_lab, names, accounts)
    for name in SHAPE:
        if name not in NOT_THERE:
            assert alike(samba[name]) == alike(lab[name]), name


def test_the_answer_has_the_shape(sessions: Sessions) -> None:
    assert mismatch(answer(sessions), SHAPE) is None


def test_an_ordinary_user_reads_all_that_is_needed(sessions: Sessions) -> None:
    found = Directory.from_answer(answer(sessions))
    assert (found.problem, found.catalog_problem, found.realm, found.netbios) == ("", "", "EXAMPLE.COM", "EXAMPLE")
    (holder,) = found.with_service_principal("http/INTRANET")
    assert (holder.sid, holder.shown, holder.kind, holder.problem) == (ACCOUNT_SID, r"EXAMPLE\svc-intranet", "user", "")
    detail = holder.detail
    assert detail is not None
    assert (detail.disabled, detail.locked, detail.password_expired, detail.protected_user) == (
        False,
        False,
        False,
        False,
    )
    assert (detail.lockout_threshold, detail.attempts_left, detail.writable) == (5, 5, False)
    assert (detail.encryption_types, detail.may_delegate, detail.groups_known) == (24, False, True)
    assert [one.name for one in found.computers] == ["WEB1$", "WEB2$"]
    assert "http" in found.mapped


def test_accounts_that_share_a_name_are_all_found(sessions: Sessions) -> None:
    found = Directory.from_answer(answer(sessions, TWIN))
    assert [one.name for one in found.holders] == ["host", "malformed", "twin1", "twin2"]
    assert [one.name for one in found.with_service_principal("HTTP/twin")] == ["twin1", "twin2"]
    assert [one.name for one in found.same_names] == ["twin", "WEB1$", "WEB2$"]


def test_what_keeps_an_account_from_logging_on_is_a_fact(sessions: Sessions) -> None:
    found = Directory.from_answer(answer(sessions, TWIN, STATES))
    known = {one.name: one.detail for asked in found.accounts.values() for one in asked.found}
    facts = {name: detail for name, detail in known.items() if detail}
    assert {name for name, detail in facts.items() if detail.disabled} == {"disabled"}
    assert {name for name, detail in facts.items() if detail.must_change and detail.password_expired} == {"change"}
    assert {name for name, detail in facts.items() if detail.protected_user} == {"protected"}
    assert {name for name, detail in facts.items() if detail.expired(datetime.now(UTC))} == {"expired"}
    assert {name for name, detail in facts.items() if not detail.hours_allowed} == {"hours"}
    assert {name for name, detail in facts.items() if detail.workstations} == {"elsewhere"}
    assert {name for name, detail in facts.items() if detail.may_delegate} == {"delegate"}
    assert {name for name, detail in facts.items() if detail.delegated_by} == {"delegate"}
    assert len(facts) == len(STATES)


@pytest.mark.parametrize("name", ACCOUNTS[:4])
def test_every_form_of_a_name_is_the_same_account(sessions: Sessions, name: str) -> None:
    (account,) = Directory.from_answer(answer(sessions)).asked(name).found
    assert account.sid == ACCOUNT_SID


def test_the_nodes_may_read_the_password_of_the_managed_account(sessions: Sessions) -> None:
    (account,) = Directory.from_answer(answer(sessions)).asked(r"EXAMPLE\gmsa-intranet$").found
    assert account.is_managed
    assert account.detail is not None
    assert account.detail.may_read_password(frozenset({f"{DOMAIN}-1161"}))
    assert not account.detail.may_read_password(frozenset({f"{DOMAIN}-513"}))


@pytest.mark.parametrize("name", ACCOUNTS[5:])
def test_what_is_no_account_of_the_forest_is_none(sessions: Sessions, name: str) -> None:
    asked = Directory.from_answer(answer(sessions)).asked(name)
    assert asked.found == ()
    assert bool(asked.problem) == (name in (r"OTHER\svc", "S-1-5-18"))
