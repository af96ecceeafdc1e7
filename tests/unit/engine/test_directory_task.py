"""The audit of a whole farm: one node, then the directory, and what is known then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, LogonRefusedError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import directory_readers
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Reply

from tests import farm_concern
from tests.farm_concern import SERVICE, SID, answer
from tests.unit.emulated_node import FARM, EmulatedNode

CONCERNS = [cast(Concern, farm_concern)]
CONNECTION = Given(connection_user="admin@example.com", connection_password="secret")
OWN = Given("svc-audit", "secret")


class Directory:
    """asked: the users that asked it. answer: what it says; an error is raised."""

    def __init__(self, says: Any) -> None:
        self.asked: list[str] = []
        self.says = says

    def read(self, sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> Mapping[str, Any]:
        self.asked.append(sessions.credentials[0])
        if isinstance(self.says, DirectoryError):
            raise self.says
        return dict(self.says)


@pytest.fixture
def directory(monkeypatch: pytest.MonkeyPatch) -> Directory:
    found = Directory(answer((SERVICE, SID)))
    monkeypatch.setattr(directory_readers, "OVER_SESSIONS", {"read_directory": found.read})
    return found


def unreachable(calls: Sequence[Call], stop: bool = False) -> Reply:
    raise NodeError("the node does not answer")


def states(result: Mapping[str, Any]) -> dict[str, int]:
    return dict(result["counts"]["HOST-3"])


def test_the_node_is_asked_once_and_then_the_directory(directory: Directory) -> None:
    node = EmulatedNode()
    result = audit_farm(FARM, CONCERNS, node.ask, CONNECTION)
    assert node.asked == [["read_machine_account"]]
    assert directory.asked == ["admin@example.com"]
    assert (result["farm"], states(result), result["findings"]) == ("intranet", {"compliant": 1}, [])
    assert [name["name"] for name in result["path"]["holders"]] == list(farm_concern.NAMES)
    assert "secret" not in str(result)


def test_what_is_known_for_the_nodes(directory: Directory) -> None:
    known = audit_farm(FARM, CONCERNS, EmulatedNode().ask, CONNECTION)["known"]
    assert known["holder"] == {"account": SERVICE, "sid": SID}
    assert known["holder_problem"] == ""
    assert known["password_set"] == "2026-01-10T12:00:00+00:00"
    assert known["service_account"] == {
        **{"user": "svc-intranet", "domain": "example.com", "managed": False, "controller": "dc1:389"},
        **{"attempts": 3, "locks": True},
    }
    (account,) = known["accounts"]
    assert (account["name"], account["sid"], account["groups_known"]) == (SERVICE, SID, True)
    assert account["groups"] == [f"{SID[:-4]}1131"], "a domain controller's own groups are no groups of a node"


def test_groups_of_an_account_of_another_domain_are_not_known(directory: Directory) -> None:
    directory.says["accounts"][0]["found"][0]["domain"] = "child.example.com"
    (account,) = audit_farm(FARM, CONCERNS, EmulatedNode().ask, CONNECTION)["known"]["accounts"]
    assert (account["groups"], account["groups_known"]) == ([], False)


def test_an_unreachable_node_spoils_what_depends_on_it(directory: Directory) -> None:
    result = audit_farm(FARM, CONCERNS, unreachable, OWN)
    assert states(result) == {"could not check": 1}
    assert result["findings"][0]["reason"] == "the node does not answer"
    assert result["known"]["holder_problem"] == "the directory could not be read: the node does not answer"
    # The name has no domain, and the node, which would say it, does not answer.
    assert directory.asked == []


@pytest.mark.parametrize("user", [r"EXAMPLE\svc-audit", "svc-audit@example.com"])
def test_the_directory_is_asked_all_the_same_with_an_account_of_its_own(user: str, directory: Directory) -> None:
    audit_farm(FARM, CONCERNS, unreachable, Given(user, "secret"))
    assert directory.asked == [user]


def test_an_account_that_no_node_has_accepted_is_not_tried(directory: Directory) -> None:
    audit_farm(FARM, CONCERNS, unreachable, CONNECTION)
    assert directory.asked == []


def test_an_account_of_the_node_alone_is_the_reason_of_the_farms_findings(directory: Directory) -> None:
    given = Given(connection_user="administrator", connection_password="secret")
    result = audit_farm(FARM, CONCERNS, EmulatedNode().ask, given)
    assert "administrator, is not tried on a domain controller" in result["findings"][0]["reason"]
    assert directory.asked == []


def test_where_no_call_is_for_the_node_it_is_asked_for_itself(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farm_concern, "reads", lambda intent: [Call("read_directory", {})])
    monkeypatch.setattr(farm_concern, "findings", lambda answers, intent: [])
    monkeypatch.setattr(farm_concern, "path", lambda answers, intent: {})
    node = EmulatedNode()
    result = audit_farm(FARM, CONCERNS, node.ask, OWN)
    assert (node.asked, directory.asked) == ([[]], ["svc-audit@example.com"])
    assert result["known"]["holder_problem"] == "who holds the service principal names was not looked at in this run"


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        (answer(), "no account is known to have HTTP/intranet.example.com, HTTP/intranet"),
        (
            answer((SERVICE, SID), (r"EXAMPLE\WEB1$", f"{SID[:-4]}1201")),
            rf"HTTP/intranet.example.com is registered on several accounts: {SERVICE}, EXAMPLE\WEB1$",
        ),
        (DirectoryError("dc1 is silent"), "the directory could not be read: dc1 is silent"),
    ],
)
def test_a_holder_that_is_not_one_account_is_not_known(says: Any, problem: str, directory: Directory) -> None:
    directory.says = says
    known = audit_farm(FARM, CONCERNS, EmulatedNode().ask, OWN)["known"]
    assert (known["holder"], known["holder_problem"]) == (None, problem)


def test_names_on_different_accounts(directory: Directory) -> None:
    directory.says["by_name"][1]["accounts"] = [
        {"account": r"EXAMPLE\WEB1$", "sid": f"{SID[:-4]}1201", "spn": "HTTP/intranet", "by_host": False}
    ]
    known = audit_farm(FARM, CONCERNS, EmulatedNode().ask, OWN)["known"]
    assert known["holder"] is None
    assert known["holder_problem"] == (
        "the farm's names are registered on several accounts: "
        rf"HTTP/intranet.example.com on {SERVICE}, HTTP/intranet on EXAMPLE\WEB1$"
    )


def test_a_name_for_http_comes_before_what_host_stands_for(directory: Directory) -> None:
    computer = {"account": r"EXAMPLE\WEB1$", "sid": f"{SID[:-4]}1201", "spn": "HOST/intranet", "by_host": True}
    directory.says["by_name"][1]["accounts"] = [computer, *directory.says["by_name"][1]["accounts"]]
    assert audit_farm(FARM, CONCERNS, EmulatedNode().ask, OWN)["known"]["holder"]["sid"] == SID


def test_a_name_that_nobody_holds_leaves_the_holder_of_the_others(directory: Directory) -> None:
    directory.says["by_name"][1]["accounts"] = []
    assert audit_farm(FARM, CONCERNS, EmulatedNode().ask, OWN)["known"]["holder"]["sid"] == SID


def test_a_turn_that_is_refused_asks_nothing(directory: Directory) -> None:
    @contextmanager
    def refused(sessions: Sessions) -> Iterator[None]:
        raise LogonRefusedError("not tried again: the password was refused by a domain controller")
        yield

    result = audit_farm(FARM, CONCERNS, EmulatedNode().ask, OWN, refused)
    assert directory.asked == []
    assert "not tried again" in result["findings"][0]["reason"]


def test_waivers_of_the_farm_are_applied(directory: Directory) -> None:
    directory.says["same_names"] = [r"CHILD\intranet"]
    waiver = {"control": "HOST-3", "reason": "ticket 1", "owner": "J. Doe", "subject": "*"}
    assert states(audit_farm(FARM, CONCERNS, EmulatedNode().ask, OWN)) == {"drift": 1}
    assert states(audit_farm(replace(FARM, waivers=(waiver,)), CONCERNS, EmulatedNode().ask, OWN)) == {"waived": 1}
