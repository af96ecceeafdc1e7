"""What the lab makes of read_accounts without PowerShell."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from lab import healthy, intranet
from lab.facts import accounts
from lab.facts.accounts import give_tokens
from lab.node_files import NodeState


@pytest.fixture
def state() -> NodeState:
    return healthy.node(1)


def read(state: NodeState, site: str = "intranet", *names: str) -> dict[str, Any]:
    before = copy.deepcopy(state)
    answer = accounts.read(state, {"site": site, "accounts": list(names)})
    assert state == before, "a read changed something"
    return answer


def test_accounts_are_those_asked_for_of_pools_and_of_virtual_directories_each_once(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"][1]["virtual_directories"][0]["user_name"] = r"EXAMPLE\gone"
    with_tokens = copy.deepcopy(state)
    give_tokens(with_tokens)
    accounts = read(with_tokens, "intranet", intranet.READERS_SID, intranet.READERS_SID.lower())["accounts"]
    accounts_without = read(state, "intranet", intranet.READERS_SID)["accounts"]
    assert {found["code"] for found in accounts_without} == {1312, None}, "a session has no credentials by itself"
    readers, account, gone = accounts
    assert (readers["name"], readers["sid"], readers["groups_known"]) == (
        intranet.READERS_SID, intranet.READERS_SID, False
    )  # fmt: skip
    assert (account["name"], account["sid"], account["groups_known"]) == (
        intranet.SERVICE_ACCOUNT,
        intranet.ACCOUNT_SID,
        True,
    )
    assert f"{intranet.DOMAIN}-513" in account["groups"]
    assert (gone["name"], gone["sid"], gone["groups"], gone["groups_known"]) == (r"EXAMPLE\gone", None, [], False)
    assert readers["reason"]
    assert gone["reason"]


def test_the_first_spelling_of_a_name_is_reported(state: NodeState) -> None:
    accounts = read(state, "intranet", r"example\SVC-intranet")["accounts"]
    assert [(found["name"], found["sid"]) for found in accounts] == [(r"example\SVC-intranet", intranet.ACCOUNT_SID)]


def test_every_local_group_has_its_members(state: NodeState) -> None:
    members = {group["name"]: group["members"] for group in read(state)["local_groups"]}
    assert list(members) == ["Administrators", "Users", "IIS_IUSRS"]
    assert members["Users"] == ["S-1-5-4", "S-1-5-11", f"{intranet.DOMAIN}-513"]
    assert members["IIS_IUSRS"] == []


def test_groups_of_a_domain_controller_are_the_domains_but_for_the_built_in_ones(state: NodeState) -> None:
    state["accounts"]["local_groups"].append({"sid": f"{intranet.DOMAIN}-1101", "name": "DnsAdmins", "members": []})
    assert "DnsAdmins" in {group["name"] for group in read(state)["local_groups"]}
    state["computer"]["domain_role"] = 4
    assert "DnsAdmins" not in {group["name"] for group in read(state)["local_groups"]}


def test_a_site_that_is_not_there_is_an_error(state: NodeState) -> None:
    with pytest.raises(ValueError, match="Extranet"):
        read(state, "Extranet")
