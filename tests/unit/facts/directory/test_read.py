"""What is read where domain controllers are silent, behind, of another domain or forbidding; and what that costs."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import controllers
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory import forest, question
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.account import Account
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.directory import Directory
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.read import read_directory
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.shape import EMPTY, SHAPE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

from lab.directory.accounts import PROTECTED_USERS, SERVICE_ACCOUNT, computer, computer_account, user
from lab.directory.forest import CHILD, CHILD_ROOT, CHILD_SID, ROOT, SETTINGS
from lab.directory.wired import WiredDirectory
from lab.intranet import ACCOUNT_SID, DOMAIN, NAMES
from tests.unit.directory.scripted_server import ScriptedServer
from tests.unit.facts.conftest import change, sessions

SERVICE = r"EXAMPLE\svc-intranet"
CALL = question.read(NAMES, ["web1", "web2", "web3"], [SERVICE])


def read(known: Sessions, earlier: dict[str, Any] | None = None, arguments: Any = None) -> Directory:
    with known:
        answer = read_directory(known, arguments or CALL.arguments, earlier or {})
    assert mismatch(answer, SHAPE) is None
    return Directory.from_answer(answer)


def holder(found: Directory) -> Account:
    (one,) = found.with_service_principal("HTTP/intranet")
    return one


def test_nothing_is_wrong_with_a_healthy_directory(lab: WiredDirectory) -> None:
    found = read(sessions(lab))
    assert (found.problem, found.catalog_problem) == ("", "")
    assert [(one.name, one.problem) for one in found.controllers] == [("dc1.example.com", ""), ("dc2.example.com", "")]
    assert holder(found).sid == ACCOUNT_SID
    assert [set(seen.holders) for seen in found.seen] == [{ACCOUNT_SID}] * 2
    assert [one.problem for one in (*found.computers, *found.holders)] == [""] * 4
    assert {one["netbios"]: one["sid"] for one in found.domains} == {"EXAMPLE": DOMAIN, "CHILD": CHILD_SID}


@pytest.mark.parametrize("how", ["silent", "no"])
def test_a_domain_controller_that_does_not_answer_spoils_its_own_part(lab: WiredDirectory, how: str) -> None:
    change(lab, lambda state: state["controllers"]["dc1"].update(answers=how))
    found = read(sessions(lab, seconds=0.5))
    assert [bool(one.problem) for one in found.controllers] == [True, False]
    assert [bool(one.problem) for one in found.seen] == [True, False]
    assert found.problem == ""
    assert found.catalog_problem == ""
    assert holder(found).detail is not None


def test_several_silent_domain_controllers_cost_no_more_than_one(lab: WiredDirectory) -> None:
    before = time.monotonic()
    with ExitStack() as stack:
        silent = [stack.enter_context(ScriptedServer(lambda server, message: b"")) for _ in range(6)]
        servers = [f"{lab.addresses['dc1']}:{lab.ports.ldap}", *(f"127.0.0.1:{one.port}" for one in silent)]
        found = read(sessions(lab, domain_controllers=servers, seconds=1))
        assert [len(one.asked) for one in silent] == [1] * 6  # and no password was tried
    assert len([one for one in found.controllers if "no answer came" in one.problem]) == 6
    assert time.monotonic() - before < 5


def test_none_that_answers_is_the_problem(lab: WiredDirectory) -> None:
    for name in ("dc1", "dc2"):
        change(lab, lambda state, name=name: state["controllers"][name].update(answers="no"))
    found = read(sessions(lab))
    assert found == Directory.from_answer({**EMPTY, "problem": found.problem})
    assert found.problem.count("the connection broke") == 2


def test_one_that_stops_answering_is_left_for_the_next(lab: WiredDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = forest.own_domain

    def own_domain(session: Any, base: str) -> Any:
        if session.where.startswith(lab.addresses["dc1"]):
            raise DirectoryError(f"{session.where}: it is busy")
        return plain(session, base)

    monkeypatch.setattr(forest, "own_domain", own_domain)
    found = read(sessions(lab))
    assert [one.problem.endswith("it is busy") for one in found.controllers] == [True, False]
    assert holder(found).sid == ACCOUNT_SID


def test_a_refused_password_is_tried_once(lab: WiredDirectory) -> None:
    known = Sessions(
        *(r"EXAMPLE\svc-intranet", "not-this-one"),
        domain="example.com",
        domain_controllers=[f"{lab.addresses[name]}:{lab.ports.ldap}" for name in ("dc1", "dc2")],
    )
    found = read(known)
    assert "the user name or the password is wrong" in found.problem
    assert "not-this-one" not in found.problem
    assert lab.directory.file.read()["objects"][SERVICE_ACCOUNT]["badPwdCount"] == [1]


def test_without_the_global_catalog_the_domain_alone_is_searched(lab: WiredDirectory) -> None:
    found = read(sessions(lab, global_catalogs=["127.0.0.1:1"]))
    assert "nothing listens" in found.catalog_problem
    assert holder(found).sid == ACCOUNT_SID
    assert [one["sid"] for one in found.domains] == ["", DOMAIN]


def test_what_one_domain_controller_lacks_is_seen(lab: WiredDirectory) -> None:
    change(
        lab, lambda state: state["controllers"]["dc2"]["behind"].update({SERVICE_ACCOUNT: {"servicePrincipalName": []}})
    )
    assert [set(seen.holders) for seen in read(sessions(lab)).seen] == [{ACCOUNT_SID}, set()]


def test_a_domain_controller_of_another_domain_is_named(lab: WiredDirectory) -> None:
    found = read(sessions(lab, "dc1", "dc3"))
    assert "domain controller of child.example.com, not of example.com" in found.controllers[1].problem
    assert found.problem == ""


def test_a_clock_that_is_ahead_is_measured(lab: WiredDirectory) -> None:
    change(lab, lambda state: state["controllers"]["dc2"].update(offset=400))
    ahead = [one.ahead for one in read(sessions(lab)).controllers]
    assert ahead == [pytest.approx(0, abs=2), pytest.approx(400, abs=2)]


def test_the_domain_is_that_of_the_node_where_none_is_described(lab: WiredDirectory) -> None:
    node = {"name": "WEB1", "host_name": "web1", "domain": "Example.com", "member": True}
    assert read(sessions(lab, domain=""), {"read_machine_account": node}).realm == "EXAMPLE.COM"


@pytest.mark.parametrize("node", [{}, {"read_machine_account": {"domain": "WORKGROUP", "member": False}}])
def test_without_any_domain_that_is_the_problem(lab: WiredDirectory, node: dict[str, Any]) -> None:
    assert "kerberos_farm.directory.domain" in read(sessions(lab, domain=""), node).problem


def test_what_an_alias_leads_to_is_searched(lab: WiredDirectory) -> None:
    records = {"servers": [{"answers": [{"name": "intranet", "cname": ["LB.example.net."]}]}]}
    assert "HTTP/lb.example.net" in read(sessions(lab), {"read_dns_records": records}).searched


def test_a_holder_in_another_domain_is_found_and_asked_there(lab: WiredDirectory, child: None) -> None:
    name = f"CN=svc-old,CN=Users,{CHILD_ROOT}"
    old = user("svc-old", f"{CHILD_SID}-1700", CHILD, servicePrincipalName=["http/INTRANET:80"])
    change(lab, lambda state: state["objects"].update({name: old}))
    found = read(sessions(lab))
    (one,) = found.with_service_principal("HTTP/intranet:80")
    assert (one.shown, one.domain, one.problem) == (r"CHILD\svc-old", CHILD, "")
    assert one.detail is not None
    assert [len(seen.holders) for seen in found.seen] == [
        1,
        1,
    ]  # domain controllers of the farm's domain know their own


def test_a_domain_that_does_not_answer_spoils_its_own_accounts(
    lab: WiredDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_domain(*_: Any) -> tuple[Server, ...]:
        raise DirectoryError("DNS has no record")

    monkeypatch.setattr(controllers, "of_domain", of_domain)
    found = read(sessions(lab), arguments=question.read(NAMES, [], [SERVICE, r"CHILD\Administrator"]).arguments)
    (one,) = found.asked(r"child\administrator").found
    assert (one.sid, one.detail, one.problem) == (f"{CHILD_SID}-500", None, "DNS has no record")
    assert found.asked(SERVICE).found[0].problem == ""


def test_a_computer_of_the_same_name_is_found(lab: WiredDirectory, child: None) -> None:
    name = f"CN=WEB2,CN=Computers,{CHILD_ROOT}"
    change(lab, lambda state: state["objects"].update({name: computer_account("web2", CHILD, f"{CHILD_SID}-1701")}))
    found = read(sessions(lab))
    assert {one.dn for one in found.same_names} >= {name, computer(2)}
    assert {one.dn for one in found.computers} == {computer(1), computer(2), computer(3)}


@pytest.fixture
def child(lab: WiredDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS knows the domain controller of the other domain."""
    monkeypatch.setattr(controllers, "of_domain", lambda *_: (Server(lab.addresses["dc3"], lab.ports.ldap),))


def test_more_service_principal_names_than_come_at_once(lab: WiredDirectory) -> None:
    many = [f"HTTP/host{number}" for number in range(3100)]
    change(lab, lambda state: state["objects"][SERVICE_ACCOUNT]["servicePrincipalName"].extend(many))
    assert len(holder(read(sessions(lab))).spns) == 3102


def test_the_policy_that_is_in_effect_gives_the_threshold(lab: WiredDirectory) -> None:
    strict = f"CN=Strict,{SETTINGS}"
    change(lab, lambda state: state["objects"][strict].update({"msDS-PSOAppliesTo": [SERVICE_ACCOUNT]}))
    change(lab, lambda state: state["objects"][SERVICE_ACCOUNT].update(badPwdCount=[2]))
    detail = holder(read(sessions(lab))).detail
    assert detail is not None
    assert (detail.lockout_threshold, detail.attempts_left) == (3, 1)


@pytest.mark.parametrize("hidden", [False, True])
def test_a_member_of_protected_users_is_one_also_where_its_groups_are_hidden(lab: WiredDirectory, hidden: bool) -> None:
    change(lab, lambda state: state["objects"][PROTECTED_USERS].update(member=[SERVICE_ACCOUNT]))
    if hidden:
        change(lab, lambda state: state["objects"][SERVICE_ACCOUNT].update(hidden=["tokengroups"]))
    detail = holder(read(sessions(lab))).detail
    assert detail is not None
    assert (detail.protected_user, detail.groups_known) == (True, not hidden)


def test_the_cost_does_not_depend_on_the_number_of_accounts(lab: WiredDirectory) -> None:
    def messages() -> int:
        before = lab.server.counters.searches
        read(sessions(lab))
        return int(lab.server.counters.searches) - before

    few = messages()
    more = {
        f"CN=u{number},CN=Users,{ROOT}": user(f"u{number}", f"{DOMAIN}-{10000 + number}", "example.com")
        for number in range(1000)
    }
    change(lab, lambda state: state["objects"].update(more))
    assert messages() == few
    assert few < 40
