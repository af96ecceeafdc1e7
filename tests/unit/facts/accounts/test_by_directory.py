"""The groups that a node could not ask for, from the directory."""

from __future__ import annotations

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.facts.accounts.by_directory import completed

SID, GROUP, OTHER = "S-1-5-21-1-2-3-1120", "S-1-5-21-1-2-3-1131", "S-1-5-21-1-2-3-1132"


def account(**changed: Any) -> dict[str, Any]:
    unknown = {"sid": SID, "groups": [], "groups_known": False, "reason": "Access is denied", "code": 5}
    return {"name": r"EXAMPLE\svc", **unknown, **changed}


def known(**changed: Any) -> dict[str, Any]:
    return {"name": "svc@example.com", "sid": SID, "groups": [GROUP], "groups_known": True, **changed}


def of(account: dict[str, Any], *known: dict[str, Any]) -> dict[str, Any]:
    answer = {"accounts": [account], "local_groups": []}
    (found,) = completed(answer, known)["accounts"]
    return dict(found)


def test_groups_that_the_node_does_not_know_are_those_of_the_directory() -> None:
    found = of(account(), known())
    assert (found["groups"], found["groups_known"], found["reason"], found["code"]) == ([GROUP], True, "", None)


def test_what_the_node_knows_stays() -> None:
    own = account(groups=[OTHER], groups_known=True, reason="", code=None)
    assert of(own, known()) == own


def test_accounts_are_the_same_by_their_identifier() -> None:
    assert of(account(), known(sid=OTHER, name=r"EXAMPLE\svc")) == account()


def test_an_account_that_the_node_cannot_resolve_stays_unresolved() -> None:
    """Nothing could run as it there, whatever the directory says."""
    found = of(account(sid=None), known(name=r"example\SVC"))
    assert (found["sid"], found["groups"]) == (None, [GROUP])


def test_groups_that_the_directory_does_not_know_either() -> None:
    assert of(account(), known(groups=[], groups_known=False)) == account()
    assert of(account()) == account()
